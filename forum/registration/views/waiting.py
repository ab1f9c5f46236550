"""The waiting list at the desk: who has an offer and until when; places offered by hand, extended, withdrawn."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.names import PersonName
from forum.core.paging import page_number
from forum.editions.context import current_edition
from forum.editions.queries import list_categories
from forum.editions.rules import from_local, to_local
from forum.registration.forms import OfferEndForm, PlaceOfferForm
from forum.registration.models import Registration
from forum.registration.queries import registration_in
from forum.registration.queries.waiting import list_waiting, open_offers
from forum.registration.rules.offers import is_offered
from forum.registration.service import extend_offer, offer_place, withdraw_offer
from forum.registration.views.blueprints import registration_desk


@registration_desk.route("/waiting")
@requires("registration.review")
def waiting_list() -> str:
    """Who waits for a place, category by category."""
    edition, category_id = current_edition(), request.args.get("category", type=int)
    return render_template(
        "registration/desk/waiting.html",
        page=list_waiting(edition.id, category_id=category_id, number=page_number()),
        categories=list_categories(edition.id),
        category_id=category_id,
        now=utc_now(),
    )


@registration_desk.route("/<int:registration_id>/offer", methods=["GET", "POST"])
@requires("registration.review")
def offer_new(registration_id: int) -> tuple[str, int] | Response:
    """Offer a place to somebody who waits, also out of their turn."""
    registration = _fetched(registration_id)
    form = PlaceOfferForm()
    form.source.choices = _sources(registration)
    by = current_person().id
    if form.accepts(
        lambda: offer_place(registration_id, instead_of=form.source.data or None, by=by, now=utc_now()),
    ):
        registration = _fetched(registration_id)
        name = registration.person.full_name
        flash(_("Ofrecimos el lugar a %(name)s. Le enviamos un correo.", name=name), "success")
        return _back(registration)
    page = render_template("registration/desk/offer.html", form=form, registration=_fetched(registration_id))
    return page, form.status


def _sources(registration: Registration) -> list[Any]:
    category = registration.category
    free = _("Un lugar libre: no hay ninguno ahora")
    if category.quota is None or category.places_taken < category.quota:
        free = _("Un lugar libre")
    offers = [
        (each.id, _("El ofrecido a %(name)s hasta el %(end)s", name=_name(each), end=date_time(each.offered_until)))
        for each in open_offers(category.id)
        if each.id != registration.id
    ]
    return options([(0, free), *offers])


def _name(row: Any) -> str:
    return PersonName(row.given_names, row.first_surname, row.second_surname).full


@registration_desk.route("/<int:registration_id>/offer/end", methods=["GET", "POST"])
@requires("registration.review")
def offer_edit(registration_id: int) -> tuple[str, int] | Response:
    """Let an offer end at another moment."""
    registration, zone = _fetched(registration_id), current_edition().time_zone
    until, by = registration.offered_until, current_person().id
    form = OfferEndForm(data={"until": to_local(until, zone) if until else None}, subject=f"offer {registration_id}")

    def extend() -> None:
        until = from_local(form.until.data, zone)  # type: ignore[arg-type]
        extend_offer(registration_id, until=until, by=by, now=utc_now())

    if form.accepts(extend):
        flash(_("Cambiamos el plazo. Le enviamos un correo."), "success")
        return _back(registration)
    registration = _fetched(registration_id)
    is_open = is_offered(registration.offered_until, now=utc_now())
    page = render_template("registration/desk/offer_end.html", form=form, registration=registration, is_open=is_open)
    return page, form.status


@registration_desk.route("/<int:registration_id>/offer/withdrawal", methods=["POST"])
@requires("registration.review")
def offer_withdrawal_create(registration_id: int) -> Response:
    """Take an offer back; the next one is offered the place."""
    registration = _fetched(registration_id)
    withdraw_offer(registration_id, by=current_person().id, now=utc_now())
    flash(_("Retiramos la oferta. Le enviamos un correo; el lugar pasa a quien sigue."), "success")
    return _back(registration)


def _fetched(registration_id: int) -> Registration:
    return registration_in(current_edition().id, registration_id)


def _back(registration: Registration) -> Response:
    return redirect(url_for("registration_desk.waiting_list", category=registration.category_id))
