"""Decisions on many companies of the edition at once: those that are ticked, or all that the list finds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from forum.companies import service
from forum.companies.context import companies_wanted_here, kept_companies
from forum.companies.forms.allies import AllyChoiceForm
from forum.companies.models import Company
from forum.companies.queries.affiliations import list_ally_names
from forum.companies.views.blueprint import blueprint
from forum.companies.views.directory import listing_of
from forum.core.access import requires
from forum.core.each import Found
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.many import MOST_AT_ONCE, Line, Many, asked_form, chosen_here
from forum.decisions.context import decide_with
from forum.decisions.rules import Kind, Order
from forum.editions.context import current_edition
from forum.editions.queries import get_edition


def many_of(address: Mapping[str, Any]) -> Many:
    """The pages about many companies of the list at this address."""
    return Many(
        title=_("Empresas"),
        back=url_for("companies.directory_list", **address),
        none_chosen=_("Marque primero las empresas."),
        none_possible=_("Ninguna empresa lo permite."),
        counted=lambda number: str(ngettext("%(num)s empresa", "%(num)s empresas", number)),
        lines=_lines,
        here=address,
    )


def _affiliate(company_id: int, order: Order) -> Company:
    slug = get_edition(order.edition_id).slug
    return service.affiliate_company(company_id, order.told["ally_id"], edition_slug=slug, by=order.by, now=order.now)


def _those_in(ids: Sequence[int], edition_id: int) -> list[int]:
    here = {each.id for each in kept_companies(edition_id)}
    return [id for id in dict.fromkeys(ids) if id in here]


AFFILIATE = Kind(
    code="companies.affiliate",
    model=Company,
    permission="editions.edit",
    do=_affiliate,
    will=lambda number: ngettext("Se afiliará %(num)s empresa.", "Se afiliarán %(num)s empresas.", number),
    said=lambda done: ngettext("%(num)s empresa afiliada.", "%(num)s empresas afiliadas.", done),
    many=many_of,
    based_on="id",
    among=_those_in,
)
KINDS = (AFFILIATE,)


@blueprint.route("/companies/directory/affiliations", methods=["POST"])
@requires("editions.edit")
def affiliation_many_create() -> ResponseReturnValue:
    """Let the companies that are chosen belong to an ally, which is asked for first."""
    wanted, form = companies_wanted_here(), asked_form(AllyChoiceForm, "ally_id")
    form.ally_id.choices = options(list_ally_names())
    return decide_with(
        AFFILIATE,
        chosen_here(_found),
        address=listing_of(wanted).address,
        form=form,
        field="ally_id",
        asks=(_("Afiliar empresas a un aliado"), _("Afiliar")),
        is_danger=False,
    )


def _found(last: int | None) -> Found:
    """All that the list finds, up to `last`."""
    everything = sorted(each.id for each in companies_wanted_here().found_in(current_edition().id))
    ids = everything if last is None else [id for id in everything if id <= last]
    return Found(ids[:MOST_AT_ONCE], len(ids), ids[-1] if ids else None)


def _lines(ids: Iterable[int]) -> list[Line]:
    asked = set(ids)
    return [
        Line(
            id=each.id,
            name=each.name,
            url=url_for("companies.directory_show", company_id=each.id),
            note=each.rfc,
        )
        for each in kept_companies(current_edition().id)
        if each.id in asked
    ]
