"""The co-ordinator's suppliers: approved, rejected, suspended, always with what the company declares at hand."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.queries.catalogue import catalogue
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.listing import chosen
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.forms import ReasonForm
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.parties import count_suppliers, get_supplier, list_suppliers
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/coordination/suppliers")
@requires("meetings.coordinate")
def supplier_list() -> ResponseReturnValue:
    """The suppliers, those who wait for a decision first."""
    edition, status, text = current_edition(), chosen(SupplierStatus), request.args.get("q", "")
    page = list_suppliers(edition.id, status=status, text=text, page=page_number())
    template = "matchmaking/_suppliers.html" if is_fragment() else "matchmaking/suppliers.html"
    counts = {} if is_fragment() else count_suppliers(edition.id)
    return render_template(template, listed=page, text=text, status_chosen=status, counts=counts)


@blueprint.route("/coordination/suppliers/<int:supplier_id>")
@requires("meetings.coordinate")
def supplier_review_show(supplier_id: int) -> ResponseReturnValue:
    """What a supplier declares, and the decision."""
    return _page(get_supplier(supplier_id, edition_id=current_edition().id), ReasonForm(formdata=None))


@blueprint.route("/coordination/suppliers/<int:supplier_id>/approval", methods=["POST"])
@requires("meetings.coordinate")
def approval_create(supplier_id: int) -> ResponseReturnValue:
    """Let a company ask for meetings."""
    edition = current_edition()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    service.approve_supplier(supplier.id, edition=edition, by=current_person().id, now=utc_now())
    flash(_("Aprobó a %(company)s. Ya se le avisó.", company=supplier.company.name), "success")
    return redirect(url_for("matchmaking.supplier_list"), 303)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/rejection", methods=["POST"])
@requires("meetings.coordinate")
def rejection_create(supplier_id: int) -> ResponseReturnValue:
    """Say no to a company, with a reason."""
    return _decide(supplier_id, service.reject_supplier)


@blueprint.route("/coordination/suppliers/<int:supplier_id>/suspension", methods=["POST"])
@requires("meetings.coordinate")
def suspension_create(supplier_id: int) -> ResponseReturnValue:
    """Take no new requests of a company, with a reason."""
    return _decide(supplier_id, service.suspend_supplier)


def _decide(supplier_id: int, verb: Callable[..., Supplier]) -> ResponseReturnValue:
    edition, form = current_edition(), ReasonForm()
    supplier = get_supplier(supplier_id, edition_id=edition.id)
    if form.validate_on_submit():
        try:
            verb(supplier.id, reason=form.reason.data or "", edition=edition, by=current_person().id, now=utc_now())
        except ReasonMissing as refusal:
            form.refuse(refusal)
        else:
            flash(_("Guardamos la decisión sobre %(company)s. Ya se le avisó.", company=supplier.company.name), "info")
            return redirect(url_for("matchmaking.supplier_list"), 303)
    return _page(get_supplier(supplier_id, edition_id=edition.id), form), 422


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
    )
