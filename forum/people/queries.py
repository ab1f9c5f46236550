"""Who may be registered twice, what hangs on two accounts, and what was merged."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from forum.accounts.models import Person, RoleGrant
from forum.accounts.queries import addresses_of
from forum.badges.models import Badge
from forum.checkin.models import Scan
from forum.companies.models import Membership
from forum.core.database import session
from forum.editions.models import Category, Edition, Slot
from forum.mail.models import OutgoingMail
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat
from forum.people.enums import Moved
from forum.people.models import PersonMerge
from forum.people.rules import Pair, Place, Registered, Seat, likely_pairs
from forum.registration.models import Registration, RegistrationNote
from forum.registration.queries import STANDS


def find_pairs(edition_id: int) -> list[Pair]:
    """Who may be registered twice in an edition, in one statement."""
    query = (
        select(Registration.id, Person.name_folded, Registration.organisation_folded, Person.email, Person.phone)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.edition_id == edition_id, STANDS)
        .order_by(Registration.id)
    )
    names = ("registration_id", "name", "organisation", "email", "phone")
    return likely_pairs(Registered(**dict(zip(names, row, strict=True))) for row in session().execute(query))


def both_registrations(first_id: int, second_id: int) -> list[tuple[Registration, Registration]]:
    """The registrations of two people in the editions in which both are registered: of the first, of the second."""
    other = aliased(Registration)
    query = (
        select(Registration, other)
        .join(other, other.edition_id == Registration.edition_id)
        .where(
            Registration.person_id == first_id,
            other.person_id == second_id,
            STANDS,
            other.merged_into_id.is_(None),
        )
        .order_by(Registration.edition_id)
    )
    return [row._tuple() for row in session().execute(query)]


def places_of(registration_ids: Sequence[int]) -> dict[int, Place]:
    """How registrations stand, by id."""
    query = (
        select(Registration.id, Edition.name, Registration.status, Category.kind, Category.name_es)
        .join(Edition, Edition.id == Registration.edition_id)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.id.in_(registration_ids))
    )
    return {
        id: Place(edition=edition, status=status, kind=kind, category=category)
        for id, edition, status, kind, category in session().execute(query)
    }


def seats_of(person_id: int) -> list[Seat]:
    """The scheduled meetings of a person in every edition."""
    query = (
        select(PersonSeat.meeting_id, Slot.starts_at, Slot.ends_at)
        .join(Slot, Slot.id == PersonSeat.slot_id)
        .where(PersonSeat.person_id == person_id)
    )
    return [Seat(*row) for row in session().execute(query)]


def both_buy_in(first_id: int, second_id: int) -> str | None:
    """The name of an edition in which both people are buyers, if there is one."""
    other = aliased(Buyer)
    query = (
        select(Edition.name)
        .join(Buyer, Buyer.edition_id == Edition.id)
        .join(other, other.edition_id == Edition.id)
        .where(
            Buyer.person_id == first_id,
            other.person_id == second_id,
            Buyer.removed_at.is_(None),
            other.removed_at.is_(None),
        )
        .order_by(Edition.id)
        .limit(1)
    )
    return session().scalar(query)


def ask_each_other(first_id: int, second_id: int) -> bool:
    """Whether one of two people is the buyer of a request of the other."""
    query = select(MeetingRequest.id).join(Buyer, Buyer.id == MeetingRequest.buyer_id)
    crossed = or_(
        (MeetingRequest.person_id == first_id) & (Buyer.person_id == second_id),
        (MeetingRequest.person_id == second_id) & (Buyer.person_id == first_id),
    )
    return session().scalar(query.where(crossed).limit(1)) is not None


def count_moved(person_id: int, registration_id: int) -> dict[Moved, int]:
    """What hangs on the account that would go, in one statement besides that of its addresses."""
    scans = select(Scan.id).join(Badge, Badge.id == Scan.badge_id).where(Badge.registration_id == registration_id)
    asked = select(MeetingRequest.id).outerjoin(Buyer, Buyer.id == MeetingRequest.buyer_id)
    met = select(Meeting.id).outerjoin(Buyer, Buyer.id == Meeting.buyer_id)
    counted: dict[Moved, Select[tuple[int]] | Select[tuple[str]]] = {
        Moved.REGISTRATIONS: select(Registration.id).where(Registration.person_id == person_id, STANDS),
        Moved.BADGES: select(Badge.id).where(Badge.registration_id == registration_id),
        Moved.SCANS: scans,
        Moved.NOTES: select(RegistrationNote.id).where(RegistrationNote.registration_id == registration_id),
        Moved.REQUESTS: asked.where(or_(MeetingRequest.person_id == person_id, Buyer.person_id == person_id)),
        Moved.MEETINGS: met.where(or_(Meeting.person_id == person_id, Buyer.person_id == person_id)),
        Moved.ROLES: select(RoleGrant.id).where(RoleGrant.person_id == person_id),
        Moved.COMPANIES: select(Membership.id).where(Membership.person_id == person_id),
        Moved.MAILS: select(OutgoingMail.id).where(OutgoingMail.to_email.in_(addresses_of(person_id))),
    }
    numbers = [
        select(func.count()).select_from(query.subquery()).scalar_subquery().label(what.value)
        for what, query in counted.items()
    ]
    row = session().execute(select(*numbers)).one()
    return {what: getattr(row, what.value) for what in counted}


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge: whose account went, when, and who said so."""

    merge: PersonMerge
    merged: Person
    by: Person | None


def merges_of(person_id: int) -> list[MergeLine]:
    """What was merged into an account, the last first."""
    merged, by = aliased(Person), aliased(Person)
    query = (
        select(PersonMerge, merged, by)
        .join(merged, merged.id == PersonMerge.merged_id)
        .outerjoin(by, by.id == PersonMerge.by_id)
        .where(PersonMerge.kept_id == person_id)
        .order_by(PersonMerge.id.desc())
    )
    return [MergeLine(*row) for row in session().execute(query)]


def registrations_of_pairs(pairs: Sequence[Pair]) -> dict[int, Registration]:
    """The registrations of these pairs with their person and category, by id, in one statement."""
    ids = {id for pair in pairs for id in (pair.first_id, pair.second_id)}
    query = (
        select(Registration)
        .join(Registration.person)
        .join(Registration.category)
        .options(contains_eager(Registration.person), contains_eager(Registration.category))
        .where(Registration.id.in_(ids))
    )
    return {each.id: each for each in session().scalars(query)}
