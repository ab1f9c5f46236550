"""Buyers at their tables, suppliers, requirements, requests and meetings."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Company, Process
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.search import fold
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, Edition, MeetingTable, Slot
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Availability, Buyer, Requirement, RequirementCertificate, Supplier
from forum.meetings.enums import OfferKind, OfferStatus, RequestStatus
from forum.meetings.models import MeetingRequest, SlotOffer
from tests.builders.companies import a_company, a_membership, a_process
from tests.builders.editions import a_category
from tests.builders.people import a_person, a_role

_number = count(1)


def attendee_categories(edition: Edition) -> tuple[Category, Category]:
    """The categories of buyers and suppliers, in which they are registered."""
    return (
        a_category(edition, code="comprador", kind=CategoryKind.BUYER, name_es="Comprador", name_en="Buyer"),
        a_category(edition, code="proveedor", kind=CategoryKind.SUPPLIER, name_es="Proveedor", name_en="Supplier"),
    )


def a_buyer(
    edition: Edition,
    table: MeetingTable | None = None,
    *,
    at: Sequence[Slot] = (),
    company: Company | None = None,
    person: Person | None = None,
    **values: object,
) -> Buyer:
    """A buyer who has accepted, at a table (or none) in these slots."""
    company = company or a_company(name=f"Armadora {next(_number)}", legal_name="ARMADORA")
    person = person or a_person(given_names="Kenji", first_surname="Tanaka", second_surname=None)
    a_role(person, Role.BUYER, edition)
    now = utc_now()
    defaults: dict[str, object] = {"invited_at": now, "accepted_at": now, "position": "Compras"}
    with atomic() as session:
        buyer = Buyer(edition_id=edition.id, company=company, person=person, table=table, **{**defaults, **values})
        session.add(buyer)
        session.flush()
        session.add_all(Availability(buyer_id=buyer.id, slot_id=slot.id) for slot in at)
    return buyer


def a_supplier(
    edition: Edition,
    company: Company | None = None,
    *,
    person: Person | None = None,
    status: SupplierStatus = SupplierStatus.APPROVED,
) -> tuple[Supplier, Person]:
    """A supplier company with somebody who acts for it."""
    company = company or a_company()
    person = person or a_person()
    a_membership(company, person)
    with atomic() as session:
        supplier = Supplier(edition_id=edition.id, company=company, status=status, created_at=utc_now())
        session.add(supplier)
    return supplier, person


def a_requirement(
    buyer: Buyer,
    process: Process | None = None,
    *,
    title: str = "Soporte estampado",
    mandatory: Sequence[str] = (),
    desirable: Sequence[str] = (),
    status: RequirementStatus = RequirementStatus.PUBLISHED,
    **values: object,
) -> Requirement:
    """A published requirement."""
    process = process or a_process()
    now = utc_now()
    with atomic() as session:
        requirement = Requirement(
            edition_id=buyer.edition_id,
            buyer=buyer,
            process=process,
            title=title,
            status=status,
            published_at=now,
            created_at=now,
            folded=fold(" ".join((title, process.name_es, buyer.company.name))),
            certificates=[
                *(RequirementCertificate(standard=standard, mandatory=True) for standard in mandatory),
                *(RequirementCertificate(standard=standard, mandatory=False) for standard in desirable),
            ],
            **values,
        )
        session.add(requirement)
    return requirement


def a_request(
    requirement: Requirement,
    supplier: Supplier,
    person: Person,
    *,
    slot: Slot | None = None,
    **values: object,
) -> MeetingRequest:
    """A request that waits for its answer for three days."""
    now = utc_now()
    defaults: dict[str, object] = {
        "reason": "Tenemos prensa de 400 toneladas.",
        "status": RequestStatus.SENT,
        "sent_at": now,
        "expires_at": now + timedelta(days=3),
    }
    with atomic() as session:
        request = MeetingRequest(
            edition_id=requirement.edition_id,
            requirement=requirement,
            buyer_id=requirement.buyer_id,
            company_id=supplier.company_id,
            person=person,
            preferred_slot_id=None if slot is None else slot.id,
            **{**defaults, **values},
        )
        session.add(request)
    return request


def an_open_offer(request_id: int, slot_id: int, **values: object) -> SlotOffer:
    """A slot that is offered to a request for an hour."""
    now = utc_now()
    defaults: dict[str, object] = {
        "kind": OfferKind.BY_HAND,
        "status": OfferStatus.OPEN,
        "made_at": now,
        "ends_at": now + timedelta(hours=1),
    }
    with atomic() as session:
        offer = SlotOffer(request_id=request_id, slot_id=slot_id, **{**defaults, **values})
        session.add(offer)
    return offer
