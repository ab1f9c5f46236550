"""The API of suppliers: the companies that take part in the meetings, and the co-ordinator's decisions on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import request

from forum.accounts.context import current_person
from forum.companies.api import COMPANIES
from forum.core.bodies import valid_form
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.listing import status_filter
from forum.core.operations import Filter, Listed, listed_page, operations_for, page_asked
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import ReasonForm
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.participants import get_supplier, list_suppliers

ONE = "/suppliers/<int:supplier_id>"
_operation = operations_for(COMPANIES, "meetings.coordinate")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierShown:
    """A company as supplier of the edition; `reason`: why it was rejected or suspended."""

    id: int
    company_id: int
    company: str
    status: SupplierStatus
    reason: str
    created_at: datetime
    decided_at: datetime | None


def _shown(supplier: Supplier) -> SupplierShown:
    return SupplierShown(
        id=supplier.id,
        company_id=supplier.company_id,
        company=supplier.company.name,
        status=supplier.status,
        reason=supplier.reason,
        created_at=supplier.created_at,
        decided_at=supplier.decided_at,
    )


def supplier_list() -> Listed[SupplierShown]:
    """The suppliers that the filters find, those to be decided on first."""
    status, text = status_filter(SupplierStatus), request.args.get("q", "").strip()
    page = list_suppliers(current_edition().id, status=status, text=text, number=page_asked())
    return listed_page(page, [_shown(each) for each in page.rows])


def supplier_show(supplier_id: int) -> SupplierShown:
    """One supplier."""
    return _shown(get_supplier(supplier_id, edition_id=current_edition().id))


def _decided(supplier_id: int, verb: Callable[..., Supplier], *, is_explained: bool = False) -> SupplierShown:
    edition = current_edition()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    values = {"reason": valid_form(ReasonForm).reason.data} if is_explained else {}
    verb(supplier.id, edition=edition, by=current_person().id, now=utc_now(), **values)
    return supplier_show(supplier_id)


def supplier_approval_create(supplier_id: int) -> SupplierShown:
    """Approve a supplier, or lift its rejection or suspension."""
    return _decided(supplier_id, service.approve_supplier)


def supplier_rejection_create(supplier_id: int) -> SupplierShown:
    """Reject an application, with a reason."""
    return _decided(supplier_id, service.reject_supplier, is_explained=True)


def supplier_changes_create(supplier_id: int) -> SupplierShown:
    """Ask for changes before an application is approved, and say which."""
    return _decided(supplier_id, service.ask_for_changes, is_explained=True)


def supplier_suspension_create(supplier_id: int) -> SupplierShown:
    """Suspend a supplier, with a reason."""
    return _decided(supplier_id, service.suspend_supplier, is_explained=True)


OPERATIONS = (
    _operation(
        "supplier_list",
        "GET",
        "/suppliers",
        N_("Las empresas proveedoras, primero las que esperan decisión."),
        verb=supplier_list,
        answer=SupplierShown,
        is_list=True,
        filters=(
            Filter(name="q", summary=N_("Palabras del nombre de la empresa.")),
            Filter(name="status", summary=N_("El estado."), choices=tuple(SupplierStatus)),
        ),
    ),
    _operation("supplier_show", "GET", ONE, N_("Una empresa proveedora."), verb=supplier_show, answer=SupplierShown),
    _operation(
        "supplier_approval_create",
        "POST",
        f"{ONE}/approval",
        N_("Aprobar a la empresa proveedora."),
        verb=supplier_approval_create,
        answer=SupplierShown,
    ),
    _operation(
        "supplier_rejection_create",
        "POST",
        f"{ONE}/rejection",
        N_("No aprobar a la empresa proveedora, con el motivo."),
        verb=supplier_rejection_create,
        answer=SupplierShown,
        form=ReasonForm,
    ),
    _operation(
        "supplier_changes_create",
        "POST",
        f"{ONE}/changes",
        N_("Pedir cambios a la empresa proveedora antes de aprobarla, y decir cuáles."),
        verb=supplier_changes_create,
        answer=SupplierShown,
        form=ReasonForm,
    ),
    _operation(
        "supplier_suspension_create",
        "POST",
        f"{ONE}/suspension",
        N_("Suspender a la empresa proveedora, con el motivo."),
        verb=supplier_suspension_create,
        answer=SupplierShown,
        form=ReasonForm,
    ),
)
