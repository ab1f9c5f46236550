"""Decisions on many stands at once: those that are ticked, or all that the list finds."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, asked_form, chosen_here
from forum.decisions.context import decide_later, decide_with
from forum.decisions.rules import Kind
from forum.editions.context import current_edition
from forum.exhibitors import service
from forum.exhibitors.forms import StandKindForm
from forum.exhibitors.models import Stand
from forum.exhibitors.queries.listed import find_stands, stands_in
from forum.exhibitors.views.blueprint import blueprint
from forum.exhibitors.views.stands import listing_of, stands_wanted_here

PERMISSION = "exhibitors.review"


def many_of(address: Mapping[str, Any]) -> Many:
    """The pages about many stands of the list at this address."""
    return Many(
        title=_("Stands y plano"),
        back=url_for("exhibitors.stand_list", **address),
        none_chosen=_("Marque primero los stands."),
        none_possible=_("Ningún stand lo permite."),
        counted=lambda number: str(ngettext("%(num)s stand", "%(num)s stands", number)),
        lines=_lines,
        here=address,
    )


SET_KIND = Kind(
    code="stands.kind",
    model=Stand,
    permission=PERMISSION,
    do=lambda id, order: service.set_stand_kind(id, edition_id=order.edition_id, kind=order.told["kind"]),
    will=lambda number: ngettext(
        "Se cambiará el tipo de %(num)s stand.", "Se cambiará el tipo de %(num)s stands.", number
    ),
    said=lambda done: ngettext("%(num)s stand con su nuevo tipo.", "%(num)s stands con su nuevo tipo.", done),
    many=many_of,
    based_on="kind",
)
REMOVE = Kind(
    code="stands.remove",
    model=Stand,
    permission=PERMISSION,
    do=lambda id, order: service.delete_stand(id, edition_id=order.edition_id),
    will=lambda number: ngettext(
        "Se quitará del plano %(num)s stand.", "Se quitarán del plano %(num)s stands.", number
    ),
    said=lambda done: ngettext("%(num)s stand quitado del plano.", "%(num)s stands quitados del plano.", done),
    many=many_of,
    based_on="code",
)
KINDS = (SET_KIND, REMOVE)


@blueprint.route("/stands/kinds", methods=["POST"])
@requires("exhibitors.review")
def kind_many_create() -> ResponseReturnValue:
    """Change the kind of the stands that are chosen, which is asked for first."""
    asks = (_("Cambiar el tipo de los stands"), _("Cambiar tipo"))
    form = asked_form(StandKindForm, "kind")
    return decide_with(SET_KIND, _chosen(), address=_address(), form=form, field="kind", asks=asks, is_danger=False)


@blueprint.route("/stands/removals", methods=["POST"])
@requires("exhibitors.review")
def removal_many_create() -> ResponseReturnValue:
    """Take the stands that are chosen off the plan; of all that a list finds, those that are free."""
    return decide_later(REMOVE, _chosen(only_free=True), address=_address())


def _chosen(*, only_free: bool = False) -> Chosen:
    edition_id, wanted = current_edition().id, stands_wanted_here()
    return chosen_here(
        lambda last: find_stands(edition_id, wanted=wanted, only_free=only_free, last=last, most=MOST_AT_ONCE)
    )


def _address() -> Mapping[str, Any]:
    return listing_of(stands_wanted_here()).address


def _lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.code,
            url=url_for("exhibitors.stand_update", stand_id=each.id),
            note=each.hall.name,
        )
        for each in stands_in(current_edition().id, ids)
    ]
