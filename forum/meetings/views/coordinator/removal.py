"""The co-ordinator removes a buyer, after reading what becomes of what the buyer has."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.queries.participants import get_buyer
from forum.meetings import service
from forum.meetings.forms.buyers import WITHDREW, BuyerRemovalForm
from forum.meetings.queries.participation import get_stakes
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination/buyers/<int:buyer_id>/removal", methods=["GET", "POST"])
@requires("meetings.coordinate")
def buyer_delete(buyer_id: int) -> ResponseReturnValue:
    """Remove a buyer: what they have is named first, and whether they keep their badge is asked."""
    edition, form = current_edition(), BuyerRemovalForm()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    name, by = buyer.person.full_name, current_person().id
    if form.accepts(
        lambda: service.remove_buyer(
            buyer_id,
            reason=form.reason.data,
            keeps_badge=form.badge.data == "keep",
            withdrew=form.who.data == WITHDREW,
            edition=edition,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Quitamos a %(name)s de los compradores. Le enviamos un correo.", name=name), "success")
        return redirect(url_for("matchmaking.buyer_list"), 303)
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    stakes = get_stakes(buyer.id, now=utc_now())
    return render_template("meetings/buyer_removal.html", form=form, buyer=buyer, stakes=stakes), form.status
