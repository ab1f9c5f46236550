"""A person's own page, behind the signed link of their mail: no password."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.phones import display_phone
from forum.core.pocket import app_manifest
from forum.editions.context import current_edition
from forum.editions.queries import find_front_edition, kept_limited_days
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of
from forum.registration.context import (
    asked_links,
    links_of,
    may_cancel,
    may_correct,
    more_asked,
    registration_of_link,
    standing_in,
    symbol_of,
)
from forum.registration.enums import RegistrationStatus
from forum.registration.forms import ConsentFields, CorrectionForm
from forum.registration.models import Registration
from forum.registration.rules import VOLUNTARY
from forum.registration.service import (
    cancel_own,
    edit_registration,
    has_entered,
    reinstate,
    renew_link,
    set_consents,
)
from forum.registration.views.blueprints import registration


@registration.route("/r/<token>")
@public
def registration_show(token: str) -> str | tuple[str, int]:
    """The status of one's registration; for a void link, how to get a new one."""
    try:
        mine = registration_of_link(token)
    except NotFound:
        return render_template("registration/unknown_link.html", edition=find_front_edition(now=utc_now())), 404
    approved, correctable = mine.status is RegistrationStatus.APPROVED, may_correct(current_edition(), mine)
    return render_template(
        "registration/show.html",
        registration=mine,
        token=token,
        links=links_of(token) if approved else [],
        asked=asked_links(mine, token),
        days=kept_limited_days(mine.edition_id).get(mine.category_id) if approved else None,
        symbol=symbol_of(token) if approved else None,
        correctable=correctable,
        answers=more_asked().shown_to_person(current_edition(), mine, token),
        may_edit=correctable or bool(_granted(mine.person_id)),
        may_cancel=may_cancel(current_edition(), mine),
        **standing_in(current_edition(), mine),
    )


@registration.route("/r/<token>/app.webmanifest")
@public
def app_show(token: str) -> Response:
    """What a phone needs to put one's pages on its first screen."""
    registration_of_link(token)
    return app_manifest(url_for("registration.registration_show", token=token))


@registration.route("/r/<token>/details", methods=["GET", "POST"])
@public
def details_edit(token: str) -> tuple[str, int] | Response:
    """Correct one's data, and what one consents to; once registration is over, the consents alone."""
    mine = registration_of_link(token)
    correctable = may_correct(current_edition(), mine)
    granted = _granted(mine.person_id)
    if not (correctable or granted):
        return redirect(url_for("registration.registration_show", token=token))
    subject = f"person {mine.person_id}"
    form = _correction_form(mine, granted, subject) if correctable else ConsentFields(data=granted, subject=subject)
    form.keep([*granted, Purpose.WHATSAPP] if correctable else granted)
    if form.accepts(lambda: _save(mine.id, form)):
        flash(_("Guardamos sus datos."), "success")
        return redirect(url_for("registration.registration_show", token=token))
    page = render_template(
        "registration/details.html", form=form, token=token, email=mine.person.email, correctable=correctable
    )
    return page, form.status


def _correction_form(mine: Registration, granted: Mapping[Purpose, bool], subject: str) -> CorrectionForm:
    """The form with what is not a column of the registration beside what is."""
    person = mine.person
    personal = {**asdict(person.name), "phone": display_phone(person.phone or "")}
    return CorrectionForm(obj=mine, data={**personal, **granted}, subject=subject)


def _save(registration_id: int, form: ConsentFields) -> None:
    if isinstance(form, CorrectionForm):
        edit_registration(registration_id, details=form.details(), consents=form.purposes(), now=utc_now())
    else:
        set_consents(registration_id, consents=form.purposes(), now=utc_now())


def _granted(person_id: int) -> dict[Purpose, bool]:
    """The voluntary purposes the person has consented to; they may withdraw them, whatever else is over."""
    consents = consents_of(person_id)
    return {purpose: True for purpose in VOLUNTARY if consents.get(purpose)}


@registration.route("/r/<token>/cancellation")
@public
def cancellation_new(token: str) -> str:
    """Ask once more before one's registration is cancelled."""
    mine = registration_of_link(token)
    return render_template("registration/cancellation.html", token=token, entered=has_entered(mine.id))


@registration.route("/r/<token>/cancellation", methods=["POST"])
@public
def cancellation_create(token: str) -> Response:
    """Cancel one's registration."""
    cancel_own(registration_of_link(token).id, now=utc_now())
    flash(_("Cancelamos su registro. Gracias por avisar: su lugar queda libre."), "success")
    return redirect(url_for("registration.registration_show", token=token))


@registration.route("/r/<token>/return", methods=["POST"])
@public
def return_create(token: str) -> Response:
    """Register again after one's own cancellation."""
    reinstate(registration_of_link(token).id, now=utc_now())
    flash(_("Su registro está activo otra vez. Vea abajo su estado."), "success")
    return redirect(url_for("registration.registration_show", token=token))


@registration.route("/r/<token>/renewal", methods=["POST"])
@limited("5/hour")
@public
def renewal_create(token: str) -> Response:
    """Void all links sent before, this one too, and mail a new one."""
    mine = registration_of_link(token)
    renew_link(mine.id, now=utc_now())
    flash(_("Los enlaces anteriores ya no funcionan. Le enviamos uno nuevo por correo."), "success")
    return redirect(url_for("registration.link_new"))
