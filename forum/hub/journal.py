"""The journal of the hub: every scan it answered, on disk before its answer leaves, until the centre has it for good.

One SQLite file with `synchronous=FULL`: what was committed survives a process that is killed and a battery that dies.
It holds no code that can be read, and no name: what was read is sealed for the server.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from forum.checkin.enums import ScanOutcome, ScanReason, Told
from forum.checkin.rules import Decision, Movement
from forum.core.data_files import private_file
from forum.hub.values import JournalScan

SESSION_HOURS = 12
"""So long after the centre accepted a session the hub serves it without the centre: a shift."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS scan (
    id TEXT PRIMARY KEY,
    gate_id INTEGER NOT NULL,
    area_id INTEGER NOT NULL,
    steward TEXT NOT NULL,
    body TEXT NOT NULL,
    moment REAL NOT NULL,
    leaves INTEGER NOT NULL,
    told TEXT NOT NULL,
    reason TEXT,
    number BLOB,
    outcome TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
    message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS ix_scan_state ON scan (state, moment);
CREATE TABLE IF NOT EXISTS session (hash TEXT PRIMARY KEY, steward TEXT NOT NULL, seen REAL NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class RefusedScan:
    """A scan that the centre does not take: when it was made, at which gate, and why not."""

    moment: datetime
    gate_id: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the centre finally says of a scan; without a message it has it."""

    scan_id: str
    message: str = ""


class Journal:
    """The file. Its methods may be called by any thread."""

    def __init__(self, path: Path) -> None:
        private_file(path)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()

    def add(self, scans: Iterable[JournalScan]) -> None:
        """Write scans down; when this returns they are on the disk. One that is there already stays as it is."""
        rows = [_row(scan) for scan in scans]
        places = ", ".join("?" * 12)
        with self._lock, self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany(f"INSERT OR IGNORE INTO scan VALUES ({places}, '')", rows)  # noqa: S608 - places

    def find(self, scan_id: str) -> JournalScan | None:
        """The scan with this id."""
        found = self._rows("SELECT * FROM scan WHERE id = ?", scan_id)
        return _scan(found[0]) if found else None

    def waiting(self, most: int) -> list[JournalScan]:
        """Scans to be sent, the oldest first."""
        return [_scan(row) for row in self._rows(f"{_WAITING} ORDER BY moment, id LIMIT ?", most)]

    def since(self, moment: datetime) -> list[JournalScan]:
        """All scans made since a moment, sent or not."""
        rows = self._rows("SELECT * FROM scan WHERE moment >= ? ORDER BY moment, id", moment.timestamp())
        return [_scan(row) for row in rows]

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        """Write down what the centre said: these are not sent again."""
        rows = [("refused" if each.message else "sent", each.message, each.scan_id) for each in verdicts]
        with self._lock, self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("UPDATE scan SET state = ?, message = ? WHERE id = ?", rows)

    def count(self, state: str) -> int:
        """How many scans wait, were sent, or were refused."""
        return int(self._rows("SELECT count(*) FROM scan WHERE state = ?", state)[0][0])

    def refused(self, most: int) -> list[RefusedScan]:
        """The scans that the centre refused, the last first."""
        query = "SELECT moment, gate_id, message FROM scan WHERE state = 'refused' ORDER BY moment DESC LIMIT ?"
        return [RefusedScan(_moment(row[0]), row[1], row[2]) for row in self._rows(query, most)]

    def accept_session(self, hash: str, *, steward: str, now: datetime) -> None:
        """The centre accepted a session: whose it is."""
        self._write(
            "INSERT INTO session VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET steward = ?2, seen = ?3",
            *(hash, steward, now.timestamp()),
        )

    def forget_session(self, hash: str) -> None:
        """The centre did not accept it."""
        self._write("DELETE FROM session WHERE hash = ?", hash)

    def forget_sessions(self) -> None:
        """Serve nobody without the centre any more."""
        self._write("DELETE FROM session")

    def steward_of(self, hash: str, *, now: datetime) -> str | None:
        """The steward of a session that the centre accepted of late; None for any other."""
        since = (now - timedelta(hours=SESSION_HOURS)).timestamp()
        found = self._rows("SELECT steward FROM session WHERE hash = ? AND seen > ?", hash, since)
        return str(found[0][0]) if found else None

    def note(self, name: str, value: str) -> None:
        """Remember something."""
        self._write("INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)

    def noted(self, name: str) -> str:
        """What was remembered; empty where nothing was."""
        found = self._rows("SELECT value FROM note WHERE name = ?", name)
        return str(found[0][0]) if found else ""

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._file.execute(query, values).fetchall()

    def _write(self, query: str, *values: Any) -> None:
        with self._lock:
            self._file.execute(query, values)


_WAITING = "SELECT * FROM scan WHERE state = 'waiting'"


def _row(scan: JournalScan) -> tuple[Any, ...]:
    return (
        scan.id,
        scan.gate_id,
        scan.area_id,
        scan.steward,
        json.dumps(scan.body, separators=(",", ":")),
        scan.moment.timestamp(),
        scan.leaves,
        scan.told.value,
        None if scan.reason is None else scan.reason.value,
        scan.number,
        None if scan.movement is None else scan.movement.decision.outcome.value,
        "waiting",
    )


def _scan(row: sqlite3.Row) -> JournalScan:
    moment, told = _moment(row["moment"]), Told(row["told"])
    reason = None if row["reason"] is None else ScanReason(row["reason"])
    movement = None
    if row["outcome"] is not None and reason is not None:
        movement = Movement(
            scan_id=row["id"],
            gate_id=row["gate_id"],
            at=moment,
            leaves=bool(row["leaves"]),
            decision=Decision(ScanOutcome(row["outcome"]), reason),
            told=told,
        )
    return JournalScan(
        id=row["id"],
        gate_id=row["gate_id"],
        area_id=row["area_id"],
        steward=row["steward"],
        body=json.loads(row["body"]),
        moment=moment,
        leaves=bool(row["leaves"]),
        told=told,
        reason=reason,
        number=row["number"],
        movement=movement,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
