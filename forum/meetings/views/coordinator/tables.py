"""The co-ordinator assigns tables to buyers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.forms import table_choices
from forum.matchmaking.models import BuyerEvent
from forum.matchmaking.queries.participants import count_buyers_by_table, get_buyer, list_tables
from forum.meetings import service
from forum.meetings.forms.buyers import TableForm
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination/buyers/<int:buyer_id>/table", methods=["GET", "POST"])
@requires("meetings.coordinate")
def table_edit(buyer_id: int) -> ResponseReturnValue:
    """Assign a table to a buyer, or none; `?company=` leads back to booking a meeting with that company."""
    edition = current_edition()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    form = TableForm(data={"table_id": buyer.table_id})
    form.table_id.choices = options(table_choices(list_tables(edition.id), count_buyers_by_table(edition.id)))
    by = current_person().id
    if form.accepts(
        lambda: service.assign_table(buyer_id, table_id=form.table_id.data, edition=edition, by=by, now=utc_now())
    ):
        flash(_("Guardamos la mesa de %(name)s.", name=buyer.person.full_name), "success")
        company_id = request.args.get("company", type=int)
        if company_id is not None:
            return redirect(url_for("meetings.booking_new", buyer=buyer_id, company=company_id), 303)
        return redirect(url_for("matchmaking.buyer_list"), 303)
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    history = history_of(BuyerEvent, buyer_id=buyer.id)
    return render_template("meetings/table.html", form=form, buyer=buyer, history=history), form.status
