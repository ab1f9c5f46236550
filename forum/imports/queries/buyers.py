"""The buyers of an edition, and who has which address."""

from collections.abc import Iterable

from sqlalchemy import exists, select

from forum.accounts.models import Person, RoleGrant
from forum.companies.models import Company
from forum.core.database import session
from forum.core.names import PersonName
from forum.core.paging import batches
from forum.editions.models import MeetingTable
from forum.imports.rules.buyers import StoredBuyer
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting

_HAS_MEETINGS = exists().where(Meeting.buyer_id == Buyer.id, Meeting.status == MeetingStatus.SCHEDULED)


def known_persons(emails: Iterable[str | None]) -> dict[str, tuple[int, PersonName]]:
    """Who has these addresses: id and name."""
    found = {}
    for some in batches(emails):
        query = select(Person.id, Person.email, Person.given_names, Person.first_surname, Person.second_surname)
        for key, email, *name in session().execute(query.where(Person.email.in_(some))):
            found[email] = key, PersonName(*name)
    return found


def known_buyers(edition_id: int) -> dict[int, StoredBuyer]:
    """The buyers of an edition by their person, without those who were removed."""
    query = (
        select(Buyer, Company.name, MeetingTable.number, _HAS_MEETINGS)
        .join(Company, Company.id == Buyer.company_id)
        .outerjoin(MeetingTable, MeetingTable.id == Buyer.table_id)
        .where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    )
    return {
        buyer.person_id: StoredBuyer(
            id=buyer.id,
            company_id=buyer.company_id,
            company=company,
            position=buyer.position,
            table_id=buyer.table_id,
            table=number,
            interpreter=buyer.interpreter or "",
            has_meetings=bool(meets),
        )
        for buyer, company, number, meets in session().execute(query)
    }


def who_has_role(edition_id: int, role: str, person_ids: Iterable[int]) -> set[int]:
    """Who of these people has a role in the edition."""
    found: set[int] = set()
    for some in batches(person_ids):
        query = select(RoleGrant.person_id).where(RoleGrant.edition_id == edition_id, RoleGrant.role == role)
        found |= set(session().scalars(query.where(RoleGrant.person_id.in_(some))))
    return found
