"""Writing a scan: two inserts that cannot happen twice, on PostgreSQL in one statement.

The row (registration, day, area) of `entry` is the right to enter: when several gates scan the same badge at once, the
one whose insert succeeds admits, and the others read which gate that was. The insert asks again whether the
registration is approved, and waits for who is changing that: after a cancellation that came in between nobody is
admitted, and one that comes later sees the entry. Whatever else somebody does in an area on a day, or did before, as
where a device kept a scan without network, follows from all their scans there: see `movements`.
"""

import re
from datetime import date, datetime
from typing import TypedDict, cast

from sqlalchemy import Table, TextClause, bindparam, text, update
from sqlalchemy.exc import IntegrityError

from forum.checkin.enums import ScanMethod, Told
from forum.checkin.models import Entry, Scan
from forum.checkin.queries import ScanContext
from forum.checkin.rules import ADMITTED, Decision, is_movement
from forum.checkin.service.movements import follow_movements
from forum.core.database import atomic, lock_rows, session
from forum.core.prepared import Prepared
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

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
    leaves: bool
    scanned_at: datetime
    received_at: datetime
    happened_at: datetime
    told: Told | None
    clock_offset_ms: int | None
    data_at: datetime | None


class _EntryRow(TypedDict):
    registration_id: int | None
    day: date
    area_id: int
    gate_id: int
    scan_id: str
    entered_at: datetime
    inside: bool
    moved_at: datetime
    moved_by: str
    changed_at: datetime


def save_scan(row: ScanRow, decision: Decision, *, context: ScanContext, in_one: bool = True) -> Decision:
    """Save a scan with its decision and what follows from it; returns what was decided, on all that is on record.

    `in_one=False` never takes the way of one statement.

    Raises:
        NotEntered: the decision admits, and there is no entry to make any more; nothing is saved.
        RecordedMeanwhile: a scan with this id was saved by somebody else; nothing of this one is.
    """
    decided = {**row, "outcome": decision.outcome, "reason": decision.reason}
    is_first = decision is ADMITTED and _is_now(row)
    with atomic() as current:
        if is_first and in_one and current.get_bind().dialect.name == "postgresql":
            _save_in_one(decided, row, context)
            return decision
        if is_first and not _enter(row, context):
            raise NotEntered
        follows = not is_first and _moves(row, decision, context)
        if follows and context.registration_id is not None:
            lock_rows(Registration, [context.registration_id])
        if not _RECORD.run(**decided):
            raise RecordedMeanwhile
        return follow_movements(row["id"], context=context, now=row["received_at"]) if follows else decision


def _moves(row: ScanRow, decision: Decision, context: ScanContext) -> bool:
    """Whether what is decided of other scans, or whether they are in, may follow from this one.

    Who scans a second time now at an area without a way out is in, as before. Whose badge the desk made and has not
    sent yet is nobody we know: their movements follow when it has (`adopt_scans`).
    """
    if context.registration_id is None:
        return False
    return is_movement(decision, told=row["told"]) and (context.has_ways_out or row["leaves"] or not _is_now(row))


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
        "area_id": context.area_id,
        "gate_id": row["gate_id"],
        "scan_id": row["id"],
        "entered_at": row["happened_at"],
        "inside": True,
        "moved_at": row["happened_at"],
        "moved_by": row["id"],
        "changed_at": row["received_at"],
    }


def _enter(row: ScanRow, context: ScanContext) -> bool:
    return bool(_ENTER_NOW[session().get_bind().dialect.name].run(**_entry_of(row, context)))


def _is_now(row: ScanRow) -> bool:
    """Whether the scan counts for now: no other can be later."""
    return row["happened_at"] == row["received_at"]


def note_told(scan_id: str, *, told: Told, data_at: datetime | None) -> None:
    """Note what the device told the steward of a scan on record, whose answer was lost on its way to the device."""
    with atomic() as current:
        unknown = update(Scan).where(Scan.id == scan_id, Scan.told.is_(None))
        current.connection().execute(unknown.values(told=told, data_at=data_at))
