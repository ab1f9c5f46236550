"""Writing a scan: two inserts that cannot happen twice, on PostgreSQL in one statement.

The row (registration, day) of `entry` is the right to enter: when several gates scan the same badge at once, the one
whose insert succeeds admits, and the others read which gate that was. The insert asks again whether the registration
is approved, and waits for who is changing that: after a cancellation that came in between nobody is admitted, and one
that comes later sees the entry. A scan that a device kept without network counts for the moment it was made: it admits
on that day, and takes the place of a later entry, whose scan then says that somebody had entered before. So the record
is the same in whatever order scans arrive.
"""

import re
from datetime import date, datetime
from typing import TypedDict, cast

from sqlalchemy import Table, TextClause, bindparam, func, select, text, update
from sqlalchemy.exc import IntegrityError

from forum.checkin.enums import ScanMethod, Told
from forum.checkin.models import Entry, Scan
from forum.checkin.queries import ScanContext
from forum.checkin.rules import ADMITTED, ALREADY_INSIDE, Decision
from forum.core.database import atomic, session
from forum.core.prepared import Prepared
from forum.registration.enums import RegistrationStatus

_ENTRY, _SCAN = cast("Table", Entry.__table__), cast("Table", Scan.__table__)
_TYPES = {column.name: column.type for table in (_ENTRY, _SCAN) for column in table.columns}


def _named(sql: str) -> TextClause:
    """SQL that an engine takes as it is; its parameters are named after columns, and so typed."""
    named = re.findall(r":(\w+)", sql)
    return text(sql).bindparams(*(bindparam(name, type_=_TYPES[name]) for name in dict.fromkeys(named)))


def _insert(table: Table) -> str:
    return f"INSERT INTO {table.name} ({', '.join(table.columns.keys())})"


def _values(table: Table) -> str:
    return ", ".join(f":{name}" for name in table.columns.keys())  # noqa: SIM118 - columns are not a dict


_APPROVED = f"FROM registration WHERE id = :registration_id AND status = '{RegistrationStatus.APPROVED.value}'"
_ENTER_SQL = f"{_insert(_ENTRY)} SELECT {_values(_ENTRY)} {_APPROVED} {{lock}} ON CONFLICT DO NOTHING"
_LOCKING_ENTER_SQL = _ENTER_SQL.format(lock="FOR SHARE")  # SQLite has one writer at a time, and so no locks of rows
_ENTER_NOW = {
    "sqlite": Prepared(_named(_ENTER_SQL.format(lock=""))),
    "postgresql": Prepared(_named(_LOCKING_ENTER_SQL)),
}
_ENTER_THEN = Prepared(_named(f"{_insert(_ENTRY)} VALUES ({_values(_ENTRY)}) ON CONFLICT DO NOTHING"))
_RECORD = Prepared(_named(f"{_insert(_SCAN)} VALUES ({_values(_SCAN)}) ON CONFLICT DO NOTHING"))


def _enter_and_record() -> Prepared:
    """Both in one statement: it records only with the entry, and fails as a whole where the scan's id exists."""
    entered = f"WITH entered AS ({_LOCKING_ENTER_SQL} RETURNING scan_id)"
    return Prepared(_named(f"{entered} {_insert(_SCAN)} SELECT {_values(_SCAN)} FROM entered"))  # noqa: S608 - names of our own columns


_ENTER_AND_RECORD = _enter_and_record()  # PostgreSQL's alone: SQLite has no changes in WITH, nor round trips to save


class NotEntered(Exception):
    """The person entered elsewhere, or their registration was cancelled, since the facts were read."""


class RecordedMeanwhile(Exception):
    """The same scan arrived twice at once, and the other one was saved first."""


class ScanRow(TypedDict):
    """A scan to be saved: its columns but for the decision."""

    id: str
    gate_id: int
    badge_id: int | None
    operator_id: int
    device: str
    method: ScanMethod
    code: str
    scanned_at: datetime
    received_at: datetime
    happened_at: datetime
    told: Told | None
    clock_offset_ms: int | None
    data_at: datetime | None


class _EntryRow(TypedDict):
    registration_id: int | None
    day: date
    gate_id: int
    scan_id: str
    entered_at: datetime


def save_scan(row: ScanRow, decision: Decision, *, context: ScanContext, in_one: bool = True) -> None:
    """Save a scan with its decision and the entry it makes. `in_one=False` never takes the way of one statement.

    Raises:
        NotEntered: the decision admits, and there is no entry to make any more; nothing is saved.
        RecordedMeanwhile: a scan with this id was saved by somebody else; nothing of this one is.
    """
    decided = {**row, "outcome": decision.outcome, "reason": decision.reason}
    with atomic() as current:
        if decision is ADMITTED and _is_now(row) and in_one and current.get_bind().dialect.name == "postgresql":
            _save_in_one(decided, row, context)
            return
        if decision is ADMITTED and not _enter(row, context):
            raise NotEntered
        if not _RECORD.run(**decided):
            raise RecordedMeanwhile


def _save_in_one(decided: dict[str, object], row: ScanRow, context: ScanContext) -> None:
    try:
        saved = _ENTER_AND_RECORD.run(**{**decided, **_entry_of(row, context)})
    except IntegrityError as error:
        if "pk_scan" in str(error.orig):
            raise RecordedMeanwhile from error
        raise
    if not saved:
        raise NotEntered


def _entry_of(row: ScanRow, context: ScanContext) -> _EntryRow:
    return {
        "registration_id": context.registration_id,
        "day": context.day,
        "gate_id": row["gate_id"],
        "scan_id": row["id"],
        "entered_at": row["happened_at"],
    }


def _enter(row: ScanRow, context: ScanContext) -> bool:
    entry = _entry_of(row, context)
    if _is_now(row):
        return bool(_ENTER_NOW[session().get_bind().dialect.name].run(**entry))
    return bool(_ENTER_THEN.run(**entry)) or _take_the_place_of_a_later(entry)


def _is_now(row: ScanRow) -> bool:
    """Whether the scan counts for now: no other entry can be later."""
    return row["happened_at"] == row["received_at"]


def _take_the_place_of_a_later(entry: _EntryRow) -> bool:
    """Whether the entry there is was later and is this one now; of two of one moment the id of the scan decides."""
    current = session().connection()
    theirs = (Entry.registration_id == entry["registration_id"], Entry.day == entry["day"])
    told = {"gate_id": entry["gate_id"], "scan_id": entry["scan_id"], "entered_at": entry["entered_at"]}
    while True:
        there = current.execute(select(Entry.entered_at, Entry.scan_id).where(*theirs)).one_or_none()
        if there is None or tuple(there) <= (entry["entered_at"], entry["scan_id"]):
            return False
        if current.execute(update(Entry).where(*theirs, Entry.scan_id == there.scan_id).values(**told)).rowcount:
            _say_that_somebody_entered_before(there.scan_id)
            return True


def _say_that_somebody_entered_before(scan_id: str) -> None:
    """Decide again a scan that was admitted; that the steward was told so stays on record."""
    decided = {"outcome": ALREADY_INSIDE.outcome, "reason": ALREADY_INSIDE.reason}
    told = func.coalesce(Scan.told, Told.ADMITTED)
    session().connection().execute(update(Scan).where(Scan.id == scan_id).values(**decided, told=told))


def note_told(scan_id: str, *, told: Told, data_at: datetime | None) -> None:
    """Note what the device told the steward of a scan on record, whose answer was lost on its way to the device."""
    with atomic() as current:
        unknown = update(Scan).where(Scan.id == scan_id, Scan.told.is_(None))
        current.connection().execute(unknown.values(told=told, data_at=data_at))
