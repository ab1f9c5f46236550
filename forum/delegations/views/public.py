"""The request for places on a public page, and the page on which a person who was named confirms."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.rules import normalise_email
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.forms import Form, options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.limits import limited
from forum.delegations.forms import RequestForm
from forum.delegations.queries import find_naming
from forum.delegations.service import confirm_delegate, request_delegation
from forum.delegations.service.delegations import Wish
from forum.delegations.views.blueprints import delegations
from forum.editions.context import current_edition
from forum.editions.queries import offered_categories
from forum.privacy.queries import current_notice
from forum.registration.context import is_registration_open, registration_of_link

RATE = "10/minute;60/hour"


@delegations.route("/<edition_slug>/register/delegation", methods=["GET", "POST"])
@limited(RATE, methods=["POST"])
@public
def request_new() -> tuple[str, int] | Response:
    """Ask for places for the people of an organisation; the organiser decides."""
    edition = current_edition()
    if not is_registration_open(edition):
        return redirect(url_for("registration.category_list"))
    form = RequestForm()
    form.category_id.choices = options((each.id, each.name(locale_name())) for each in offered_categories(edition.id))
    if form.accepts(lambda: request_delegation(edition.id, wish=wish_of(form), now=utc_now())):
        flash(_("Recibimos su solicitud. El comité organizador le responde por correo."), "success")
        return redirect(url_for("registration.category_list"))
    return render_template(
        "delegations/request.html", form=form, notice=current_notice(current_edition().id)
    ), form.status


def wish_of(form: RequestForm) -> Wish:
    """What was typed, as it is kept."""
    return Wish(
        category_id=form.category_id.data,
        organisation=form.organisation.data,
        manager_name=form.manager_name.data,
        manager_email=normalise_email(form.manager_email.data),
        language=locale_name(),
        places=form.places.data or 0,
        note=form.note.data,
    )


@delegations.route("/r/<token>/delegation", methods=["GET", "POST"])
@public
def confirmation_show(token: str) -> tuple[str, int] | Response:
    """Who gave a person's name and address, the privacy notice, and that they come."""
    registration = registration_of_link(token)
    naming = find_naming(registration.id)
    if naming is None:
        raise NotFound
    form, notice = Form(), current_notice(registration.edition_id)
    if form.accepts(lambda: confirm_delegate(registration.id, notice_id=notice.id, now=utc_now())):
        flash(_("Confirmó su asistencia. Su gafete está en esta página."), "success")
        return redirect(url_for("registration.registration_show", token=token))
    page = render_template(
        "delegations/confirmation.html",
        form=form,
        notice=notice,
        token=token,
        delegate=naming[0],
        delegation=naming[1],
        registration=registration,
    )
    return page, form.status
