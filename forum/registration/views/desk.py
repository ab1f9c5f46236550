"""The desk: everybody who registered, found in a moment, and decided upon."""

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.forms import Form, options, text
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.queries import list_categories
from forum.registration.documents import sheet
from forum.registration.enums import RegistrationStatus
from forum.registration.forms import SECTORS, STATUS_TONES, STATUS_WORDS, CategoryChoiceForm, RejectionForm
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.queries import (
    ally_code_of,
    count_by_status,
    count_found,
    export_rows,
    list_registrations,
    registration_in,
)
from forum.registration.rules import Step, may_step
from forum.registration.service import approve, approve_many, cancel, change_category, reject, renew_link
from forum.registration.views.blueprints import registration_desk


def _filters() -> dict[str, Any]:
    """What is looked for, as the address says."""
    status = request.args.get("status", "")
    return {
        "text": request.args.get("q", "").strip(),
        "category_id": request.args.get("category", type=int),
        "status": RegistrationStatus(status) if status in set(RegistrationStatus) else None,
    }


@registration_desk.route("")
@requires("registration.review")
def registration_list() -> str:
    """Who registered, the latest first."""
    edition, filters = current_edition(), _filters()
    rows, more = list_registrations(edition.id, **filters, before=request.args.get("before", type=int))
    page: dict[str, Any] = {
        "rows": rows,
        "more": more,
        "filters": filters,
        "found": count_found(edition.id, **filters),
        "words": STATUS_WORDS,
        "tones": STATUS_TONES,
    }
    if is_fragment():
        return render_template("registration/desk/_list.html", **page)
    counts, categories = count_by_status(edition.id), list_categories(edition.id)
    return render_template("registration/desk/list.html", **page, counts=counts, categories=categories)


@registration_desk.route("/export.csv")
@requires("registration.review")
def export_show() -> FlaskResponse:
    """What the list finds, as a sheet."""
    edition = current_edition()
    lines = sheet(export_rows(edition.id, **_filters()), zone=edition.time_zone)
    response = FlaskResponse("".join(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="registros-{edition.slug}.csv"'
    return response


@registration_desk.route("/approvals", methods=["POST"])
@requires("registration.review")
def approval_many_create() -> Response:
    """Say yes to everybody ticked."""
    ids = request.form.getlist("id", type=int)
    approved, refused = approve_many(ids, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    if approved:
        flash(ngettext("%(num)s registro aprobado.", "%(num)s registros aprobados.", approved), "success")
    if refused:
        flash(ngettext("%(num)s no se pudo aprobar.", "%(num)s no se pudieron aprobar.", refused), "warning")
    if not ids:
        flash(_("Marque primero a quién aprobar."), "info")
    return redirect(url_for("registration_desk.registration_list", status=request.form.get("status") or None))


@registration_desk.route("/<int:registration_id>")
@requires("registration.review")
def registration_show(registration_id: int) -> str:
    """One registration: data, state, history, decisions."""
    return _page(_fetched(registration_id), RejectionForm(formdata=None))


def _fetched(registration_id: int) -> Registration:
    return registration_in(current_edition().id, registration_id)


def _page(registration: Registration, rejection: Form) -> str:
    categories = CategoryChoiceForm(formdata=None, data={"category_id": registration.category_id})
    edition_categories = list_categories(registration.edition_id)
    categories.category_id.choices = options((each.id, each.name(locale_name())) for each in edition_categories)
    return render_template(
        "registration/desk/show.html",
        registration=registration,
        person=registration.person,
        history=history_of(RegistrationEvent, registration_id=registration.id),
        code=ally_code_of(registration),
        words=STATUS_WORDS,
        tones=STATUS_TONES,
        sectors=SECTORS,
        rejection=rejection,
        categories=categories,
        steps_open={step.value: may_step(step, registration.status) for step in Step},
    )


def _back(registration_id: int) -> Response:
    return redirect(url_for("registration_desk.registration_show", registration_id=registration_id))


@registration_desk.route("/<int:registration_id>/approval", methods=["POST"])
@requires("registration.review")
def approval_create(registration_id: int) -> Response:
    """Say yes."""
    approve(_fetched(registration_id).id, by=current_person().id, now=utc_now())
    flash(_("El registro está aprobado; la persona ya recibió su correo."), "success")
    return _back(registration_id)


@registration_desk.route("/<int:registration_id>/rejection", methods=["POST"])
@requires("registration.review")
def rejection_create(registration_id: int) -> tuple[str, int] | Response:
    """Say no, with the reason."""
    registration = _fetched(registration_id)
    form = RejectionForm()
    if form.validate_on_submit():
        try:
            reject(registration.id, reason=text(form.reason), by=current_person().id, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("El registro quedó como no aprobado; la persona recibió el motivo."), "success")
            return _back(registration_id)
    return _page(_fetched(registration_id), form), 422


@registration_desk.route("/<int:registration_id>/cancellation", methods=["POST"])
@requires("registration.review")
def cancellation_create(registration_id: int) -> Response:
    """Cancel for the person."""
    cancel(_fetched(registration_id).id, by=current_person().id, now=utc_now())
    flash(_("El registro quedó cancelado."), "success")
    return _back(registration_id)


@registration_desk.route("/<int:registration_id>/category", methods=["POST"])
@requires("registration.review")
def category_update(registration_id: int) -> Response:
    """Move to another category."""
    chosen = request.form.get("category_id", 0, type=int)
    change_category(_fetched(registration_id).id, category_id=chosen, by=current_person().id, now=utc_now())
    flash(_("La categoría cambió."), "success")
    return _back(registration_id)


@registration_desk.route("/<int:registration_id>/link", methods=["POST"])
@requires("registration.review")
def link_create(registration_id: int) -> Response:
    """Void the links sent before and mail a new one."""
    renew_link(_fetched(registration_id).id, now=utc_now())
    flash(_("Enviamos un enlace nuevo; los anteriores ya no sirven."), "success")
    return _back(registration_id)
