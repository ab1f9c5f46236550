"""The desk: one registration, and the decisions on it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import Form
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.privacy.labels import PURPOSES
from forum.privacy.queries import answers_of
from forum.registration.context import (
    category_options,
    desk_links_of,
    links_about,
    more_asked,
)
from forum.registration.forms import CategoryChoiceForm, NoteForm, RegistrationRejectionForm
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.queries import (
    ally_code_of,
    merged_into,
    notes_of,
    registration_in,
    same_mailbox,
)
from forum.registration.rules import OVER, Step, may_step
from forum.registration.service import approve, cancel, change_category, reject, renew_link
from forum.registration.views.blueprints import registration_desk


@registration_desk.route("/<int:registration_id>")
@requires("registration.review")
def registration_show(registration_id: int) -> str | Response:
    """One registration: data, status, history, decisions; of one that was merged, that which stays."""
    stays = merged_into(current_edition().id, registration_id)
    if stays is not None:
        return _back(stays)
    return _page(_fetched(registration_id), RegistrationRejectionForm(formdata=None))


def _fetched(registration_id: int) -> Registration:
    return registration_in(current_edition().id, registration_id)


def _category_form(registration: Registration, **given: Any) -> CategoryChoiceForm:
    form = CategoryChoiceForm(obj=registration, **given)
    form.category_id.choices = category_options(registration.edition_id)
    return form


def _page(registration: Registration, rejection: Form, categories: CategoryChoiceForm | None = None) -> str:
    return render_template(
        "registration/desk/show.html",
        registration=registration,
        person=registration.person,
        history=history_of(RegistrationEvent, registration_id=registration.id),
        code=ally_code_of(registration),
        answers=more_asked().shown_at_desk(current_edition(), registration),
        notes=notes_of(registration.id),
        consents=answers_of(registration.person_id),
        purposes=PURPOSES,
        note_form=NoteForm(formdata=None),
        rejection=rejection,
        now=utc_now(),
        categories=categories or _category_form(registration, formdata=None),
        links=[*desk_links_of(registration), *links_about(registration)],
        twins=same_mailbox(registration, email=registration.person.email) if registration.person.email else [],
        tells=registration.status not in OVER and registration.person.email,
        steps_open={step.value: may_step(step, registration.status) for step in Step},
    )


def _back(registration_id: int) -> Response:
    return redirect(url_for("registration_desk.registration_show", registration_id=registration_id))


def _say(registration_id: int, done: str, *, mailed: str) -> None:
    """Say what was done; `mailed` where the person has an address, and so was told."""
    flash(mailed if _fetched(registration_id).person.email else done, "success")


@registration_desk.route("/<int:registration_id>/approval", methods=["POST"])
@requires("registration.review")
def approval_create(registration_id: int) -> Response:
    """Approve the registration."""
    approve(_fetched(registration_id).id, by=current_person().id, now=utc_now())
    _say(registration_id, _("Aprobamos el registro."), mailed=_("Aprobamos el registro. Le enviamos un correo."))
    return _back(registration_id)


@registration_desk.route("/<int:registration_id>/rejection", methods=["POST"])
@requires("registration.review")
def rejection_create(registration_id: int) -> tuple[str, int] | Response:
    """Reject the registration, with the reason."""
    registration = _fetched(registration_id)
    form = RegistrationRejectionForm()
    if form.accepts(lambda: reject(registration.id, reason=form.reason.data, by=current_person().id, now=utc_now())):
        mailed = _("El registro no fue aprobado. Le enviamos un correo con el motivo.")
        _say(registration_id, _("El registro no fue aprobado."), mailed=mailed)
        return _back(registration_id)
    return _page(_fetched(registration_id), form), form.status


@registration_desk.route("/<int:registration_id>/cancellation", methods=["POST"])
@requires("registration.review")
def cancellation_create(registration_id: int) -> Response:
    """Cancel the registration for its person."""
    cancel(_fetched(registration_id).id, by=current_person().id, now=utc_now())
    _say(registration_id, _("Cancelamos el registro."), mailed=_("Cancelamos el registro. Le enviamos un correo."))
    return _back(registration_id)


@registration_desk.route("/<int:registration_id>/category", methods=["POST"])
@requires("registration.review")
def category_update(registration_id: int) -> tuple[str, int] | Response:
    """Move the registration to another category."""
    form = _category_form(_fetched(registration_id))
    by = current_person().id
    if form.accepts(lambda: change_category(registration_id, category_id=form.category_id.data, by=by, now=utc_now())):
        flash(_moved(_fetched(registration_id)), "success")
        return _back(registration_id)
    rejection = RegistrationRejectionForm(formdata=None)
    return _page(_fetched(registration_id), rejection, form), form.status


def _moved(registration: Registration) -> str:
    if registration.status in OVER or not registration.person.email:
        return _("Cambiamos la categoría.")
    return _("Cambiamos la categoría. Le enviamos un correo con los días en que entra.")


@registration_desk.route("/<int:registration_id>/link", methods=["POST"])
@requires("registration.review")
def link_create(registration_id: int) -> Response:
    """Void the links sent before and mail a new one."""
    renew_link(_fetched(registration_id).id, now=utc_now())
    flash(_("Enviamos un enlace nuevo; los anteriores ya no funcionan."), "success")
    return _back(registration_id)
