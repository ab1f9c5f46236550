"""The lists of the console that can be saved: by name, with their page, whose permission they need."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, url_for

from forum.core.access import is_granted
from forum.core.edition import find_current_edition
from forum.core.links import LinkTo
from forum.core.listing import Listing


def init_saved_lists(app: Flask, lists: Mapping[str, LinkTo], endpoint: str) -> None:
    """Set the table of the lists, and the endpoint that saves one: it takes the list's name and its address."""
    app.extensions["saved_lists"] = (lists, endpoint)
    app.jinja_env.globals["saving_url"] = saving_url


def savable_lists() -> Mapping[str, LinkTo]:
    """The lists that can be saved, by name."""
    lists: Mapping[str, LinkTo] = current_app.extensions["saved_lists"][0]
    return lists


def open_lists(edition_id: int) -> dict[str, LinkTo]:
    """Those of them that the one who asks may open."""
    return {name: entry for name, entry in savable_lists().items() if is_granted(entry.view, edition_id)}


def list_permissions() -> dict[str, str]:
    """What one needs to open a list, by its name."""
    return {name: str(entry.access) for name, entry in savable_lists().items()}


def opening_url(entry: LinkTo, address: Mapping[str, Any]) -> str:
    """A list at the address it was saved with, which `url_for` must not read: it knows names such as `_external`."""
    return f"{url_for(entry.endpoint)}?{urlencode(address, doseq=True)}"


def saving_url(listing: Listing) -> str | None:
    """Where a list is saved as it is; None: it cannot be."""
    if listing.name not in savable_lists() or find_current_edition() is None:
        return None
    return url_for(current_app.extensions["saved_lists"][1], kind=listing.name, **listing.address)
