"""What everybody asks of the programme by its address, and what is shown then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import request

from forum.core.collation import sort_key
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.rules import to_local
from forum.programme.queries.published import Programme
from forum.programme.rules.versions import VersionTalk, happening

NOW, ALL = "now", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an address asks for: a day, all of them or what is on now; a track; a room; as a list or as a table."""

    day: date | None
    now: bool
    track: str
    room: str
    grid: bool

    @property
    def query(self) -> dict[str, str | None]:
        """What stands in the address."""
        day = NOW if self.now else self.day.isoformat() if self.day else ALL
        return {
            "day": day,
            "track": self.track or None,
            "room": self.room or None,
            "view": "grid" if self.grid else None,
        }

    def address(self, **others: str | None) -> dict[str, str | None]:
        """The same with something else."""
        return {**self.query, **others}


def day_of(moment: datetime) -> date:
    """The day of a moment at the venue."""
    return to_local(moment, current_edition().time_zone).date()


def days_of(talks: Iterable[VersionTalk]) -> list[date]:
    """The days with sessions, in order."""
    return sorted({day_of(talk.starts_at) for talk in talks})


def wanted_here(days: Sequence[date], *, now: datetime) -> Wanted:
    """What the address asks for; without a day today's, and before or after the forum the first."""
    asked = request.args.get("day", "")
    by_name = {day.isoformat(): day for day in days}
    usual = day_of(now) if day_of(now) in days else next(iter(days), None)
    return Wanted(
        day=None if asked in {ALL, NOW} else by_name.get(asked, usual),
        now=asked == NOW,
        track=request.args.get("track", ""),
        room=request.args.get("room", ""),
        grid=request.args.get("view") == "grid",
    )


def chosen_talks(programme: Programme, wanted: Wanted, *, now: datetime) -> list[VersionTalk]:
    """The sessions that are asked for, in order of time and room."""
    talks: Iterable[VersionTalk] = programme.standing
    if wanted.now:
        current, soon = happening(programme.standing, now=now)
        talks = [*current, *soon]
    found = [talk for talk in talks if _fits(talk, wanted)]
    return sorted(found, key=lambda talk: (talk.starts_at, sort_key(talk.room), talk.id))


def _fits(talk: VersionTalk, wanted: Wanted) -> bool:
    return (
        (wanted.day is None or day_of(talk.starts_at) == wanted.day)
        and (not wanted.track or talk.track == wanted.track)
        and (not wanted.room or talk.room == wanted.room)
    )


def tracks_of(talks: Iterable[VersionTalk]) -> list[tuple[str, str]]:
    """The tracks of these sessions: how they are kept, and how they are called here, by name."""
    called = dict(current_edition().committee_names(locale_name()))
    used = {talk.track for talk in talks if talk.track}
    return sorted(((name, called.get(name, name)) for name in used), key=lambda pair: sort_key(pair[1]))


def rooms_of(talks: Iterable[VersionTalk]) -> list[str]:
    """The rooms of these sessions by name."""
    return sorted({talk.room for talk in talks if talk.room}, key=sort_key)
