"""Suppliers: companies that apply, and the co-ordinator's decisions."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, locked, locked_all, one, refusing, session
from forum.core.history import record
from forum.core.signals import announce
from forum.editions.enums import CategoryKind
from forum.editions.models import Edition
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.errors import AlreadyTakingPart, NoAbsences, NotPending, ReasonMissing
from forum.matchmaking.models import Supplier, SupplierEvent
from forum.matchmaking.notices import notify_supplier
from forum.matchmaking.queries.participants import find_supplier, list_representatives
from forum.matchmaking.signals import SupplierApproved
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.errors import CancelledByDesk, CategoryFull, NoCategoryOfKind
from forum.registration.models import Registration
from forum.registration.service import lock_registration_of, register_attendee

FROM = {
    SupplierStatus.APPROVED: frozenset(SupplierStatus) - {SupplierStatus.APPROVED},
    SupplierStatus.CHANGES: frozenset({SupplierStatus.PENDING}),
    SupplierStatus.REJECTED: frozenset({SupplierStatus.PENDING, SupplierStatus.CHANGES}),
    SupplierStatus.SUSPENDED: frozenset({SupplierStatus.APPROVED}),
}


def apply_as_supplier(company_id: int, *, edition: Edition, by: int | None = None, now: datetime) -> Supplier:
    """Apply as supplier; a company that is rejected, or asked for changes, may apply again.

    Raises:
        AlreadyTakingPart: the company has applied or is approved or suspended.
    """
    with atomic() as current:
        former = find_supplier(company_id, edition_id=edition.id)
        if former is None:
            supplier = Supplier(
                edition_id=edition.id, company_id=company_id, status=SupplierStatus.PENDING, created_at=now
            )
            with refusing("uq_supplier_edition_id_company_id", AlreadyTakingPart()):
                current.add(supplier)
            _record_sent(supplier, by=by, now=now)
            return supplier
        supplier = locked(Supplier, former.id)
        if supplier.status not in {SupplierStatus.REJECTED, SupplierStatus.CHANGES}:
            raise AlreadyTakingPart
        supplier.status, supplier.created_at = SupplierStatus.PENDING, now
        _record_sent(supplier, by=by, now=now)
        return supplier


def _record_sent(supplier: Supplier, *, by: int | None, now: datetime) -> None:
    record(SupplierEvent(supplier_id=supplier.id, status=SupplierStatus.PENDING, note=""), by=by, now=now)


def approve_supplier(supplier_id: int, *, edition: Edition, by: int, now: datetime) -> Supplier:
    """Approve a supplier, or lift its rejection or suspension: it may ask for meetings, and its people have badges.

    Somebody who cannot be registered (the category is full, or the desk refused them) has none; the desk may help.

    Raises:
        NotPending: the supplier is approved.
    """
    return _decide(supplier_id, SupplierStatus.APPROVED, reason="", edition=edition, by=by, now=now)


def reject_supplier(supplier_id: int, *, reason: str, edition: Edition, by: int, now: datetime) -> Supplier:
    """Reject an application, with a reason.

    Raises:
        NotPending: the application is decided already.
        ReasonMissing: there is no reason.
    """
    return _decide(supplier_id, SupplierStatus.REJECTED, reason=reason, edition=edition, by=by, now=now)


def ask_for_changes(supplier_id: int, *, reason: str, edition: Edition, by: int, now: datetime) -> Supplier:
    """Ask a company that applied to mend something first: it reads what, and sends its application again.

    Raises:
        NotPending: the application is decided already, or waits for the changes.
        ReasonMissing: it does not say what to mend.
    """
    return _decide(supplier_id, SupplierStatus.CHANGES, reason=reason, edition=edition, by=by, now=now)


def suspend_supplier(supplier_id: int, *, reason: str, edition: Edition, by: int, now: datetime) -> Supplier:
    """Suspend a supplier, with a reason: it sends no new requests; its meetings stand.

    Raises:
        NotPending: the supplier is not approved.
        ReasonMissing: there is no reason.
    """
    return _decide(supplier_id, SupplierStatus.SUSPENDED, reason=reason, edition=edition, by=by, now=now)


def forgive_absences(supplier_id: int, *, reason: str, by: int, now: datetime) -> Supplier:
    """Let a supplier that did not come to its meetings ask for some again; its absences count from nothing.

    Raises:
        ReasonMissing: there is no reason. NoAbsences: there is nothing to let pass.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        locked_all(Company, [one(select(Supplier.company_id).where(Supplier.id == supplier_id))])
        supplier = locked(Supplier, supplier_id, joinedload(Supplier.company, innerjoin=True))
        if supplier.absences == 0:
            raise NoAbsences
        supplier.absences, supplier.absences_forgiven_at = 0, now
        step = SupplierEvent(supplier_id=supplier.id, status=supplier.status, note=reason.strip(), forgiven=True)
        record(step, by=by, now=now)
        return supplier


def _decide(
    supplier_id: int, status: SupplierStatus, *, reason: str, edition: Edition, by: int, now: datetime
) -> Supplier:
    if status is not SupplierStatus.APPROVED and not reason.strip():
        raise ReasonMissing
    with atomic():
        company = locked_all(Company, [one(select(Supplier.company_id).where(Supplier.id == supplier_id))])[0]
        supplier = locked(Supplier, supplier_id, joinedload(Supplier.company, innerjoin=True))
        if supplier.status not in FROM[status]:
            raise NotPending
        supplier.status, supplier.reason = status, reason.strip()
        supplier.decided_at, supplier.decided_by_id = now, by
        record(SupplierEvent(supplier_id=supplier.id, status=status, note=supplier.reason), by=by, now=now)
        people = list_representatives(supplier.company_id)
        for person in people:
            notify_supplier(supplier, person, edition, now=now)
        if status is SupplierStatus.APPROVED:
            _let_in(company, people, supplier.edition_id, by=by, now=now)
    return supplier


def _let_in(company: Company, people: Sequence[Person], edition_id: int, *, by: int, now: datetime) -> None:
    """Tell that a company is approved, and register its people; each row is locked in its turn (`core.database`).

    Who cancelled their own registration stays away: they come back by themselves, or with a request.
    """
    coming = [person for person in people if not _stays_away(person, edition_id)]
    announce(SupplierApproved(company_id=company.id, edition_id=edition_id, at=now))
    for person in coming:
        with suppress(CancelledByDesk, CategoryFull, NoCategoryOfKind):
            register_representative(person, company, edition_id, by=by, now=now)


def _stays_away(person: Person, edition_id: int) -> bool:
    registration_id = lock_registration_of(person.id, edition_id=edition_id)
    if registration_id is None:
        return False
    registration = session().get_one(Registration, registration_id, populate_existing=True)
    return registration.status is RegistrationStatus.CANCELLED and registration.canceller is Canceller.PERSON


def register_representative(
    person: Person, company: Company, edition_id: int, *, by: int | None, now: datetime
) -> None:
    """Register somebody who comes to meetings for a supplier.

    Raises:
        CancelledByDesk, CategoryFull, NoCategoryOfKind: they cannot be registered.
    """
    register_attendee(
        edition_id,
        person_id=person.id,
        kind=CategoryKind.SUPPLIER,
        company_id=company.id,
        organisation=company.name,
        position="",
        by=by,
        now=now,
    )
