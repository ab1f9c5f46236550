"""Buyers: invited, reminded, registered once they accept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.accounts.rules import INVITATION_LIFETIME
from forum.accounts.service import end_role, get_or_create_person, grant_role, send_sign_in_link
from forum.companies.models import Company
from forum.companies.queries.namesakes import company_ids_named
from forum.companies.service import record_event
from forum.core.database import atomic, found, locked_all, one, refusing, session
from forum.core.history import record
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.editions.models import Edition
from forum.matchmaking.enums import BuyerChange
from forum.matchmaking.errors import AlreadyInvited, BuyerRemoved, CompanyUnclear
from forum.matchmaking.models import Availability, Buyer, BuyerEvent
from forum.matchmaking.notices import notify_removed
from forum.matchmaking.queries.participants import EAGER_BUYER, find_buyer, get_table
from forum.registration.service import cancel, end_right, lock_registration_of, register_attendee

INVITATION = "meetings/buyer_invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A person to invite: address, name, and the language of their mails ("es" or "en")."""

    email: str
    name: PersonName
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingCompany:
    """The company a buyer is invited for: its name, and which of the companies of that name it is.

    `company_id` is one of them, `is_new` says that it is none of them.
    """

    name: str
    company_id: int | None = None
    is_new: bool = False


def invite_buyer(
    edition: Edition,
    *,
    guest: Guest,
    company: BuyingCompany,
    position: str,
    table_id: int | None,
    interpreter: str | None,
    home: str,
    by: int,
    now: datetime,
) -> Buyer:
    """Invite a person as buyer of a company and send them a sign-in link, which leads to the path `home`.

    Raises:
        CompanyUnclear: companies have that name, and it is not said which one is meant.
        InvalidEmail: the address is not valid.
        AlreadyInvited: the person is a buyer of this edition.
        NotFound: the table is not one of this edition.
    """
    with atomic():
        person = get_or_create_person(guest.email, name=guest.name, language=guest.language, now=now)
        buyer = Buyer(edition_id=edition.id, company=_buying_company(company, by=by, now=now), person=person)
        buyer.table = None if table_id is None else get_table(table_id, edition_id=edition.id)
        buyer.position, buyer.interpreter, buyer.invited_at = position, interpreter, now
        _invite(buyer, edition, home=home, by=by, now=now)
    return buyer


def invite_again(former_id: int, edition: Edition, *, home: str, by: int, now: datetime) -> Buyer:
    """Invite the buyer of a former edition with their company, position and interpreter.

    Their table is not taken along: those are others in each edition.

    Raises:
        NotFound: there is no such buyer.
        AlreadyInvited: the person is a buyer of this edition.
    """
    with atomic():
        former = one(select(Buyer).where(Buyer.id == former_id).options(*EAGER_BUYER))
        buyer = Buyer(edition_id=edition.id, company=former.company, person=former.person, table=None)
        buyer.position, buyer.interpreter, buyer.invited_at = former.position, former.interpreter, now
        _invite(buyer, edition, home=home, by=by, now=now)
        return buyer


def _invite(buyer: Buyer, edition: Edition, *, home: str, by: int, now: datetime) -> None:
    with refusing("uq_buyer_edition_id_person_id", AlreadyInvited()):
        session().add(buyer)
    grant_role(buyer.person.id, role=Role.BUYER, edition_id=edition.id, by=by, now=now)
    _send_invitation(buyer, edition, home=home, now=now)


def find_or_add_colleague(
    of: Buyer, *, person: Person, position: str, interpreter: str | None, by: int, now: datetime
) -> Buyer:
    """The locked buyer that a locked person is for the company of another one; they become one at the same table.

    Raises:
        AlreadyInvited: they are the same buyer, or buy for another company.
    """
    known = find_buyer(person.id, edition_id=of.edition_id)
    if known is not None:
        if known.id == of.id or known.company_id != of.company_id:
            raise AlreadyInvited
        return locked_buyer(known.id)
    buyer = Buyer(edition_id=of.edition_id, company=of.company, person=person, table=of.table, position=position)
    buyer.interpreter, buyer.invited_at = interpreter, now
    with refusing("uq_buyer_edition_id_person_id", AlreadyInvited()):
        session().add(buyer)
    grant_role(person.id, role=Role.BUYER, edition_id=of.edition_id, by=by, now=now)
    return buyer


def remind_buyer(buyer_id: int, *, edition: Edition, home: str, now: datetime) -> Buyer:
    """Send a buyer the invitation again, with a fresh link.

    Raises:
        BuyerRemoved: they were removed.
    """
    with atomic():
        buyer = locked_buyer(buyer_id, edition_id=edition.id)
        _send_invitation(buyer, edition, home=home, now=now)
    return buyer


def _buying_company(chosen: BuyingCompany, *, by: int, now: datetime) -> Company:
    """The company that was chosen among those of its name, or a new one; anybody may register a name."""
    named = company_ids_named(chosen.name)
    if chosen.company_id in named:
        return session().get_one(Company, chosen.company_id)
    if named and not chosen.is_new:
        raise CompanyUnclear
    company = Company(name=chosen.name, legal_name=chosen.name, created_at=now)
    session().add(company)
    session().flush()
    record_event(company.id, "created_for_buyer", by=by, now=now)
    return company


def _send_invitation(buyer: Buyer, edition: Edition, *, home: str, now: datetime) -> None:
    context = {
        "edition": edition.name,
        "edition_slug": edition.slug,
        "company": buyer.company.name,
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
        "venue": edition.venue_name,
        "table": None if buyer.table is None else buyer.table.number,
    }
    send_sign_in_link(
        buyer.person,
        next_path=home,
        now=now,
        message=INVITATION,
        context=context,
        lifetime=INVITATION_LIFETIME,
        edition_id=edition.id,
    )


def accept_invitation(buyer_id: int, *, by: int, now: datetime) -> Buyer:
    """Accept the invitation: the buyer is registered and gets a badge. Accepting twice changes nothing.

    Raises:
        BuyerRemoved: they were removed meanwhile.
    """
    with atomic():
        invited = found(session().get(Buyer, buyer_id))
        lock_registration_of(invited.person_id, edition_id=invited.edition_id)
        buyer = locked_buyer(buyer_id)
        if buyer.accepted_at is None:
            accept_for(buyer, by=by, now=now)
    return buyer


def accept_for(buyer: Buyer, *, by: int, now: datetime) -> None:
    """Let a locked buyer take part, whose registration is locked too: they are registered."""
    buyer.accepted_at = now
    register_attendee(
        buyer.edition_id,
        person_id=buyer.person_id,
        kind=CategoryKind.BUYER,
        company_id=buyer.company_id,
        organisation=buyer.company.name,
        position=buyer.position,
        by=by,
        now=now,
    )


def locked_buyer(buyer_id: int, **owner: int) -> Buyer:
    """A buyer with person, company and table, locked; `owner` is whose they must be (`edition_id=…`).

    Raises:
        NotFound: there is no such buyer.
        BuyerRemoved: they were removed.
    """
    locked_all(Buyer, [buyer_id])
    query = select(Buyer).where(Buyer.id == buyer_id).filter_by(**owner).options(*EAGER_BUYER)
    buyer = one(query.execution_options(populate_existing=True))
    if buyer.removed_at is not None:
        raise BuyerRemoved
    return buyer


def end_buyer(
    buyer: Buyer,
    *,
    reason: str,
    keeps_badge: bool,
    withdrew: bool = False,
    handed_to: str | None = None,
    edition: Edition,
    by: int,
    now: datetime,
) -> None:
    """End the part of a locked buyer: table, hours and role are free, and the row says when, by whom and why.

    `withdrew`: they dropped out themselves. `handed_to`: the name of the colleague who has their agenda now.
    """
    buyer.removed_at, buyer.removed_by_id, buyer.removal_reason = now, by, reason
    buyer.accepted_at, buyer.table, buyer.withdrew = None, None, withdrew
    session().execute(
        delete(Availability).where(Availability.buyer_id == buyer.id), execution_options={"synchronize_session": False}
    )
    kind = BuyerChange.WITHDREW if withdrew else BuyerChange.REMOVED
    record(BuyerEvent(buyer_id=buyer.id, kind=kind, note=reason), by=by, now=now)
    session().flush()
    end_role(buyer.person_id, role=Role.BUYER, edition_id=edition.id, by=by, now=now)
    notify_removed(buyer, edition, keeps_badge=keeps_badge, handed_to=handed_to, now=now)


def end_attendance(registration_id: int, *, reason: str, by: int, now: datetime) -> None:
    """End the right of a locked registration to attend as buyer.

    What the person attends by otherwise stands again; where there is nothing, their registration is cancelled.
    """
    if not end_right(registration_id, CategoryKind.BUYER, by=by, now=now):
        cancel(registration_id, reason=reason, by=by, now=now)
