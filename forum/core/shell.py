"""The frame around every page, written once for each language, look and menu: header, places, footer, its summary.

What differs from page to page is put into what is kept: the address to come back to after changing language or look,
and in the header who is signed in.
"""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote_plus

from flask import Flask, current_app, g, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from forum.core.edition import find_current_edition
from forum.core.home import Frame
from forum.core.web import page_address

EXTENSION: Final = "shell"
MOST: Final = 500
HERE: Final = "-address-of-this-page-"
ACCOUNT: Final = Markup("<!--account-->")
NAMES: Final = ("locale", "theme", "home_url", "organiser_name", "bare", "privacy_url", "is_framed")
TOLD: Final = ("name", "slug", "starts_on", "ends_on", "venue_name", "published_at")
"""What the frame says of an edition."""


def init_shell(app: Flask, frame_of_page: Callable[[], Frame | None]) -> None:
    """Let templates write the frame: `{{ shell("header") }}`; `frame_of_page` finds the places of this page."""
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(page_frame=frame_of_page, edition_name=_edition_name)
    app.jinja_env.globals["shell"] = shell


def _edition_name() -> str:
    """The name that the header of this page says, empty where it says none."""
    edition = find_current_edition()
    return edition.name if edition is not None else ""


@pass_context
def shell(context: Context, part: str) -> Markup:
    """A part of the frame (`ui/shell/<part>.html`) for this page."""
    edition = find_current_edition()
    values = {name: context.get(name) for name in NAMES}
    frame = context.get("frame") if part == "places" else None
    told = tuple(getattr(edition, name, None) for name in TOLD)
    key = (part, request.host_url, request.script_root, told, frame, *values.values())
    kept: dict[Any, str] = current_app.extensions[EXTENSION]
    text = kept.get(key)
    if frame is not None and frame.is_own:
        text = _written(part, frame=frame, **values)
    elif text is None or current_app.debug:
        text = _written(part, current_edition=edition, frame=frame, account=ACCOUNT, **values)
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = text
    if part == "header":
        text = text.replace(ACCOUNT, _account(context))
    address = escape(quote_plus(page_address("/"), safe="!$'()*,/:;?@"))  # as url_for writes it
    return Markup(text.replace(HERE, address))  # noqa: S704 # our own templates, escaped


def _written(part: str, **values: Any) -> str:
    g.kept_address = HERE
    try:
        return render_template(f"ui/shell/{part}.html", **values)
    finally:
        del g.kept_address


def _account(context: Context) -> str:
    """Who is signed in, and the way in or out."""
    addresses = (context.get(name) for name in ("account_url", "sign_in_url", "sign_out_url"))
    ui: Any = current_app.jinja_env.globals["ui"]
    return str(ui.account(context.get("current_user"), *addresses))
