"""The edition the address names: every address below `/<edition_slug>/` has it loaded before the view runs."""

from typing import Any

from flask import Flask, current_app, g
from flask_login import current_user

from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.editions.queries import find_edition


def init_editions(app: Flask) -> None:
    """Load the edition from the address, and put it into the addresses that are made."""
    app.url_value_preprocessor(_load)
    app.url_defaults(_fill)


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
