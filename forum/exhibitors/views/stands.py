"""The organiser's stands: the plan, adding and changing them."""

from decimal import Decimal

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import N_, ngettext
from forum.core.i18n import gettext as _
from forum.core.listing import Column, Listing, listing_here, status_filter
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.exhibitors import service
from forum.exhibitors.enums import StandState
from forum.exhibitors.forms import StandForm, StandRangeForm
from forum.exhibitors.labels import STAND_STATES
from forum.exhibitors.models import Stand
from forum.exhibitors.queries.listed import STAND_SORTS, WantedStands, count_stands, list_stands
from forum.exhibitors.queries.stands import exhibition_halls, plan_of, stand_in
from forum.exhibitors.rules import StandOutline
from forum.exhibitors.views.blueprint import blueprint

COLUMNS = (
    Column("code", N_("Stand"), is_fixed=True),
    Column("hall", N_("Área"), width="l"),
    Column("kind", N_("Tipo"), width="m"),
    Column("size", N_("Medidas"), width="m"),
    Column("company", N_("Empresa")),
    Column("state", N_("Estado"), width="m"),
)


def stands_wanted_here() -> WantedStands:
    """The stands that the address of the list asks for."""
    return WantedStands(
        text=request.args.get("q", "").strip(),
        state=status_filter(StandState),
        hall_id=request.args.get("hall", type=int),
    )


def listing_of(wanted: WantedStands) -> Listing:
    """The list of stands, sorted and with the columns as the address asks for it."""
    query = {"q": wanted.text, "status": wanted.state, "hall": wanted.hall_id}
    return listing_here("stands", COLUMNS, sorts=STAND_SORTS, endpoint="exhibitors.stand_list", query=query)


@blueprint.route("/stands")
@requires("exhibitors.review")
def stand_list() -> ResponseReturnValue:
    """The plan, and the stands with the companies that hold them, found by a search."""
    edition_id, wanted, is_part = current_edition().id, stands_wanted_here(), is_fragment()
    listing, halls = listing_of(wanted), exhibition_halls(edition_id)
    words = {
        "q": f"«{wanted.text}»",
        "status": str(STAND_STATES[wanted.state]) if wanted.state else None,
        "hall": next((hall.name for hall in halls if hall.id == wanted.hall_id), None),
    }
    return render_template(
        "exhibitors/_stands.html" if is_part else "exhibitors/stands.html",
        listed=list_stands(edition_id, wanted=wanted, order=listing.order, number=page_number()),
        listing=listing,
        chips=listing.filters(words),
        wanted=wanted,
        plan=[] if is_part else plan_of(edition_id),
        counts={} if is_part else count_stands(edition_id),
        halls=halls,
        states=STAND_STATES,
    )


@blueprint.route("/stands/new", methods=["GET", "POST"])
@requires("exhibitors.review")
def stand_new() -> ResponseReturnValue:
    """Add a block of numbered stands."""
    edition_id = current_edition().id
    halls = exhibition_halls(edition_id)
    form = StandRangeForm(data={"width": Decimal(3), "depth": Decimal(2), "how_many": 20})
    form.hall_id.choices = options((hall.id, hall.name) for hall in halls)
    if added := form.accepts(
        lambda: service.add_stands(
            edition_id,
            hall_id=form.hall_id.data,
            prefix=form.prefix.data,
            first=form.first.data or 0,
            how_many=form.how_many.data or 0,
            width_cm=_cm(form.width.data),
            depth_cm=_cm(form.depth.data),
            per_row=form.per_row.data or 0,
            kind=form.kind.data,
        )
    ):
        flash(ngettext("Agregamos %(num)s stand.", "Agregamos %(num)s stands.", len(added.result)), "success")
        return redirect(url_for("exhibitors.stand_list"))
    return render_template("exhibitors/stand_new.html", form=form, halls=halls), form.status


@blueprint.route("/stands/<int:stand_id>", methods=["GET", "POST"])
@requires("exhibitors.review")
def stand_update(stand_id: int) -> ResponseReturnValue:
    """Change a stand."""
    edition_id = current_edition().id
    stand = stand_in(edition_id, stand_id)
    form = StandForm(data=_in_metres(stand))
    if form.accepts(
        lambda: service.update_stand(
            stand_id, edition_id=edition_id, outline=_outline(form), kind=form.kind.data, now=utc_now()
        )
    ):
        flash(_("Guardamos el stand."), "success")
        return redirect(url_for("exhibitors.stand_list"))
    return render_template("exhibitors/stand_edit.html", form=form, stand=stand), form.status


@blueprint.route("/stands/<int:stand_id>/removal", methods=["POST"])
@requires("exhibitors.review")
def stand_delete(stand_id: int) -> ResponseReturnValue:
    """Delete a free stand."""
    service.delete_stand(stand_id, edition_id=current_edition().id)
    flash(_("Quitamos el stand del plano."), "success")
    return redirect(url_for("exhibitors.stand_list"))


def _outline(form: StandForm) -> StandOutline:
    return StandOutline(
        code=form.code.data,
        x_cm=_cm(form.x.data),
        y_cm=_cm(form.y.data),
        width_cm=_cm(form.width.data),
        depth_cm=_cm(form.depth.data),
    )


def _cm(metres: Decimal | None) -> int:
    return int((metres or Decimal(0)) * 100)


def _in_metres(stand: Stand) -> dict[str, object]:
    return {
        "code": stand.code,
        "kind": stand.kind,
        "width": Decimal(stand.width_cm) / 100,
        "depth": Decimal(stand.depth_cm) / 100,
        "x": Decimal(stand.x_cm) / 100,
        "y": Decimal(stand.y_cm) / 100,
    }
