"""The co-ordinator's buyers: invited, reminded."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import Column, listing_here
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.matchmaking import service
from forum.matchmaking.forms import BuyerForm, table_choices
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import (
    BUYER_SORTS,
    count_buyers_by_table,
    get_buyer,
    list_buyers,
    list_tables,
)
from forum.matchmaking.service import Guest
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.coordinator.companies import chosen_company, offer_companies

COLUMNS = (
    Column("company", N_("Empresa"), is_fixed=True),
    Column("person", N_("Persona")),
    Column("table", N_("Mesa")),
    Column("interpreter", N_("Intérprete")),
    Column("status", N_("Estado")),
)


@blueprint.route("/coordination/buyers")
@requires("meetings.coordinate")
def buyer_list() -> ResponseReturnValue:
    """The buyers, whether they have accepted, and their tables."""
    text = request.args.get("q", "").strip()
    query = {"q": text}
    listing = listing_here("buyers", COLUMNS, sorts=BUYER_SORTS, endpoint="matchmaking.buyer_list", query=query)
    return render_template(
        "matchmaking/_buyers.html" if is_fragment() else "matchmaking/buyers.html",
        listed=list_buyers(current_edition().id, text=text, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters({"q": f"«{text}»"}),
        text=text,
    )


@blueprint.route("/coordination/buyers/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def buyer_new() -> ResponseReturnValue:
    """Invite a buyer."""
    edition, form = current_edition(), BuyerForm()
    form.table_id.choices = options(table_choices(list_tables(edition.id), count_buyers_by_table(edition.id)))
    hints = offer_companies(form)
    if done := form.accepts(lambda: _invite(form, edition)):
        flash(
            _("Invitamos a %(name)s. Le enviamos un correo con su enlace.", name=done.result.person.full_name),
            "success",
        )
        return redirect(url_for("matchmaking.buyer_list"), 303)
    return render_template("matchmaking/buyer_new.html", form=form, hints=hints), form.status


def _invite(form: BuyerForm, edition: Edition) -> Buyer:
    return service.invite_buyer(
        edition,
        guest=Guest(email=form.email.data, name=form.person_name, language=form.language.data),
        company=chosen_company(form),
        position=form.position.data,
        table_id=form.table_id.data,
        interpreter=form.interpreter.data or None,
        home=url_for("meetings.buyer_show"),
        by=current_person().id,
        now=utc_now(),
    )


@blueprint.route("/coordination/buyers/<int:buyer_id>/invitation", methods=["POST"])
@requires("meetings.coordinate")
def invitation_create(buyer_id: int) -> ResponseReturnValue:
    """Send the invitation again."""
    edition = current_edition()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    service.remind_buyer(buyer.id, edition=edition, home=url_for("meetings.buyer_show"), now=utc_now())
    flash(_("Enviamos otra vez la invitación a %(name)s.", name=buyer.person.full_name), "success")
    return redirect(url_for("matchmaking.buyer_list"), 303)
