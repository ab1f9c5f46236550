"""The lines of the desk's list: those that look alike are drawn once, and filled in for each registration."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from markupsafe import Markup
from sqlalchemy import Row

from forum.core.blanks import Drawn, blank
from forum.core.drawn import drawn_once
from forum.core.filters import date_time
from forum.core.i18n import locale_name
from forum.core.links import STAND_IN
from forum.core.names import PersonName
from forum.editions.context import current_edition
from forum.registration.enums import RegistrationStatus

BLANKS = {str(STAND_IN): "registration_id", **{blank(name): name for name in ("name", "email", "organisation", "date")}}


@dataclass(frozen=True, slots=True)
class RowKind:
    """What lines that look alike have in common; `root`, `slug`: of their addresses; `columns`: those shown."""

    language: str
    root: str
    slug: str
    status: RegistrationStatus
    colour: str
    category: str
    has_email: bool
    columns: frozenset[str]


def desk_rows(listed: Iterable[Row[Any]], columns: frozenset[str]) -> list[Markup]:
    """Registrations (`queries.LISTED`) as lines of a table with these columns."""
    language, root, slug = locale_name(), request.script_root, current_edition().slug
    rows = []
    for each in listed:
        category = each.name_en if language == "en" else each.name_es
        kind = RowKind(language, root, slug, each.status, each.colour, category, bool(each.email), columns)
        rows.append(
            _drawn(kind).filled(
                registration_id=each.id,
                name=PersonName(each.given_names, each.first_surname, each.second_surname).full,
                email=each.email or "",
                organisation=each.organisation,
                date=date_time(each.created_at) if "date" in columns else "",
            )
        )
    return rows


@drawn_once(most=256)
def _drawn(kind: RowKind) -> Drawn:
    blanks: dict[str, Any] = {name: stand_in for stand_in, name in BLANKS.items()}
    blanks["registration_id"] = STAND_IN
    return Drawn(render_template("registration/desk/_row.html", kind=kind, each=blanks), BLANKS)
