"""The co-ordinator gives buyers their tables."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.labels import table_choices
from forum.matchmaking.queries.parties import buyers_at, get_buyer, list_tables
from forum.meetings import service
from forum.meetings.errors import HoursHaveMeetings, TableInOtherHall, TableTaken
from forum.meetings.forms import TableForm
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination/buyers/<int:buyer_id>/table", methods=["GET", "POST"])
@requires("meetings.coordinate")
def table_edit(buyer_id: int) -> ResponseReturnValue:
    """Give a buyer a table, or another one."""
    edition = current_edition()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    form = TableForm(table_id=buyer.table_id)
    form.table_id.choices = options(table_choices(list_tables(edition.id), buyers_at(edition.id)))
    if form.validate_on_submit():
        try:
            service.assign_table(
                buyer.id, table_id=form.table_id.data, edition=edition, by=current_person().id, now=utc_now()
            )
        except (TableInOtherHall, TableTaken, HoursHaveMeetings) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Guardamos la mesa de %(name)s.", name=buyer.person.full_name), "success")
            return redirect(url_for("matchmaking.buyer_list"), 303)
    page = render_template("meetings/table.html", form=form, buyer=get_buyer(buyer_id, edition_id=edition.id))
    return page, 422 if form.is_submitted() else 200
