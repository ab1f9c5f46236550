"""The co-ordinator's buyers: invited, reminded, seated."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.errors import InvalidEmail
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.names import PersonName
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.meetings import service
from forum.meetings.errors import AlreadyInvited, HoursHaveMeetings, TableInOtherHall, TableTaken
from forum.meetings.forms import BuyerForm, TableForm
from forum.meetings.queries.parties import buyers_at, get_buyer, list_buyers, list_tables
from forum.meetings.service import Guest
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.choices import table_choices


@blueprint.route("/coordination/buyers")
@requires("meetings.coordinate")
def buyer_list() -> ResponseReturnValue:
    """The buyers, whether they have accepted, and where they sit."""
    text = request.args.get("q", "")
    page = list_buyers(current_edition().id, text=text, page=page_number())
    template = "meetings/_buyers.html" if is_fragment() else "meetings/buyers.html"
    return render_template(template, listed=page, text=text)


@blueprint.route("/coordination/buyers/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def buyer_new() -> ResponseReturnValue:
    """Invite a buyer."""
    edition, form = current_edition(), BuyerForm()
    form.table_id.choices = options(table_choices(list_tables(edition.id), buyers_at(edition.id)))
    if form.validate_on_submit():
        try:
            buyer = service.invite_buyer(
                edition,
                guest=_guest(form),
                company_name=form.company_name.data or "",
                position=form.position.data or "",
                table_id=form.table_id.data,
                interpreter=form.interpreter.data or None,
                home=url_for("meetings.buyer_show"),
                by=current_person().id,
                now=utc_now(),
            )
        except (AlreadyInvited, InvalidEmail) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Invitamos a %(name)s. El enlace va en su correo.", name=buyer.person.full_name), "success")
            return redirect(url_for("meetings.buyer_list"), 303)
    return render_template("meetings/buyer_new.html", form=form), 422 if form.is_submitted() else 200


def _guest(form: BuyerForm) -> Guest:
    return Guest(
        email=form.email.data,
        name=PersonName(form.given_names.data, form.first_surname.data, form.second_surname.data or None),
        language=form.language.data or "es",
    )


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
            return redirect(url_for("meetings.buyer_list"), 303)
    page = render_template("meetings/table.html", form=form, buyer=get_buyer(buyer_id, edition_id=edition.id))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/coordination/buyers/<int:buyer_id>/invitation", methods=["POST"])
@requires("meetings.coordinate")
def invitation_create(buyer_id: int) -> ResponseReturnValue:
    """Send the invitation again."""
    edition = current_edition()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    service.remind_buyer(buyer.id, edition=edition, home=url_for("meetings.buyer_show"), now=utc_now())
    flash(_("Enviamos otra vez la invitación a %(name)s.", name=buyer.person.full_name), "success")
    return redirect(url_for("meetings.buyer_list"), 303)
