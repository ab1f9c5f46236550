"""The hub's copy of the roster: in memory as it is asked for, on disk as the centre sent it (sealed badge by badge)."""

import os
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from forum.badges.rules import find_code, possible_codes
from forum.checkin.documents.roster import FORMAT, NumberedEntry, write_numbered
from forum.checkin.documents.roster_reading import OpenedRecord, ReadRoster, open_record, read_roster
from forum.checkin.enums import GateDirection
from forum.checkin.rules import KeptDoor, Movement, local_day, told_movements
from forum.core.data_files import write_private

READ_LIMIT = 256
Whose = tuple[bytes, int]
"""A person, by their number, in an area."""


@dataclass(frozen=True, slots=True)
class FoundBadge:
    """The code in a text, None where there is none, and what is known of its badge."""

    code: str | None
    record: OpenedRecord | None


@dataclass
class HubRoster:
    """What the centre told last, and how many changes it has taken."""

    head: dict[str, Any]
    entries: dict[Whose, NumberedEntry]
    records: dict[bytes, bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def read(cls, body: bytes) -> "HubRoster":
        """A whole roster.

        Raises:
            ValueError: it cannot be read, or is in a form of another version.
        """
        read = _understood(body)
        return cls(read.head, _by_area(read), read.records)

    def merge(self, body: bytes) -> bool:
        """Take what changed; whether a badge did.

        Raises:
            ValueError: it cannot be read.
        """
        read = _understood(body)
        with self.lock:
            if read.head["full"] or read.head["salt"] != self.head["salt"]:
                self.entries, self.records, changed = _by_area(read), read.records, True
            else:
                self.entries = {**self.entries, **_by_area(read)}
                changed = any(self.records.get(key) != record for key, record in read.records.items())
                self.records = {**self.records, **read.records} if changed else self.records
            self.head = read.head
        return changed

    @property
    def is_whole(self) -> bool:
        """Whether it has as many badges as the centre says there are."""
        return len(self.records) == int(self.head["badges"])

    @property
    def at(self) -> datetime:
        """Of when the data are."""
        return datetime.fromtimestamp(self.head["now"] / 1000, UTC)

    @property
    def time_zone(self) -> str:
        """The zone of the venue."""
        return str(self.head["zone"])

    def find(self, text: str) -> FoundBadge:
        """The badge in what was read. Letters may be joined to a code; then only the badges tell which it is."""
        code = find_code(text)
        if code is not None:
            return FoundBadge(code, self._open(code))
        possible = sorted(possible_codes(text[:READ_LIMIT]))
        known = [FoundBadge(each, record) for each in possible if (record := self._open(each)) is not None]
        if len(known) == 1:
            return known[0]
        return FoundBadge(None if known or not possible else possible[0], None)

    def _open(self, code: str) -> OpenedRecord | None:
        return open_record(code, self.records, salt=bytes.fromhex(self.head["salt"]))

    def gate(self, gate_id: int) -> dict[str, Any] | None:
        """The gate with this id: its name and the id of its area; None where there is none."""
        found: dict[str, Any] | None = self.head["gates"].get(str(gate_id))
        return found

    def direction(self, gate_id: int) -> GateDirection:
        """Which way people go through a gate."""
        return GateDirection(self.head["ways"].get(str(gate_id), GateDirection.IN.value))

    def category(self, category_id: int) -> dict[str, Any] | None:
        """A category: its names, its colour and the days on which it enters."""
        found: dict[str, Any] | None = self.head["categories"].get(str(category_id))
        return found

    def door(self, area_id: int, *, category_id: int | None, inside: int) -> KeptDoor:
        """The limits of an area and the days of a category, with so many in it now."""
        area = self.head["areas"][str(area_id)]
        category = None if category_id is None else self.category(category_id)
        return KeptDoor(
            time_zone=self.time_zone,
            days=_dates(self.head["days"]),
            category_days=_dates(category["days"] if category else ()),
            area_days=_dates(area["days"]),
            categories=frozenset(area["categories"]),
            once_a_day=area["once"],
            capacity=area["capacity"],
            inside=inside,
        )

    def told_of(self, whose: Whose, *, day: date) -> list[Movement]:
        """What the centre told somebody did in an area on a day, as movements."""
        entry = self.entries.get(whose)
        if entry is None or local_day(entry.entered_at, self.time_zone) != day:
            return []
        return told_movements(entry.gate_id, entered_at=entry.entered_at, moved_at=entry.moved_at, inside=entry.inside)

    def entered_on(self, day: date) -> Counter[int]:
        """How many entered on a day by gate, as the centre told."""
        zone, entries = self.time_zone, self.entries.values()
        return Counter(entry.gate_id for entry in entries if local_day(entry.entered_at, zone) == day)

    def write(self, *, head: dict[str, Any], entries: Iterable[NumberedEntry], with_records: bool) -> bytes:
        """A file for scanners: this head, these entries over those told, and the badges where they are asked for."""
        with self.lock:
            records = b"".join(self.records.values()) if with_records else b""
        return write_numbered(head, entries=entries, records=records)

    def save(self, path: Path) -> None:
        """Keep it on disk, whole: what was there before stays until this is written."""
        fresh = path.with_suffix(".new")
        head = {name: value for name, value in self.head.items() if name != "entries"} | {"full": True}
        write_private(fresh, self.write(head=head, entries=list(self.entries.values()), with_records=True))
        with open(fresh, "rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)


def _understood(body: bytes) -> ReadRoster:
    read = read_roster(body)
    if read.head.get("format") != FORMAT or "ways" not in read.head:
        raise ValueError("a roster of another version")
    return read


def _by_area(read: ReadRoster) -> dict[Whose, NumberedEntry]:
    areas = {int(id): gate["area"] for id, gate in read.head["gates"].items()}
    return {(each.number, areas[each.gate_id]): each for each in read.entries if each.gate_id in areas}


def _dates(days: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in days)
