"""The co-ordinator's suppliers: reviewed, approved, rejected, suspended."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.queries.catalogue import catalogue
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import ReasonForm
from forum.matchmaking.labels import SUPPLIER_STATUSES
from forum.matchmaking.models import Supplier, SupplierEvent
from forum.matchmaking.queries.participants import SUPPLIER_SORTS, count_suppliers, get_supplier, list_suppliers
from forum.matchmaking.views.blueprint import blueprint

COLUMNS = (
    Column("company", N_("Empresa"), is_fixed=True),
    Column("reason", N_("Motivo")),
    Column("since", N_("Desde"), width="l", is_latest_first=True),
    Column("status", N_("Estado"), width="m"),
)


def listing_of(status: SupplierStatus | None, text: str) -> Listing:
    """The list of suppliers, sorted and with the columns as the address asks for it."""
    query = {"q": text, "status": status}
    return listing_here("suppliers", COLUMNS, sorts=SUPPLIER_SORTS, endpoint="matchmaking.supplier_list", query=query)


@blueprint.route("/coordination/suppliers")
@requires("meetings.coordinate")
def supplier_list() -> ResponseReturnValue:
    """The suppliers, those to be decided on first."""
    edition, status, text = current_edition(), status_filter(SupplierStatus), request.args.get("q", "").strip()
    listing = listing_of(status, text)
    said = {"q": f"«{text}»", "status": str(SUPPLIER_STATUSES[status]) if status else None}
    shown = {
        "listed": list_suppliers(edition.id, status=status, text=text, order=listing.order, number=page_number()),
        "listing": listing,
        "chips": listing.filters(said),
        "text": text,
        "status_chosen": status,
    }
    if is_fragment():
        return render_template("matchmaking/_suppliers.html", **shown)
    counts = count_suppliers(edition.id)
    return render_template("matchmaking/suppliers.html", statuses=SUPPLIER_STATUSES, counts=counts, **shown)


@blueprint.route("/coordination/suppliers/<int:supplier_id>")
@requires("meetings.coordinate")
def supplier_review_show(supplier_id: int) -> ResponseReturnValue:
    """What a supplier declares, and the form of the decision."""
    return _page(get_supplier(supplier_id, edition_id=current_edition().id), ReasonForm(formdata=None))


@blueprint.route("/coordination/suppliers/<int:supplier_id>/approval", methods=["POST"])
@requires("meetings.coordinate")
def approval_create(supplier_id: int) -> ResponseReturnValue:
    """Approve a supplier."""
    edition = current_edition()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    service.approve_supplier(supplier.id, edition=edition, by=current_person().id, now=utc_now())
    flash(_("Aprobamos a %(company)s. Le enviamos un correo.", company=supplier.company.name), "success")
    return redirect(url_for("matchmaking.supplier_list"), 303)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/rejection", methods=["POST"])
@requires("meetings.coordinate")
def rejection_create(supplier_id: int) -> ResponseReturnValue:
    """Reject an application, with a reason."""
    return _decide(supplier_id, service.reject_supplier)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/changes", methods=["POST"])
@requires("meetings.coordinate")
def changes_create(supplier_id: int) -> ResponseReturnValue:
    """Ask for changes before an application is approved, and say which."""
    return _decide(supplier_id, service.ask_for_changes)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/suspension", methods=["POST"])
@requires("meetings.coordinate")
def suspension_create(supplier_id: int) -> ResponseReturnValue:
    """Suspend a supplier, with a reason."""
    return _decide(supplier_id, service.suspend_supplier)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/pardon", methods=["POST"])
@requires("meetings.coordinate")
def pardon_create(supplier_id: int) -> ResponseReturnValue:
    """Let a supplier that did not come to its meetings ask for some again, with a reason."""
    edition, form = current_edition(), ReasonForm()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    by, now = current_person().id, utc_now()
    if form.accepts(lambda: service.forgive_absences(supplier.id, reason=form.reason.data, by=by, now=now)):
        flash(_("%(company)s ya puede pedir citas otra vez.", company=supplier.company.name), "success")
        return redirect(url_for("matchmaking.supplier_review_show", supplier_id=supplier.id), 303)
    return _page(get_supplier(supplier_id, edition_id=edition.id), form), form.status


def _decide(supplier_id: int, verb: Callable[..., Supplier]) -> ResponseReturnValue:
    edition, form = current_edition(), ReasonForm()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    if form.accepts(
        lambda: verb(supplier.id, reason=form.reason.data, edition=edition, by=current_person().id, now=utc_now())
    ):
        flash(
            _("Guardamos la decisión sobre %(company)s. Le enviamos un correo.", company=supplier.company.name), "info"
        )
        return redirect(url_for("matchmaking.supplier_list"), 303)
    return _page(get_supplier(supplier_id, edition_id=edition.id), form), form.status


def _page(supplier: Supplier, form: ReasonForm) -> str:
    offered = {capability.process_id for capability in supplier.company.capabilities}
    families = [
        (entry.family, [process for process in entry.processes if process.id in offered]) for entry in catalogue()
    ]
    return render_template(
        "matchmaking/supplier_review.html",
        supplier=supplier,
        families=[(family, processes) for family, processes in families if processes],
        form=form,
        absences_cap=current_edition().supplier_absences_cap,
        history=history_of(SupplierEvent, supplier_id=supplier.id),
        refused=request.endpoint if form.errors else None,
    )
