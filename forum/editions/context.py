"""The edition in the address: loaded before the view runs for every address below `/<edition_slug>/`."""

from typing import Any

from flask import Flask, abort, current_app
from flask_login import current_user

from forum.core.access import has_session_ended, to_sign_in
from forum.core.edition import current_edition as edition_of_request
from forum.core.edition import enter_edition, find_current_edition
from forum.core.errors import NotFound
from forum.core.links import LinkTo
from forum.editions.models import Edition
from forum.editions.queries import find_edition


def init_editions(app: Flask, links: tuple[LinkTo, ...]) -> None:
    """Load the edition from the address, and add it to the addresses that are made.

    `links` are the links of the public page to take part, the most common first; they lead to higher domains.
    """
    app.url_value_preprocessor(_load)
    app.url_defaults(_fill)
    app.extensions["links_to_take_part"] = links


def links_to_take_part() -> tuple[LinkTo, ...]:
    """The links of the public page to take part."""
    links: tuple[LinkTo, ...] = current_app.extensions["links_to_take_part"]
    return links


def current_edition() -> Edition:
    """The edition of this request, the whole row; only for views below `/<edition_slug>/`.

    Raises:
        NotFound: it is about none.
    """
    edition = edition_of_request()
    assert isinstance(edition, Edition)
    return edition


def _load(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if not values or "edition_slug" not in values:
        return
    edition = find_edition(values.pop("edition_slug"))
    if edition is None or (edition.published_at is None and not _sees_unpublished(edition)):
        if has_session_ended():  # it may be an edition in preparation: its organiser signs in and comes back
            abort(to_sign_in())
        raise NotFound
    enter_edition(edition)


def _sees_unpublished(edition: Edition) -> bool:
    return bool(current_user.is_authenticated and current_user.may("editions.edit", edition.id))


def _fill(endpoint: str, values: dict[str, Any]) -> None:
    edition = find_current_edition()
    if edition is None or "edition_slug" in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug"):
        values["edition_slug"] = edition.slug
