"""What an organiser should look at, and how a day is laid out as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from forum.editions.rules.slots import Span
from forum.programme.enums import TalkKind, WarningKind
from forum.programme.errors import EndsBeforeStart, TimesIncomplete
from forum.programme.rules.findings import DraftTalk, findings, talk_times
from forum.programme.rules.grid import lay_grid
from tests.builders.editions import ZONE

DAY = date(2026, 9, 9)
HOURS = {DAY: (time(9), time(18))}
EVA = {1: "Eva Luna"}


def times(hour: int, minutes: int = 60, *, minute: int = 0, day: date = DAY) -> Span:
    starts = datetime.combine(day, time(hour, minute), tzinfo=ZONE)
    return Span(starts, starts + timedelta(minutes=minutes))


def a_draft(id: int = 1, at: Span | None = None, **values: object) -> DraftTalk:
    defaults: dict[str, object] = {
        "id": id, "title": f"Charla {id}", "kind": TalkKind.TALK, "times": at, "room_id": id, "room": "Auditorio",
        "speakers": {100 + id: "Ana"},
    }  # fmt: skip
    return DraftTalk(**{**defaults, **values})  # type: ignore[arg-type]


def kinds(*talks: DraftTalk, meetings: Mapping[int, list[Span]] | None = None) -> list[WarningKind]:
    found = findings(talks, meetings=meetings or {}, hours=HOURS, time_zone="America/Mexico_City")
    return [each.kind for each in found[talks[0].id]]


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        (a_draft(at=times(10)), []),
        (a_draft(), [WarningKind.NO_TIME]),
        (a_draft(at=times(10), room_id=None), [WarningKind.NO_ROOM]),
        (a_draft(at=times(10), speakers={}), [WarningKind.NO_SPEAKER]),
        (a_draft(at=times(10), speakers={}, kind=TalkKind.CEREMONY), []),
        (a_draft(at=times(10, day=date(2026, 9, 11))), [WarningKind.OUTSIDE_DAYS]),
        (a_draft(at=times(8, minute=30)), [WarningKind.OUTSIDE_HOURS]),
        (a_draft(at=times(17, minutes=61)), [WarningKind.OUTSIDE_HOURS]),
        (a_draft(at=times(17)), []),
        (a_draft(at=times(10), capacity=81, room_capacity=80), [WarningKind.OVER_ROOM]),
        (a_draft(at=times(10), capacity=80, room_capacity=80), []),
        (a_draft(at=times(10), capacity=80), []),
    ],
)
def test_what_one_session_lacks(talk: DraftTalk, expected: list[WarningKind]) -> None:
    assert kinds(talk) == expected


def test_a_room_is_taken_by_a_session_that_overlaps_not_by_the_next_one() -> None:
    first = a_draft(1, times(10), room_id=7)
    assert kinds(first, a_draft(2, times(10, minute=59), room_id=7)) == [WarningKind.ROOM_BUSY]
    assert kinds(first, a_draft(2, times(11), room_id=7)) == []
    assert kinds(first, a_draft(2, times(10), room_id=8)) == []


def test_nobody_speaks_in_two_sessions_at_once() -> None:
    first = a_draft(1, times(10), speakers=EVA)
    assert kinds(first, a_draft(2, times(10, minute=30), speakers=EVA)) == [WarningKind.SPEAKER_TWICE]
    assert kinds(first, a_draft(2, times(11), speakers=EVA)) == []


def test_nobody_speaks_while_they_meet_somebody() -> None:
    talk = a_draft(1, times(10), speakers=EVA)
    assert kinds(talk, meetings={1: [times(10, 20, minute=40)]}) == [WarningKind.SPEAKER_MEETS]
    assert kinds(talk, meetings={1: [times(11, 20)], 2: [times(10)]}) == []


def test_day_and_hours_come_together_and_in_order() -> None:
    zone = "America/Mexico_City"
    assert talk_times(None, None, None, time_zone=zone) is None
    assert talk_times(DAY, time(10), time(11), time_zone=zone) == times(10)
    for given in ((DAY, None, None), (None, time(10), time(11)), (DAY, time(10), None)):
        with pytest.raises(TimesIncomplete):
            talk_times(*given, time_zone=zone)
    with pytest.raises(EndsBeforeStart):
        talk_times(DAY, time(10), time(10), time_zone=zone)


@dataclass(frozen=True)
class Placed:
    name: str
    starts_at: datetime
    ends_at: datetime
    room_id: int | None


def placed(name: str, at: Span, room_id: int | None) -> Placed:
    return Placed(name, at.starts_at, at.ends_at, room_id)


def test_a_day_is_a_line_for_each_moment_and_a_cell_for_each_room() -> None:
    talks = [placed("a", times(10, 90), 1), placed("b", times(11), 2), placed("c", times(10), None)]
    lines = lay_grid(talks, [1, 2])
    drawn = [
        (
            f"{line.starts_at:%H:%M}",
            [cell and ("".join(talk.name for talk in cell.talks), cell.lines) for cell in line.cells],
        )
        for line in lines
    ]
    assert drawn == [
        ("10:00", [("a", 2), ("", 1)]),
        ("11:00", [None, ("b", 2)]),
        ("11:30", [("", 1), None]),
    ]


def test_sessions_that_overlap_in_a_room_share_a_cell() -> None:
    (first, *_rest) = lay_grid([placed("a", times(10), 1), placed("b", times(10, minute=30), 1)], [1])
    cell = first.cells[0]
    assert cell is not None
    assert ([talk.name for talk in cell.talks], cell.lines) == (["a", "b"], 3)


def test_a_day_without_sessions_has_no_lines() -> None:
    assert lay_grid([], [1, 2]) == []
