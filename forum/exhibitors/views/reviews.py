"""The organiser's review of applications."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.queries.people import members_of
from forum.companies.queries.profiles import profile_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import grouped_options
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.exhibitors import rules, service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.forms import ApplicationRejectionForm, QuotaForm, StandMoveForm
from forum.exhibitors.labels import STATUSES
from forum.exhibitors.models import Exhibitor, ExhibitorEvent
from forum.exhibitors.queries.applications import exhibitor_in, staff_of
from forum.exhibitors.queries.reviews import SORTS, count_by_status, list_exhibitors
from forum.exhibitors.queries.stands import free_by_hall, plan_of
from forum.exhibitors.views.blueprint import blueprint

COLUMNS = (
    Column("company", N_("Empresa"), is_fixed=True),
    Column("stand", N_("Stand"), width="s"),
    Column("stratum", N_("Estrato"), width="m"),
    Column("staff", N_("Personal"), width="s", is_number=True),
    Column("since", N_("Desde"), width="l", is_latest_first=True),
    Column("status", N_("Estado"), width="m"),
)


def listing_of(status: ExhibitorStatus | None, text: str) -> Listing:
    """The list of applications, sorted and with the columns as the address asks for it."""
    query = {"q": text, "status": status}
    return listing_here("exhibitors", COLUMNS, sorts=SORTS, endpoint="exhibitors.review_list", query=query)


@blueprint.route("/review")
@requires("exhibitors.review")
def review_list() -> ResponseReturnValue:
    """Applications by status, found by a search."""
    edition = current_edition()
    text, status = request.args.get("q", "").strip(), status_filter(ExhibitorStatus)
    listing = listing_of(status, text)
    said = {"q": f"«{text}»", "status": str(STATUSES[status]) if status else None}
    return render_template(
        "exhibitors/_reviews.html" if is_fragment() else "exhibitors/reviews.html",
        listed=list_exhibitors(edition.id, status=status, text=text, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(said),
        counts=count_by_status(edition.id) if not is_fragment() else {},
        status=status,
        statuses=STATUSES,
        text=text,
    )


@blueprint.route("/review/<int:exhibitor_id>")
@requires("exhibitors.review")
def review_show(exhibitor_id: int) -> ResponseReturnValue:
    """One application with its company, staff and history."""
    return _page(exhibitor_id, rejection=ApplicationRejectionForm(formdata=None), quota=None)


@blueprint.route("/review/<int:exhibitor_id>/approval", methods=["POST"])
@requires("exhibitors.review")
def approval_create(exhibitor_id: int) -> ResponseReturnValue:
    """Approve an application."""
    _exhibitor(exhibitor_id)
    service.approve_application(exhibitor_id, by=current_person().id, now=utc_now())
    flash(_("Aprobamos la solicitud. Enviamos un correo a la empresa."), "success")
    return redirect(url_for("exhibitors.review_show", exhibitor_id=exhibitor_id))


@blueprint.route("/review/<int:exhibitor_id>/rejection", methods=["POST"])
@requires("exhibitors.review")
def rejection_create(exhibitor_id: int) -> ResponseReturnValue:
    """Reject an application with a reason."""
    _exhibitor(exhibitor_id)
    form = ApplicationRejectionForm()
    if form.accepts(
        lambda: service.reject_application(exhibitor_id, reason=form.reason.data, by=current_person().id, now=utc_now())
    ):
        flash(
            _("No aprobamos la solicitud y el stand quedó libre. Enviamos el motivo a la empresa por correo."),
            "success",
        )
        return redirect(url_for("exhibitors.review_show", exhibitor_id=exhibitor_id))
    return _page(exhibitor_id, rejection=form, quota=None), form.status


@blueprint.route("/review/<int:exhibitor_id>/quota", methods=["POST"])
@requires("exhibitors.review")
def quota_update(exhibitor_id: int) -> ResponseReturnValue:
    """Change the number of staff badges the company may give."""
    form = QuotaForm(obj=_exhibitor(exhibitor_id))
    if form.accepts(
        lambda: service.set_staff_quota(
            exhibitor_id, staff_quota=form.staff_quota.data or 0, by=current_person().id, now=utc_now()
        )
    ):
        flash(_("Guardamos el máximo de gafetes."), "success")
        return redirect(url_for("exhibitors.review_show", exhibitor_id=exhibitor_id))
    return _page(exhibitor_id, rejection=ApplicationRejectionForm(formdata=None), quota=form), form.status


@blueprint.route("/review/<int:exhibitor_id>/stand", methods=["GET", "POST"])
@requires("exhibitors.review")
def review_stand_edit(exhibitor_id: int) -> ResponseReturnValue:
    """Move a company to another free stand."""
    exhibitor = _exhibitor(exhibitor_id)
    form = StandMoveForm(data={"stand_id": request.args.get("stand", type=int)})
    if form.accepts(
        lambda: service.move_exhibitor(
            exhibitor_id,
            stand_id=form.stand_id.data,
            reason=form.reason.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Cambiamos el stand. Enviamos un correo a la empresa."), "success")
        return redirect(url_for("exhibitors.review_show", exhibitor_id=exhibitor_id))
    plan = plan_of(current_edition().id)
    form.stand_id.choices = grouped_options(free_by_hall(plan))
    page = render_template(
        "exhibitors/move.html",
        form=form,
        exhibitor=_exhibitor(exhibitor_id) if form.refusal else exhibitor,
        plan=plan,
        selected=form.stand_id.data,
    )
    return page, form.status


def _exhibitor(exhibitor_id: int) -> Exhibitor:
    return exhibitor_in(current_edition().id, exhibitor_id)


def _page(exhibitor_id: int, *, rejection: ApplicationRejectionForm, quota: QuotaForm | None) -> str:
    exhibitor = _exhibitor(exhibitor_id)
    return render_template(
        "exhibitors/review.html",
        exhibitor=exhibitor,
        company=profile_of(exhibitor.company_id),
        members=members_of(exhibitor.company_id),
        staff=staff_of(exhibitor.id),
        history=history_of(ExhibitorEvent, exhibitor_id=exhibitor.id),
        may_approve=rules.may_become(exhibitor.status, ExhibitorStatus.APPROVED),
        may_reject=rules.may_become(exhibitor.status, ExhibitorStatus.REJECTED),
        may_move=rules.is_stand_held(exhibitor.status),
        rejection=rejection,
        quota=quota or QuotaForm(formdata=None, obj=exhibitor),
    )
