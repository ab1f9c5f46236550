"""A person's own page, behind the signed link of their mail: no password."""

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.models import Person
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.phones import display_phone
from forum.editions.context import current_edition
from forum.editions.queries import find_front_edition, limited_days
from forum.privacy.queries import consents_of
from forum.registration.context import (
    links_of,
    may_cancel,
    may_correct,
    registration_of_link,
    standing_in,
    symbol_of,
)
from forum.registration.enums import RegistrationStatus
from forum.registration.forms import ConsentFields, DetailsForm
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
    approved = mine.status is RegistrationStatus.APPROVED
    return render_template(
        "registration/show.html",
        registration=mine,
        token=token,
        links=links_of(token) if approved else [],
        days=limited_days(mine.edition_id).get(mine.category_id) if approved else None,
        symbol=symbol_of(token) if approved else None,
        correctable=may_correct(current_edition(), mine),
        may_cancel=may_cancel(current_edition(), mine),
        **standing_in(current_edition(), mine),
    )


@registration.route("/r/<token>/details", methods=["GET", "POST"])
@public
def details_edit(token: str) -> tuple[str, int] | Response:
    """Correct one's data, and what one consents to; once registration is over, the consents alone."""
    mine = registration_of_link(token)
    correctable = may_correct(current_edition(), mine)
    form = DetailsForm(obj=mine, data=_personal(mine.person)) if correctable else _consents_form(mine)
    if form.accepts(lambda: _save(mine.id, form)):
        flash(_("Guardamos sus datos."), "success")
        return redirect(url_for("registration.registration_show", token=token))
    page = render_template(
        "registration/details.html", form=form, token=token, email=mine.person.email, correctable=correctable
    )
    return page, form.status


def _consents_form(mine: Registration) -> ConsentFields:
    return ConsentFields(data=_consents(mine.person_id))


def _save(registration_id: int, form: ConsentFields) -> None:
    if isinstance(form, DetailsForm):
        edit_registration(registration_id, details=form.details(), consents=form.purposes(), now=utc_now())
    else:
        set_consents(registration_id, consents=form.purposes(), now=utc_now())


def _personal(person: Person) -> dict[str, Any]:
    """The fields of the form that are not columns of the registration."""
    return {**asdict(person.name), "phone": display_phone(person.phone or ""), **_consents(person.id)}


def _consents(person_id: int) -> dict[str, bool]:
    consents = consents_of(person_id)
    return {purpose.value: consents.get(purpose, False) for purpose in VOLUNTARY}


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
