"""What a person takes along: their own pages that open without network, as they were last.

The server says with every answer what a browser may keep, until when, and whose it is; the worker in the browser
(`js/pocket/keeper.js`) keeps nothing that is not marked, and forgets what it kept once an answer is somebody else's.
Which pages these are stands in one table, in `forum.app`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from flask import Flask, Response, current_app, g, jsonify, render_template, request, url_for
from flask_login import current_user

from forum.core.clock import utc_now
from forum.core.edition import find_current_edition
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.tokens import keyed_hash
from forum.core.web import built_text

KEEP: Final = "X-Foro-Keep"
READER: Final = "X-Foro-Reader"
EXTENSION: Final = "pocket"
OFFLINE: Final = "core.offline_show"
AFTER_THE_FORUM = timedelta(days=2)
A_YEAR = timedelta(days=365)
PAPER, INK = "#f3f4ef", "#14191d"
ICONS = (("favicon.svg", "any", "any"), ("icon-180.png", "180x180", "any"), ("icon-512.png", "512x512", "any maskable"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Pages of one person that are kept together: who has opened one finds the others too.

    `pages`, `pictures`: endpoints; all take the same arguments. Pictures become part of the pages that show them.
    """

    pages: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it says of itself that it is kept: when it was made, and the addresses that are kept with it."""

    at: datetime
    pages: tuple[str, ...]

    @property
    def day_ends(self) -> int:
        """When the day on which it was made ends at the venue, in milliseconds: later its hour says too little."""
        next_day = local(self.at).date() + timedelta(days=1)
        return int(datetime.combine(next_day, time(), local(self.at).tzinfo).timestamp() * 1000)


def init_pocket(app: Flask, families: Iterable[Family]) -> None:
    """Mark the answers of these endpoints, and let their pages say so."""
    app.extensions[EXTENSION] = {
        endpoint: family for family in families for endpoint in (*family.pages, *family.pictures)
    }
    app.after_request(_mark)
    app.jinja_env.globals["kept_page"] = kept_page


def read_by(person_id: int) -> None:
    """Say whose own this answer is: of one person's browser, nobody else's page is kept beside theirs."""
    g.reader_id = person_id


def kept_page() -> KeptPage | None:
    """What this page says of being kept; None where it is not."""
    family = _family()
    if family is None or request.query_string:
        return None
    pages = tuple(url_for(endpoint, **(request.view_args or {})) for endpoint in family.pages)
    return KeptPage(utc_now(), pages)


def worker_show() -> Response:
    """The worker that keeps pages: it stands at the root, because the pages of a person begin with many addresses."""
    return Response(built_text("keeper.js"), mimetype="text/javascript")


def offline_show() -> str:
    """What a browser shows in place of a page that it has not kept."""
    return render_template("errors/offline.html")


def app_manifest(
    start_url: str, *, name: str = "", short_name: str = "", scope: str = "/", paper: str = PAPER
) -> Response:
    """What a phone needs to put a page on its first screen: the program, or a part of it with a name of its own.

    `scope`: the addresses that are this part; `paper`: the colour behind it until it is there, "#rrggbb".
    """
    response = jsonify(
        name=name or _("Foro de Proveeduría Automotriz"),
        short_name=short_name or _("Foro"),
        lang="en" if locale_name() == "en" else "es-MX",
        id="/" if scope == "/" else start_url,
        start_url=start_url,
        scope=scope,
        display="standalone",
        background_color=paper,
        theme_color=INK,
        icons=[
            {"src": url_for("static", filename=f"brand/{icon}"), "sizes": sizes, "purpose": purpose}
            for icon, sizes, purpose in ICONS
        ],
    )
    response.mimetype = "application/manifest+json"
    return response


def _family() -> Family | None:
    """The family this answer belongs to, once it is known whose it is."""
    families: dict[str, Family] = current_app.extensions[EXTENSION]
    return families.get(request.endpoint or "") if "reader_id" in g else None


def _mark(response: Response) -> Response:
    reader = _reader_id()
    if reader is not None:
        response.headers[READER] = keyed_hash(f"reader {reader}")[:24]
    until = _kept_until()
    if until is not None and response.status_code == 200 and not request.query_string:
        response.headers[KEEP] = str(int(until.timestamp() * 1000))
    return response


def _reader_id() -> int | None:
    """Whose answer this is: the person a link belongs to, or who is signed in, as far as the answer asked for that."""
    if "reader_id" in g:
        return int(g.reader_id)
    if request.endpoint == OFFLINE:  # it says nothing of anybody
        return None
    return current_user.id if "_login_user" in g and current_user.is_authenticated else None


def _kept_until() -> datetime | None:
    if request.endpoint == OFFLINE:
        return utc_now() + A_YEAR
    if _family() is None:
        return None
    edition = find_current_edition()
    if edition is None:
        return None
    return max(datetime.combine(edition.ends_on, time(), UTC), utc_now()) + AFTER_THE_FORUM
