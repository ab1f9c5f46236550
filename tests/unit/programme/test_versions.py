"""What differs between two versions, what the next one counts, and what is kept of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum.programme.enums import DiffKind, SpeakerRole
from forum.programme.rules.versions import (
    VersionTalk,
    as_stored,
    differences,
    digest_of,
    from_stored,
    happening,
    next_version,
)
from tests.builders.programme import a_version_talk

NOW = datetime(2026, 9, 1, tzinfo=UTC)
LATER = timedelta(minutes=30)


def moved(talk: VersionTalk) -> VersionTalk:
    return replace(talk, starts_at=talk.starts_at + LATER, ends_at=talk.ends_at + LATER)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),
        ({"room": "Sala León"}, [DiffKind.ROOM]),
        ({"hall": "Nave 2"}, [DiffKind.ROOM]),
        ({"room_id": 9}, []),
        ({"speakers": ((1, SpeakerRole.SPEAKER),)}, [DiffKind.SPEAKERS]),
        ({"title_es": "Otra"}, [DiffKind.DETAILS]),
        ({"capacity": 30, "room": "Taller"}, [DiffKind.ROOM, DiffKind.DETAILS]),
    ],
)
def test_each_kind_of_change_is_told(change: dict[str, object], kinds: list[DiffKind]) -> None:
    before = a_version_talk()
    found = differences([before], [replace(before, **change)])
    assert [each.kind for each in found] == kinds


def test_a_session_that_moves_is_told_once() -> None:
    before = a_version_talk()
    assert [each.kind for each in differences([before], [moved(before)])] == [DiffKind.MOVED]


def test_sessions_are_added_and_removed() -> None:
    found = differences([a_version_talk(1)], [a_version_talk(2)])
    assert [(each.kind, each.talk.id) for each in found] == [(DiffKind.REMOVED, 1), (DiffKind.ADDED, 2)]


def test_what_was_removed_before_is_no_difference_and_comes_back_as_added() -> None:
    gone = a_version_talk(cancelled=True)
    assert differences([gone], []) == []
    assert [each.kind for each in differences([gone], [a_version_talk()])] == [DiffKind.ADDED]


def test_a_first_version_begins_to_count() -> None:
    (talk,) = next_version([], [a_version_talk()], now=NOW)
    assert (talk.sequence, talk.changed_at, talk.cancelled) == (0, NOW, False)


@pytest.mark.parametrize(
    ("change", "sequence"), [({}, 4), ({"title_es": "Otra"}, 4), ({"room": "Taller"}, 5), ({"hall": "Nave"}, 5)]
)
def test_calendars_count_changes_of_time_and_place_alone(change: dict[str, object], sequence: int) -> None:
    before = a_version_talk(sequence=4, changed_at=NOW - LATER)
    (talk,) = next_version([before], [a_version_talk(**change)], now=NOW)
    assert (talk.sequence, talk.changed_at) == (sequence, NOW if change else NOW - LATER)


def test_what_is_gone_stays_as_cancelled_and_counts_once() -> None:
    (gone,) = next_version([a_version_talk(sequence=1)], [], now=NOW)
    assert (gone.cancelled, gone.sequence, gone.changed_at) == (True, 2, NOW)
    assert next_version([gone], [], now=NOW + LATER) == [gone]
    (back,) = next_version([gone], [a_version_talk()], now=NOW + LATER)
    assert (back.cancelled, back.sequence) == (False, 3)


def test_a_version_is_read_as_it_was_kept() -> None:
    talks = [
        a_version_talk(1, speakers=((3, SpeakerRole.MODERATOR),), changed_at=NOW, capacity=30),
        a_version_talk(2, cancelled=True, room_id=None),
    ]
    assert from_stored(json.loads(json.dumps(as_stored(talks)))) == tuple(talks)


def test_the_digest_tells_drafts_apart_whatever_calendars_count() -> None:
    talk = a_version_talk()
    assert digest_of([talk]) == digest_of([replace(talk, sequence=9, changed_at=NOW)])
    assert digest_of([talk]) != digest_of([moved(talk)])


def test_what_is_on_and_what_comes_within_the_hour() -> None:
    on, soon, later = a_version_talk(1), moved(a_version_talk(2)), a_version_talk(3)
    later = replace(later, starts_at=later.starts_at + 3 * LATER, ends_at=later.ends_at + 3 * LATER)
    gone = a_version_talk(4, cancelled=True)
    assert happening([on, soon, later, gone], now=on.starts_at) == ([on], [soon])
