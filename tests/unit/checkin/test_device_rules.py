"""When a supervisor should look after a device, and what it does as far as it told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from forum.checkin.enums import DeviceAlarm, DeviceState
from forum.checkin.rules.devices import DeviceFacts, DeviceReport, DoorNow, alarms_of, is_news, state_of

NOW = datetime(2026, 9, 10, 18, 0, tzinfo=UTC)
HERE, THERE = 1, 2
SILENT, OLD, UNHEARD, UNSENT = DeviceAlarm


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def facts(**values: Any) -> DeviceFacts:
    """A device that has been open at a gate for an hour and scanned a minute ago."""
    sound: dict[str, Any] = {
        "gate_id": HERE, "seen_at": ago(0), "open_since": ago(60), "is_locked": False, "data_at": ago(0.1),
        "scanned_at": ago(1), "unsent": 0, "unsent_since": None, "ended_at": None, "closed_at": None, "wiped_at": None,
    }  # fmt: skip
    return DeviceFacts(**{**sound, **values})


def door(*, is_open: bool = True, here: int = 0, there: int = 10) -> DoorNow:
    return DoorNow(now=NOW, is_open=is_open, scans={HERE: here, THERE: there})


@pytest.mark.parametrize(
    ("values", "at_the_doors", "alarms"),
    [
        ({}, {}, ()),
        ({"scanned_at": ago(11)}, {}, (SILENT,)),
        ({"scanned_at": ago(10)}, {}, ()),
        ({"scanned_at": None}, {}, (SILENT,)),
        ({"scanned_at": None, "open_since": ago(9)}, {}, ()),
        ({"scanned_at": ago(11)}, {"there": 9}, ()),
        ({"scanned_at": ago(11)}, {"here": 50, "there": 9}, ()),
        ({"scanned_at": ago(11)}, {"is_open": False}, ()),
        ({"scanned_at": ago(11), "open_since": None}, {}, ()),
        ({"scanned_at": ago(11), "gate_id": None}, {}, ()),
        ({"scanned_at": ago(11), "is_locked": True}, {}, (SILENT,)),
        ({"data_at": ago(6)}, {}, (OLD,)),
        ({"data_at": ago(5)}, {}, ()),
        ({"data_at": None}, {}, (OLD,)),
        ({"data_at": ago(6), "open_since": None}, {}, ()),
        ({"seen_at": ago(3), "data_at": ago(9), "scanned_at": ago(30)}, {}, (UNHEARD,)),
        ({"seen_at": ago(2)}, {}, ()),
        ({"seen_at": ago(3), "open_since": None}, {}, ()),
        ({"seen_at": ago(13 * 60), "data_at": ago(13 * 60), "scanned_at": None}, {}, ()),
        ({"unsent": 2, "unsent_since": ago(2)}, {}, (UNSENT,)),
        ({"unsent": 2, "unsent_since": ago(1)}, {}, ()),
        ({"unsent": 2, "unsent_since": ago(700), "open_since": None, "seen_at": ago(690)}, {}, (UNSENT,)),
        ({"unsent": 2, "unsent_since": ago(2), "closed_at": ago(1), "scanned_at": None}, {}, ()),
    ],
)  # fmt: skip
def test_alarms(values: dict[str, Any], at_the_doors: dict[str, Any], alarms: tuple[DeviceAlarm, ...]) -> None:
    assert alarms_of(facts(**values), door=door(**at_the_doors)) == alarms


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, DeviceState.OPEN),
        ({"is_locked": True}, DeviceState.LOCKED),
        ({"open_since": None}, DeviceState.AWAY),
        ({"open_since": None, "ended_at": ago(1)}, DeviceState.ENDED),
        ({"closed_at": ago(1), "ended_at": ago(5)}, DeviceState.CLOSING),
        ({"closed_at": ago(2), "wiped_at": ago(1)}, DeviceState.WIPED),
    ],
)
def test_states(values: dict[str, Any], state: DeviceState) -> None:
    assert state_of(facts(**values)) is state


@pytest.mark.parametrize(
    ("values", "news"),
    [
        ({}, False),
        ({"data_at": NOW, "scanned_at": NOW, "unsent": 3}, False),
        ({"unsent": 0}, True),
        ({"gate_id": THERE}, True),
        ({"is_open": False}, True),
        ({"is_locked": True}, True),
        ({"has_ended": True}, True),
    ],
)
def test_what_a_supervisor_should_see_at_once(values: dict[str, Any], news: bool) -> None:
    before: dict[str, Any] = {"key": "web-1", "gate_id": HERE, "is_open": True, "unsent": 2}
    assert is_news(DeviceReport(**{**before, **values}), before=DeviceReport(**before)) is news
