"""Scans of which a device without network told the steward something else than the rules say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.checkin.enums import Conflict, ScanOutcome, ScanReason, Told
from forum.checkin.models import ConflictReview, Entry, Gate, Scan
from forum.checkin.rules import conflict_of
from forum.core.aliases import shared_alias
from forum.core.database import one, session
from forum.core.names import PersonName
from forum.core.paging import Page, rows_of
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """What happened at a gate, what the scanner said, what the rules say, and the entry that stands for that day."""

    scan_id: str
    conflict: Conflict
    happened_at: datetime
    gate: str
    name: str
    organisation: str
    told: Told
    data_at: datetime | None
    outcome: ScanOutcome
    reason: ScanReason
    entered_at: datetime | None = None
    entered_through: str = ""
    reviewed_at: datetime | None = None
    reviewed_by: str = ""


_Reviewer = shared_alias(Person)
_Entries = dict[tuple[int, int, date], tuple[datetime, str]]


def count_conflicts(edition_id: int) -> int:
    """Number of scans of which a device said something else than the rules, and nobody has looked into yet."""
    query = select(func.count()).select_from(Scan).join(Gate, Gate.id == Scan.gate_id)
    is_new = ~exists().where(ConflictReview.scan_id == Scan.id)
    return session().scalar(query.where(Gate.edition_id == edition_id, _differs(), is_new)) or 0


def get_conflicting_scan(scan_id: str, *, edition_id: int) -> Scan:
    """A scan of this edition of which a device said something else than the rules.

    Raises:
        NotFound: there is no such scan.
    """
    here = select(Scan).join(Gate, Gate.id == Scan.gate_id).where(Gate.edition_id == edition_id)
    return one(here.where(Scan.id == scan_id, _differs()))


def list_conflicts(edition_id: int, *, zone: ZoneInfo, number: int) -> Page[ConflictRow]:
    """All of them, those that nobody looked into before the others, the newest first; two statements and the count."""
    page = rows_of(_conflicts(edition_id), number=number)
    entries = _entries_of([row.registration_id for row in page.rows if row.registration_id is not None])
    return page.showing([_conflict(row, entries, zone=zone) for row in page.rows])


def _conflicts(edition_id: int) -> Select[Any]:
    return (
        select(
            Scan.id,
            Scan.happened_at,
            Gate.name.label("gate"),
            Gate.area_id,
            Scan.told,
            Scan.data_at,
            Scan.outcome,
            Scan.reason,
            Badge.registration_id,
            Person.given_names,
            Person.first_surname,
            Person.second_surname,
            Registration.organisation,
            ConflictReview.at.label("reviewed_at"),
            _Reviewer.given_names.label("reviewer_given"),
            _Reviewer.first_surname.label("reviewer_surname"),
        )
        .join(Gate, Gate.id == Scan.gate_id)
        .outerjoin(Badge, Badge.id == Scan.badge_id)
        .outerjoin(
            Registration, and_(Registration.id == Badge.registration_id, Registration.edition_id == Gate.edition_id)
        )
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(ConflictReview, ConflictReview.scan_id == Scan.id)
        .outerjoin(_Reviewer, _Reviewer.id == ConflictReview.by_id)
        .where(Gate.edition_id == edition_id, _differs())
        .order_by(ConflictReview.at.is_not(None), Scan.happened_at.desc(), Scan.id)
    )


def _differs() -> ColumnElement[bool]:
    """The rule as a condition: everything told with the outcomes it differs from."""
    return or_(*(and_(Scan.told == told, Scan.outcome.in_(outcomes)) for told, outcomes in _pairs()))


def _pairs() -> Iterator[tuple[Told, list[ScanOutcome]]]:
    differing = [pair for pair in product(Told, ScanOutcome) if conflict_of(*pair) is not None]
    for told in Told:
        yield told, [outcome for each, outcome in differing if each is told]


def _entries_of(registration_ids: list[int]) -> _Entries:
    query = (
        select(Entry.registration_id, Entry.area_id, Entry.day, Entry.entered_at, Gate.name)
        .join(Gate, Gate.id == Entry.gate_id)
        .where(Entry.registration_id.in_(registration_ids))
    )
    return {(id, area, day): (entered_at, gate) for id, area, day, entered_at, gate in session().execute(query)}


def _conflict(row: Row[Any], entries: _Entries, *, zone: ZoneInfo) -> ConflictRow:
    entry = entries.get((row.registration_id, row.area_id, row.happened_at.astimezone(zone).date()))
    conflict = conflict_of(row.told, row.outcome)
    assert conflict is not None
    return ConflictRow(
        scan_id=row.id,
        conflict=conflict,
        happened_at=row.happened_at,
        gate=row.gate,
        name=PersonName(row.given_names, row.first_surname, row.second_surname).full if row.given_names else "",
        organisation=row.organisation or "",
        told=row.told,
        data_at=row.data_at,
        outcome=row.outcome,
        reason=row.reason,
        entered_at=entry[0] if entry else None,
        entered_through=entry[1] if entry else "",
        reviewed_at=row.reviewed_at,
        reviewed_by=PersonName(row.reviewer_given, row.reviewer_surname, "").full if row.reviewer_given else "",
    )
