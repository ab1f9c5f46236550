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
from forum.matchmaking import service
from forum.matchmaking.errors import AlreadyInvited
from forum.matchmaking.forms import BuyerForm
from forum.matchmaking.labels import table_choices
from forum.matchmaking.queries.parties import buyers_at, get_buyer, list_buyers, list_tables
from forum.matchmaking.service import Guest
from forum.matchmaking.views.blueprint import blueprint


@blueprint.route("/coordination/buyers")
@requires("meetings.coordinate")
def buyer_list() -> ResponseReturnValue:
    """The buyers, whether they have accepted, and where they sit."""
    text = request.args.get("q", "")
    page = list_buyers(current_edition().id, text=text, page=page_number())
    template = "matchmaking/_buyers.html" if is_fragment() else "matchmaking/buyers.html"
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
            return redirect(url_for("matchmaking.buyer_list"), 303)
    return render_template("matchmaking/buyer_new.html", form=form), 422 if form.is_submitted() else 200


def _guest(form: BuyerForm) -> Guest:
    return Guest(
        email=form.email.data,
        name=PersonName(form.given_names.data, form.first_surname.data, form.second_surname.data or None),
        language=form.language.data or "es",
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
