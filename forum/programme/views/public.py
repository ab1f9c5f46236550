"""What everybody sees: the programme by day, track and room, what is on now, and each session."""

from datetime import date
from typing import Any

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import language_name, locale_name
from forum.core.sessions import has_session
from forum.core.tokens import token_hash
from forum.editions.context import current_edition
from forum.programme.context import chosen_talks, day_of, days_of, rooms_of, tracks_of, wanted_here
from forum.programme.labels import place_words, when_words
from forum.programme.queries.draft import materials_of
from forum.programme.queries.published import programme_of, public_photo
from forum.programme.rules.grid import lay_grid
from forum.programme.rules.versions import VersionTalk
from forum.programme.views.blueprints import programme
from forum.programme.views.speakers import picture_response

ONE_HOUR = 3600


@programme.get("")
@public
def programme_show() -> ResponseReturnValue:
    """The sessions that the address asks for, as a list by hour or as a table."""
    shown, now = programme_of(current_edition()), utc_now()
    days = days_of(shown.standing)
    wanted = wanted_here(days, now=now)
    talks = chosen_talks(shown, wanted, now=now)
    by_day: dict[date, list[VersionTalk]] = {}
    for talk in talks:
        by_day.setdefault(day_of(talk.starts_at), []).append(talk)
    page = render_template(
        "programme/programme.html",
        programme=shown,
        wanted=wanted,
        days=days,
        by_day=by_day,
        tracks=tracks_of(shown.standing),
        rooms=rooms_of(shown.standing),
        tables=_tables(by_day) if wanted.grid else {},
        now=now,
        **_words(),
    )
    return _unless_known(page)


def _tables(by_day: dict[date, list[VersionTalk]]) -> dict[date, Any]:
    """Each day as a table: the rooms that have a session and the lines."""
    found_tables = {}
    for day, talks in by_day.items():
        ids = {talk.room: talk.room_id for talk in talks}
        rooms = rooms_of(talks)
        found_tables[day] = (rooms, lay_grid(talks, [ids[room] for room in rooms]))
    return found_tables


def _words() -> dict[str, Any]:
    return {"language_name": lambda code: language_name(code, locale_name()), "place": place_words, "when": when_words}


def _unless_known(page: str) -> ResponseReturnValue:
    """The page, or 304 where a browser without a session has the same; a page with somebody's name is not kept."""
    if has_session():
        return page
    response = make_response(page)
    response.set_etag(token_hash(page)[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@programme.get("/sessions/<int:talk_id>")
@public
def talk_show(talk_id: int) -> ResponseReturnValue:
    """A session: when, where, who, in which language, and what goes with it."""
    shown = programme_of(current_edition())
    talk = shown.talk(talk_id)
    page = render_template(
        "programme/talk.html",
        programme=shown,
        talk=talk,
        speakers=shown.billed(talk),
        materials=[] if talk.cancelled else materials_of(talk_id),
        **_words(),
    )
    return _unless_known(page)


@programme.get("/speakers/<int:speaker_id>/photo.png")
@public
def photo_show(speaker_id: int) -> Response:
    """The portrait of somebody in the programme."""
    response = picture_response(public_photo(current_edition(), speaker_id))
    response.cache_control.public, response.cache_control.max_age = True, ONE_HOUR
    return response
