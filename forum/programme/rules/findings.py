"""What an organiser should look at before a draft is published, session by session."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forum.editions.rules.slots import Span
from forum.meetings.rules.board import overlaps
from forum.programme.enums import TalkKind, WarningKind
from forum.programme.errors import EndsBeforeStart, TimesIncomplete


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTalk:
    """What decides whether a session can be held as it stands; `speakers`: their names by id."""

    id: int
    title: str
    kind: TalkKind
    times: Span | None
    room_id: int | None
    room: str = ""
    room_capacity: int | None = None
    capacity: int | None = None
    speakers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, with what its sentence says."""

    kind: WarningKind
    said: Mapping[str, str | int] = field(default_factory=dict)


def findings(
    talks: Sequence[DraftTalk],
    *,
    meetings: Mapping[int, Sequence[Span]],
    hours: Mapping[date, tuple[time, time]],
    time_zone: str,
) -> dict[int, list[Finding]]:
    """What there is to look at, by session.

    `meetings`: when each speaker meets somebody, by their id; `hours`: the days of the edition, from and until when.
    """
    found: dict[int, list[Finding]] = defaultdict(list)
    zone = ZoneInfo(time_zone)
    for talk in talks:
        found[talk.id] += _of_itself(talk)
        if talk.times is not None:
            found[talk.id] += _outside(talk.times, hours, zone)
            found[talk.id] += _of_others(talk, talk.times, talks)
            found[talk.id] += _meeting(talk, talk.times, meetings)
    return dict(found)


def _of_itself(talk: DraftTalk) -> Iterable[Finding]:
    if talk.times is None:
        yield Finding(WarningKind.NO_TIME)
    if talk.room_id is None:
        yield Finding(WarningKind.NO_ROOM)
    if not talk.speakers and talk.kind is not TalkKind.CEREMONY:
        yield Finding(WarningKind.NO_SPEAKER)
    if talk.capacity and talk.room_capacity and talk.capacity > talk.room_capacity:
        yield Finding(WarningKind.OVER_ROOM, {"wanted": talk.capacity, "area": talk.room, "most": talk.room_capacity})


def _outside(times: Span, hours: Mapping[date, tuple[time, time]], zone: ZoneInfo) -> Iterable[Finding]:
    starts, ends = (moment.astimezone(zone) for moment in (times.starts_at, times.ends_at))
    opened = hours.get(starts.date())
    if opened is None:
        yield Finding(WarningKind.OUTSIDE_DAYS)
    elif starts.time() < opened[0] or ends.date() != starts.date() or ends.time() > opened[1]:
        yield Finding(WarningKind.OUTSIDE_HOURS, {"opens": f"{opened[0]:%H:%M}", "closes": f"{opened[1]:%H:%M}"})


def _of_others(talk: DraftTalk, times: Span, talks: Sequence[DraftTalk]) -> Iterable[Finding]:
    for other in talks:
        if other.id == talk.id or other.times is None or not overlaps(times, other.times):
            continue
        if talk.room_id is not None and talk.room_id == other.room_id:
            yield Finding(WarningKind.ROOM_BUSY, {"area": talk.room, "title": other.title})
        for speaker_id, name in talk.speakers.items():
            if speaker_id in other.speakers:
                yield Finding(WarningKind.SPEAKER_TWICE, {"name": name, "title": other.title})


def _meeting(talk: DraftTalk, times: Span, meetings: Mapping[int, Sequence[Span]]) -> Iterable[Finding]:
    for speaker_id, name in talk.speakers.items():
        if any(overlaps(times, each) for each in meetings.get(speaker_id, ())):
            yield Finding(WarningKind.SPEAKER_MEETS, {"name": name})


def talk_times(day: date | None, starts: time | None, ends: time | None, *, time_zone: str) -> Span | None:
    """The start and end of a session as they were typed; None where none of them was.

    Raises:
        TimesIncomplete, EndsBeforeStart
    """
    if day is None and starts is None and ends is None:
        return None
    if day is None or starts is None or ends is None:
        raise TimesIncomplete
    if ends <= starts:
        raise EndsBeforeStart
    zone = ZoneInfo(time_zone)
    return Span(datetime.combine(day, starts, tzinfo=zone), datetime.combine(day, ends, tzinfo=zone))
