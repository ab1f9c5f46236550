"""The cards of the directory: those that look alike are drawn once, and filled in for each supplier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import current_app, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from forum.companies.enums import Stratum
from forum.core.blanks import Drawn, blank
from forum.core.drawn import drawn_once
from forum.core.i18n import locale_name
from forum.core.links import STAND_IN
from forum.editions.context import current_edition
from forum.matchmaking.enums import Mark
from forum.matchmaking.queries.looking import WantedSupply
from forum.matchmaking.queries.supply import supply_for
from forum.matchmaking.rules.match import CertificateMatch, Match, match_of
from forum.matchmaking.rules.ranking import Supply
from forum.meetings.queries.shelved import ShelvedSupplier

WORDS = ("name", "about", "stand", "process", "requirement", "token")
BLANKS = {str(STAND_IN): "company_id", **{blank(name): name for name in WORDS}}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKind:
    """What cards that look alike have in common; `is_buyer`: who looks may mark; `root`, `slug`: of their addresses."""

    language: str
    root: str
    slug: str
    match: Match | None
    stratum: Stratum | None
    has_stand: bool
    has_about: bool
    may_invite: bool
    is_buyer: bool
    mark: Mark | None


def supplier_cards(
    suppliers: Sequence[ShelvedSupplier],
    wanted: WantedSupply | None,
    *,
    marks: Mapping[int, Mark] | None,
    may_invite: bool,
    today: date,
) -> list[Markup]:
    """One page of suppliers as cards: how each matches what is wanted, why, and what the buyer (else None) marked."""
    common = _common(may_invite=may_invite, is_buyer=marks is not None)
    supply = None if wanted is None else supply_for(wanted.criteria, today)
    page = {
        "process": wanted.process(common.language) if wanted else "",
        "requirement": wanted.requirement_id if wanted else "",
        "token": generate_csrf() if common.is_buyer else "",
    }
    shorten, cards = current_app.jinja_env.filters["truncate"], []
    for each in suppliers:
        kind = replace(
            common,
            match=None if supply is None else _said(supply, each.company_id, today),
            stratum=each.stratum,
            has_stand=each.stand is not None,
            has_about=bool(each.about),
            mark=marks.get(each.company_id) if marks else None,
        )
        about = shorten(current_app.jinja_env, each.about, 160)
        own = {"company_id": each.company_id, "name": each.name, "about": about, "stand": each.stand}
        cards.append(_drawn(kind).filled(**own, **page))
    return cards


def _common(*, may_invite: bool, is_buyer: bool) -> CardKind:
    """What all cards of a page have in common, the rest empty."""
    return CardKind(
        language=locale_name(),
        root=request.script_root,
        slug=current_edition().slug,
        match=None,
        stratum=None,
        has_stand=False,
        has_about=False,
        may_invite=may_invite,
        is_buyer=is_buyer,
        mark=None,
    )


def _said(supply: Supply, company_id: int, today: date) -> Match:
    """The match of a company with no more than is said of it: of the dates those of what will expire alone."""
    match = match_of(supply.criteria, supply.profile_of(company_id), today)
    said = (
        each if each.state is CertificateMatch.EXPIRING else replace(each, valid_until=None)
        for each in match.certificates
    )
    return replace(match, certificates=tuple(said))


@drawn_once(most=1024)
def _drawn(kind: CardKind) -> Drawn:
    blanks = {name: stand_in for stand_in, name in BLANKS.items()}
    return Drawn(
        render_template("meetings/_supplier_card.html", card=kind, each={**blanks, "company_id": STAND_IN}), BLANKS
    )
