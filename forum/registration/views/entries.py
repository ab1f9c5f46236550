"""The desk for one person: registering them in any category, and correcting what is wrong of them."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.privacy.queries import current_notice
from forum.registration.context import allowed_reach, category_options
from forum.registration.forms import DeskEntryForm, DeskRegistrationForm, values_of
from forum.registration.models import Registration
from forum.registration.queries import registration_in
from forum.registration.service import edit_at_desk, entry_of, register_at_desk
from forum.registration.views.blueprints import registration_desk


@registration_desk.route("/new", methods=["GET", "POST"])
@requires("registration.review")
def registration_new() -> tuple[str, int] | Response:
    """Register one person, before the forum or on site, in any category."""
    form = DeskRegistrationForm()
    form.category_id.choices = category_options(current_edition().id)
    form.keep(())
    if done := form.accepts(lambda: _register(form)):
        flash(_registered(form, done.result), "success")
        return redirect(url_for("registration_desk.registration_show", registration_id=done.result.id))
    found = form.refusal.params.get("registration_id") if form.refusal else None
    page = render_template(
        "registration/desk/new.html", form=form, found=found, notice=current_notice(current_edition().id)
    )
    return page, form.status


def _register(form: DeskRegistrationForm) -> Registration:
    return register_at_desk(
        current_edition().id,
        category_id=form.category_id.data,
        entry=form.entry(),
        ally_code=form.ally_code.data or None,
        same_person=form.same_person.data,
        somebody_else=form.somebody_else.data,
        by=current_person().id,
        now=utc_now(),
    )


def _registered(form: DeskRegistrationForm, made: Registration) -> str:
    person = registration_in(made.edition_id, made.id).person
    if person.email is None:
        return _("Registramos a %(name)s. No tiene correo: dele su gafete impreso.", name=person.full_name)
    if person.name != form.person_name:
        return _(
            "Registramos a %(name)s, con los datos que ya teníamos. Le enviamos un correo con su enlace.",
            name=person.full_name,
        )
    return _("Registramos a %(name)s. Le enviamos un correo con su enlace.", name=person.full_name)


@registration_desk.route("/<int:registration_id>/edit", methods=["GET", "POST"])
@requires("registration.review")
def registration_edit(registration_id: int) -> tuple[str, int] | Response:
    """Correct a person's data, a mistyped address too."""
    registration = registration_in(current_edition().id, registration_id)
    entry = entry_of(registration, registration.person)
    form = DeskEntryForm(data=values_of(entry), subject=f"person {registration.person_id}")
    form.keep(entry.consents)
    allowed, by = allowed_reach(current_edition().id), current_person().id
    if done := form.accepts(
        lambda: edit_at_desk(registration_id, entry=form.entry(), allowed=allowed, by=by, now=utc_now())
    ):
        flash(_told(registration_id, changed=done.result), "success")
        return redirect(url_for("registration_desk.registration_show", registration_id=registration_id))
    registration = registration_in(current_edition().id, registration_id)
    return render_template("registration/desk/edit.html", form=form, registration=registration), form.status


def _told(registration_id: int, *, changed: bool) -> str:
    if not changed:
        return _("No cambió ningún dato.")
    if registration_in(current_edition().id, registration_id).person.email:
        return _("Guardamos los datos. Le enviamos un correo con lo que cambió.")
    return _("Guardamos los datos.")
