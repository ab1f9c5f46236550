"""The edition the address names: every address below `/<edition_slug>/` has it loaded before the view runs."""

from typing import Any

from flask import Flask, current_app, g
from flask_login import current_user

from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.editions.queries import find_edition

# label, hint, icon, endpoint
WayIn = tuple[str, str, str, str]


def init_editions(app: Flask, ways_in: tuple[WayIn, ...]) -> None:
    """Load the edition from the address, and put it into the addresses that are made.

    `ways_in` are the ways to take part that the public page offers, the most common first: domains above bring them.
    """
    app.url_value_preprocessor(_load)
    app.url_defaults(_fill)
    app.extensions["ways_in"] = ways_in


def ways_in() -> tuple[WayIn, ...]:
    """The ways to take part."""
    offered: tuple[WayIn, ...] = current_app.extensions["ways_in"]
    return offered


def enter_edition(edition: Edition) -> None:
    """Let this request be about an edition its address does not name: its clock, its navigation."""
    g.edition = edition


def current_edition() -> Edition:
    """The edition of the address; only for views below `/<edition_slug>/`."""
    edition: Edition = g.edition
    return edition


def _load(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if not values or "edition_slug" not in values:
        return
    edition = find_edition(values.pop("edition_slug"))
    if edition is None or (edition.published_at is None and not _sees_unpublished(edition)):
        raise NotFound
    g.edition = edition


def _sees_unpublished(edition: Edition) -> bool:
    return bool(current_user.is_authenticated and current_user.may("editions.edit", edition.id))


def _fill(endpoint: str, values: dict[str, Any]) -> None:
    edition = g.get("edition")
    if edition is None or "edition_slug" in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug"):
        values["edition_slug"] = edition.slug
