"""The journal of the hub: what is in it survives, is sent once, and can be read by nobody who finds the laptop."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from forum.checkin.enums import ScanOutcome, ScanReason, Told
from forum.checkin.rules import Decision, Movement
from forum.hub.journal import SESSION_HOURS, Journal, Verdict
from forum.hub.values import JournalScan

NOW = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(tmp_path / "journal.sqlite")


def a_scan(name: str, *, seconds: int = 0, **values: Any) -> JournalScan:
    """A scan that let somebody in."""
    moment = NOW + timedelta(seconds=seconds)
    decision = Decision(ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY)
    movement = Movement(scan_id=name, gate_id=1, at=moment, leaves=False, decision=decision, told=Told.ADMITTED)
    defaults: dict[str, Any] = {
        "id": name,
        "gate_id": 1,
        "area_id": 2,
        "steward": "signed",
        "body": {"id": name, "sealed": "…"},
        "moment": moment,
        "leaves": False,
        "told": Told.ADMITTED,
        "reason": ScanReason.FIRST_TODAY,
        "number": b"123456",
        "movement": movement,
    }
    return JournalScan(**{**defaults, **values})


def test_what_was_written_is_read_again_as_it_was(journal: Journal, tmp_path: Path) -> None:
    scans = [a_scan("a"), a_scan("b", seconds=1, number=None, movement=None, reason=None, told=Told.SUPERVISOR)]
    journal.add(scans)
    journal.close()
    again = Journal(tmp_path / "journal.sqlite")
    assert again.waiting(10) == scans
    assert [again.find(name) for name in "abc"] == [*scans, None]
    assert again.since(NOW + timedelta(seconds=1)) == scans[1:]


def test_a_scan_that_is_there_stays_as_it_is(journal: Journal) -> None:
    journal.add([a_scan("a")])
    journal.add([a_scan("a", told=Told.REVOKED)])
    assert [scan.told for scan in journal.waiting(10)] == [Told.ADMITTED]


def test_what_is_settled_is_not_sent_again_and_what_was_refused_is_kept(journal: Journal) -> None:
    journal.add([a_scan(name, seconds=at) for at, name in enumerate("abc")])
    journal.settle([Verdict("a"), Verdict("b", "No existe.")])
    assert [scan.id for scan in journal.waiting(10)] == ["c"]
    assert [journal.count(state) for state in ("waiting", "sent", "refused")] == [1, 1, 1]
    assert [(each.moment, each.message) for each in journal.refused(5)] == [(NOW + timedelta(seconds=1), "No existe.")]


def test_it_is_as_durable_as_sqlite_can_make_it(journal: Journal) -> None:
    assert journal._rows("PRAGMA synchronous")[0][0] == 2


def test_a_session_is_served_for_a_shift_after_the_centre_took_it(journal: Journal) -> None:
    journal.accept_session("hash", steward="ana", now=NOW)
    later = NOW + timedelta(hours=SESSION_HOURS)
    assert [journal.steward_of("hash", now=at) for at in (NOW, later)] == ["ana", None]
    assert journal.steward_of("other", now=NOW) is None
    journal.forget_session("hash")
    assert journal.steward_of("hash", now=NOW) is None
