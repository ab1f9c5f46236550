"""The sessions that one may choose, as the person and the desk see them."""

from datetime import date
from typing import Any

from flask import request

from forum.core.clock import utc_now
from forum.core.i18n import locale_name
from forum.editions.models import Edition
from forum.programme.context import day_of, days_of, tracks_of, wanted_here
from forum.programme.labels import place_words
from forum.programme.queries.choices import count_going, list_chosen, meeting_times
from forum.programme.queries.published import programme_of
from forum.programme.rules.choices import Chosen, clash_of
from forum.programme.rules.versions import VersionTalk


def agenda_page(person_id: int, *, edition: Edition) -> dict[str, Any]:
    """The sessions of the day in the address, which of them somebody has chosen, and what they collide with."""
    programme, now = programme_of(edition), utc_now()
    days = days_of(programme.standing)
    wanted = wanted_here(days, now=now)
    chosen = list_chosen(person_id, edition_id=edition.id)
    mine = {each.talk.id: each for each in chosen}
    meetings = meeting_times(person_id, edition_id=edition.id)
    going = [each.talk for each in chosen if not each.talk.cancelled]
    talks = [talk for talk in programme.standing if _is_shown(talk, wanted.track, mine) and _on(talk, wanted.day)]
    ahead = [talk for talk in programme.standing if talk.ends_at > now]
    clashes = {
        talk.id: clash_of(talk, chosen=going, meetings=meetings, talks=ahead, language=locale_name())
        for talk in talks
        if talk in ahead
    }
    return {
        "programme": programme,
        "days": days,
        "wanted": wanted,
        "tracks": tracks_of(programme.standing),
        "talks": sorted(talks, key=lambda talk: (talk.starts_at, talk.id)),
        "mine": mine,
        "clashes": clashes,
        "going": count_going(edition.id),
        "only_mine": _only_mine(),
        "now": now,
        "place": place_words,
        "day_of": day_of,
    }


def _only_mine() -> bool:
    return request.args.get("show") == "mine"


def _is_shown(talk: VersionTalk, track: str, mine: dict[int, Chosen]) -> bool:
    return (not track or talk.track == track) and (not _only_mine() or talk.id in mine)


def _on(talk: VersionTalk, day: date | None) -> bool:
    return day is None or day_of(talk.starts_at) == day
