"""The start page and the public page of an edition."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.drawn import drawn_once
from forum.core.edition import enter_edition
from forum.core.filters import date_range
from forum.core.i18n import N_, locale_name
from forum.core.links import Link, LinkTo
from forum.core.sessions import has_session
from forum.core.web import theme_name
from forum.editions.context import current_edition, links_to_take_part
from forum.editions.models import Edition
from forum.editions.queries import find_front_edition, kept_figures_by_day
from forum.editions.rules import WindowState, moment, roman
from forum.editions.views.blueprints import editions

FORUM_OPENS = N_("El foro abre sus puertas")


@editions.route("/")
@public
def start_show() -> str | Response:
    """The edition that is running, or that comes next; without one, organisers are led to the editions."""
    edition = find_front_edition(now=utc_now())
    if edition is not None:
        enter_edition(edition)
        return _landing(edition)
    if current_user.is_authenticated and current_user.may_somewhere("editions.edit"):
        return redirect(url_for("editions.edition_list"))
    return render_template("editions/none.html")


@editions.route("/<edition_slug>/")
@public
def edition_show() -> str:
    """The public page of an edition."""
    return _landing(current_edition())


@dataclass(frozen=True, kw_only=True, slots=True)
class Landing:
    """Everything the public page depends on: for equal values it is rendered once."""

    language: str
    root: str
    signed_in: bool
    slug: str
    time_zone: str
    name: str
    roman: str
    year: int
    dates: str
    hours: tuple[tuple[date, time, time], ...]
    venue_name: str
    venue_address: str
    about: str
    registration: WindowState
    has_programme: bool
    figures: tuple[int, ...]
    entries: tuple[LinkTo, ...]
    moments: tuple[tuple[str, datetime, bool], ...]

    @property
    def daily(self) -> tuple[date, time, time] | None:
        """The hours of every day, where they are the same."""
        return self.hours[0] if len({each[1:] for each in self.hours}) == 1 else None

    @property
    def links(self) -> list[Link]:
        """The ways to take part."""
        return [entry.link() for entry in self.entries]


def _landing(edition: Edition) -> str:
    now, days = utc_now(), kept_figures_by_day(edition.id)
    shown = Landing(
        language=locale_name(),
        root=request.script_root,
        signed_in=bool(current_user.is_authenticated),
        slug=edition.slug,
        time_zone=edition.time_zone,
        name=edition.name,
        roman=roman(edition.ordinal),
        year=edition.starts_on.year,
        dates=date_range(edition.starts_on, edition.ends_on),
        hours=tuple((day.date, day.opens_at, day.closes_at) for day in days),
        venue_name=edition.venue_name,
        venue_address=edition.venue_address,
        about=edition.about(locale_name()),
        registration=edition.registration_state(now),
        has_programme=edition.programme_version > 0,
        figures=(len(days), days[0].tables, days[0].room),
        entries=links_to_take_part(),
        moments=tuple((label, at, at <= now) for label, at in _moments(edition)),
    )
    if has_session() or request.query_string or current_app.debug:
        return _page(shown)
    return _page_of_all(shown, theme_name(), request.host_url, request.path)


def _page(shown: Landing) -> str:
    return render_template("editions/show.html", shown=shown, content=_content(shown))


@lru_cache(maxsize=64)
def _page_of_all(shown: Landing, _theme: str, _host: str, _path: str) -> str:
    """The whole page of everybody who has no session: beside the content the frame depends on these alone."""
    return _page(shown)


@drawn_once(most=64)
def _content(shown: Landing) -> Markup:
    return Markup(render_template("editions/_landing.html", shown=shown, forum_opens=FORUM_OPENS))  # noqa: S704 # our own template, escaped


def _moments(edition: Edition) -> list[tuple[str, datetime]]:
    """The dates of an edition in order; some may be after the first day."""
    return sorted(
        (
            (N_("Abre el registro"), edition.registration_opens_at),
            (N_("Abren las solicitudes de cita"), edition.requests_open_at),
            (N_("Cierran las solicitudes de cita"), edition.requests_close_at),
            (N_("Agenda definitiva de citas"), edition.freeze_at),
            (N_("Cierra el registro"), edition.registration_closes_at),
            (FORUM_OPENS, moment(edition.starts_on, time(), edition.time_zone)),
        ),
        key=lambda each: each[1],
    )
