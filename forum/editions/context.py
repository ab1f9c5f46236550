"""The edition in the address: loaded before the view runs for every address below `/<edition_slug>/`."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, current_app, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.core.access import has_session_ended, is_for_keys, to_sign_in
from forum.core.edition import current_edition as edition_of_request
from forum.core.edition import enter_edition, find_current_edition
from forum.core.errors import NotFound
from forum.core.i18n import locale_name
from forum.core.links import Link, LinkTo
from forum.editions.models import Edition
from forum.editions.queries import find_edition, find_edition_formerly

SAFE = frozenset({"GET", "HEAD"})


def init_editions(app: Flask, links: tuple[LinkTo, ...], frame: Mapping[str, tuple[LinkTo, ...]]) -> None:
    """Load the edition from the address, and add it to the addresses that are made.

    `links` are the links of the public page to take part, the most common first; `frame` what is offered where a part
    of the frame changes that is in use, by the part. They lead to higher domains.
    """
    app.url_value_preprocessor(_load)
    app.url_defaults(_fill)
    app.extensions["links_to_take_part"] = links
    app.extensions["frame_links"] = frame
    app.add_template_filter(_committee, "committee")


def _committee(name: str) -> str:
    """How a committee is called in the language of the page; as it is kept where the edition has it no longer."""
    edition = find_current_edition()
    return dict(edition.committee_names(locale_name())).get(name, name) if edition else name


def links_to_take_part() -> tuple[LinkTo, ...]:
    """The links of the public page to take part."""
    links: tuple[LinkTo, ...] = current_app.extensions["links_to_take_part"]
    return links


def frame_links(part: str, **values: Any) -> list[Link]:
    """What higher domains offer for a part of the frame that is in use, as far as one may open it here."""
    links: Mapping[str, tuple[LinkTo, ...]] = current_app.extensions["frame_links"]
    edition_id = current_edition().id
    return [each.link(**values) for each in links[part] if current_user.may(each.access, edition_id)]


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
    slug = values.pop("edition_slug")
    edition = find_edition(slug) or find_edition_formerly(slug)
    if edition is None or (edition.published_at is None and not _sees_unpublished(edition)):
        if has_session_ended():  # it may be an edition in preparation: its organiser signs in and comes back
            abort(to_sign_in())
        raise NotFound
    if edition.slug != slug and not is_for_keys():  # programs keep the address they were given
        abort(_same_page(edition, formerly=slug))
    enter_edition(edition)


def _same_page(edition: Edition, *, formerly: str) -> Response:
    """Lead from an address with a former slug to the same page: links, badges and calendars out there keep working.

    What was sent is sent again (308). Browsers must ask each time: an edition may get its former slug back.
    """
    rest = request.full_path.removeprefix(f"/{formerly}").removesuffix("?")
    answer = redirect(f"{request.script_root}/{edition.slug}{rest}", 301 if request.method in SAFE else 308)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _sees_unpublished(edition: Edition) -> bool:
    return bool(current_user.is_authenticated and current_user.may("editions.edit", edition.id))


def _fill(endpoint: str, values: dict[str, Any]) -> None:
    edition = find_current_edition()
    if edition is None or "edition_slug" in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug"):
        values["edition_slug"] = edition.slug
