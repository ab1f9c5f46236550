"""Scans that were refused and that a supervisor may decide otherwise, and those that were."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.checkin.enums import OverrideReason, ScanReason
from forum.checkin.models import Gate, Override, Scan
from forum.checkin.rules.overrides import OVERRIDABLE
from forum.core.aliases import shared_alias
from forum.core.database import found, session
from forum.core.errors import NotFound
from forum.core.names import PersonName
from forum.core.paging import Page, rows_of
from forum.registration.models import Registration

MOST_REFUSED = 20
_ID = re.compile(r"[0-9a-f-]{36}")
_By = shared_alias(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedScan:
    """A refused scan of somebody, and who let them in for what reason, where somebody did."""

    scan_id: str
    name: str
    organisation: str
    gate: str
    happened_at: datetime
    scan_reason: ScanReason
    reason: OverrideReason | None
    note: str
    at: datetime | None
    by: str


def list_refused(edition_id: int, *, day: date, zone: ZoneInfo) -> list[RefusedScan]:
    """The last scans of a day that may be decided otherwise and were not, the newest first."""
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    query = _scans(edition_id).where(Scan.happened_at >= begin, Override.scan_id.is_(None))
    rows: Sequence[Row[Any]] = session().execute(query.limit(MOST_REFUSED)).all()
    return [_refused(row) for row in rows]


def list_overrides(edition_id: int, *, number: int) -> Page[RefusedScan]:
    """Everybody who was let in so, the newest first."""
    page = rows_of(_scans(edition_id).where(Override.scan_id.is_not(None)), number=number)
    return page.showing([_refused(row) for row in page.rows])


def get_refused(scan_id: str, *, edition_id: int) -> RefusedScan:
    """A scan that may be decided otherwise, or was.

    Raises:
        NotFound: there is none in this edition.
    """
    if not _ID.fullmatch(scan_id):
        raise NotFound
    return _refused(found(session().execute(_scans(edition_id).where(Scan.id == scan_id)).one_or_none()))


def _scans(edition_id: int) -> Select[Any]:
    here = and_(Registration.id == Badge.registration_id, Registration.edition_id == Gate.edition_id)
    return (
        select(Scan, Gate.name, Registration.organisation, Person, Override, _By)
        .join(Gate, Gate.id == Scan.gate_id)
        .join(Badge, Badge.id == Scan.badge_id)
        .join(Registration, here)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Override, Override.scan_id == Scan.id)
        .outerjoin(_By, _By.id == Override.by_id)
        .where(Gate.edition_id == edition_id, Scan.outcome.in_(OVERRIDABLE))
        .order_by(Scan.happened_at.desc(), Scan.id)
    )


def _refused(row: Row[Any]) -> RefusedScan:
    scan, gate, organisation, person, override, by = row
    return RefusedScan(
        scan_id=scan.id,
        name=PersonName(person.given_names, person.first_surname, person.second_surname).full,
        organisation=organisation,
        gate=gate,
        happened_at=scan.happened_at,
        scan_reason=scan.reason,
        reason=override.reason if override is not None else None,
        note=override.note if override is not None else "",
        at=override.at if override is not None else None,
        by=by.full_name if by is not None else "",
    )
