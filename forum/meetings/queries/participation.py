"""Whether the two sides of a meeting take part now, whatever was read before."""

from sqlalchemy import and_, exists, select

from forum.accounts.models import Person
from forum.companies.models import Company, Membership
from forum.core.database import session
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.rules.participation import Participation


def get_participation(buyer: Buyer, company: Company, person: Person) -> Participation:
    """Whether this buyer (loaded with their person), company and person of it take part in the buyer's edition."""
    represents = exists().where(
        Membership.company_id == company.id,
        Membership.person_id == person.id,
        Person.id == Membership.person_id,
        Person.disabled_at.is_(None),
    )
    attends = exists().where(Buyer.accepted_at.is_not(None), Person.id == Buyer.person_id, Person.disabled_at.is_(None))
    query = (
        select(attends.correlate(Buyer), Supplier.status, represents)
        .select_from(Buyer)
        .outerjoin(Supplier, and_(Supplier.company_id == company.id, Supplier.edition_id == Buyer.edition_id))
        .where(Buyer.id == buyer.id)
    )
    takes_part, supplier, acts = session().execute(query).one()
    return Participation(
        buyer=buyer.person.full_name,
        buyer_takes_part=bool(takes_part),
        company=company.name,
        supplier=supplier,
        person=person.full_name,
        represents=bool(acts),
    )
