"""What is counted of the members of an ally in an edition, and what else its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.allies.rules import Member
from forum.companies.enums import Sector
from forum.companies.models import Affiliation, AllyCode, Company, Membership, Site
from forum.core.database import session
from forum.editions.models import Category, Slot
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.privacy.models import Transfer, TransferPerson
from forum.privacy.queries import select_agreeing_to
from forum.registration.enums import RegistrationStatus
from forum.registration.models import PlaceBlock, Registration
from forum.registration.queries import STANDS
from forum.reports.queries.counts import parts_in


def list_members(ally_id: int, *, edition_id: int, now: datetime) -> list[Member]:
    """The companies that belong to an ally, by name, each with what it does in the edition."""
    parts = parts_in(edition_id)
    place = select(Site.municipality).where(Site.company_id == Company.id).order_by(Site.id).limit(1)
    columns = (Company.id, Company.name, Company.legal_name, Company.rfc, Company.sector, Company.stratum)
    query = (
        select(
            *columns,
            func.coalesce(place.scalar_subquery(), "").label("municipality"),
            or_(*(_takes_part(model, edition_id) for model in (Buyer, Supplier, Exhibitor))).label("registered"),
            or_(*parts.values()).label("approved"),
            parts["exhibits"].label("has_stand"),
        )
        .join(Affiliation, Affiliation.company_id == Company.id)
        .where(Affiliation.ally_id == ally_id)
        .order_by(Company.name_sorted, Company.id)
    )
    members = select(Affiliation.company_id).where(Affiliation.ally_id == ally_id)
    asked = _by_company(MeetingRequest, members, MeetingRequest.edition_id == edition_id)
    scheduled = Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED
    met = _by_company(Meeting, members, *scheduled)
    ended = Meeting.slot_id.in_(select(Slot.id).where(Slot.edition_id == edition_id, Slot.ends_at <= now))
    over = _by_company(Meeting, members, *scheduled, ended)
    return [
        Member(
            **row._mapping,
            asked=asked.get(row.id, 0),
            scheduled=met.get(row.id, 0),
            over=over.get(row.id, 0),
        )
        for row in session().execute(query)
    ]


def _takes_part(model: Any, edition_id: int) -> Any:
    return exists().where(model.company_id == Company.id, model.edition_id == edition_id)


def _by_company(model: Any, members: Select[tuple[int]], *conditions: Any) -> dict[int, int]:
    """Number of requests or meetings of each member, as supplier or as buyer."""
    found: dict[int, int] = {}
    as_supplier = select(model.company_id, func.count()).where(model.company_id.in_(members), *conditions)
    as_buyer = select(Buyer.company_id, func.count()).select_from(model).join(Buyer, Buyer.id == model.buyer_id)
    as_buyer = as_buyer.where(Buyer.company_id.in_(members), *conditions)
    for query in (as_supplier.group_by(model.company_id), as_buyer.group_by(Buyer.company_id)):
        for company_id, number in session().execute(query):
            found[company_id] = found.get(company_id, 0) + number
    return found


def people_by_sector(ally_id: int, *, edition_id: int) -> dict[Sector | None, int]:
    """Number of registrations that came with a code of the ally, by the sector they belong to."""
    sector = func.coalesce(Registration.sector, Company.sector)
    query = (
        select(sector, func.count())
        .select_from(Registration)
        .join(AllyCode, AllyCode.id == Registration.ally_code_id)
        .outerjoin(Company, Company.id == Registration.company_id)
        .where(Registration.edition_id == edition_id, STANDS, AllyCode.ally_id == ally_id)
        .group_by(sector)
    )
    return {Sector(value) if value else None: number for value, number in session().execute(query)}


def blocks_of(ally_id: int, *, edition_id: int) -> Sequence[Row[Any]]:
    """The places reserved for an ally or one of its codes, with the code."""
    query = (
        select(PlaceBlock, AllyCode.code)
        .join(PlaceBlock.category)
        .options(contains_eager(PlaceBlock.category))
        .outerjoin(AllyCode, AllyCode.id == PlaceBlock.ally_code_id)
        .where(Category.edition_id == edition_id, or_(PlaceBlock.ally_id == ally_id, AllyCode.ally_id == ally_id))
        .order_by(Category.position, PlaceBlock.id)
    )
    return session().execute(query).all()


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Contact data of somebody who lets an ally have them, and the consent."""

    person_id: int
    consent_id: int
    name: str
    organisation: str
    position: str
    email: str
    phone: str


def list_contacts(ally_id: int, *, edition_id: int) -> list[Contact]:
    """Who lets the ally have their contact data and takes part in the edition: registered, or for a company there."""
    agreeing = select_agreeing_to(ally_id).subquery()
    ended = RegistrationStatus.CANCELLED, RegistrationStatus.REJECTED
    here = and_(
        Registration.person_id == Person.id,
        Registration.edition_id == edition_id,
        STANDS,
        Registration.status.not_in(ended),
    )
    parts = [select(model.company_id).where(model.edition_id == edition_id) for model in (Buyer, Supplier, Exhibitor)]
    acts = exists().where(Membership.person_id == Person.id, Membership.company_id.in_(union(*parts)))
    company = (
        select(Company.name)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.person_id == Person.id, Company.id.in_(union(*parts)))
        .order_by(Company.id)
        .limit(1)
    )
    query = (
        select(Person, agreeing.c.consent_id, Registration, company.scalar_subquery().label("company"))
        .join(agreeing, agreeing.c.person_id == Person.id)
        .outerjoin(Registration, here)
        .where(Person.disabled_at.is_(None), Person.email.is_not(None), or_(Registration.id.is_not(None), acts))
        .order_by(Person.name_sorted, Person.id)
    )
    return [
        Contact(
            person_id=person.id,
            consent_id=consent_id,
            name=person.full_name,
            organisation=(registration.organisation if registration else "") or company_name or "",
            position=registration.position if registration else "",
            email=person.email or "",
            phone=person.phone or "",
        )
        for person, consent_id, registration, company_name in session().execute(query)
    ]


def list_withdrawn(ally_id: int) -> list[str]:
    """The names of those whose data the ally has and who no longer let it, whom it has to forget."""
    agreeing = select(select_agreeing_to(ally_id).subquery().c.person_id)
    handed = select(TransferPerson.person_id).join(Transfer, Transfer.id == TransferPerson.transfer_id)
    handed = handed.where(Transfer.ally_id == ally_id)
    query = select(Person).where(Person.id.in_(handed), Person.id.not_in(agreeing))
    return [person.full_name for person in session().scalars(query.order_by(Person.name_sorted, Person.id))]
