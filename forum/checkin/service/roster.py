"""Writing the roster of a scanner: whole, or what changed since it asked last.

A record is sealed again only where its badge says something else than before; each process keeps those it has made.
"""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forum.badges.queries.reserved import list_of_no_badge
from forum.checkin.documents.roster import (
    FORMAT,
    RosterBadge,
    RosterEntry,
    RosterReserve,
    person_number,
    write_record,
    write_reserve,
    write_roster,
)
from forum.checkin.queries.people import list_names
from forum.checkin.queries.roster import (
    AsOf,
    DoorFrame,
    as_of,
    door_frame,
    entries_of_day,
    list_changed_roster_rows,
    list_roster_rows,
)
from forum.checkin.rules import local_day
from forum.core.names import PersonName
from forum.core.tokens import keyed_hash
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus

OVERLAP = timedelta(seconds=60)
"""A change may be saved so long after the moment it bears: what is told again does no harm."""

LONGEST_SINCE = timedelta(hours=24)
_kept: dict[bytes, tuple[AsOf, dict[int, tuple[Any, bytes]]]] = {}


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as it is sent, and a tag that is another one when it would be another one."""

    body: bytes
    tag: str


def roster_of(edition: Edition, *, since: datetime | None, now: datetime, told: dict[str, Any] | None = None) -> Roster:
    """The badges of an edition for its scanners: those that changed after a moment, or all; in its head what is told.

    All where the moment is a day ago or more, or lies ahead.
    """
    salt, state, frame = salt_of(edition.id), as_of(edition.id), door_frame(edition.id)
    whole = since is None or not now - LONGEST_SINCE < since <= now
    after = datetime.fromtimestamp(0, UTC) if whole or since is None else since - OVERLAP
    if whole:
        records = b"".join(_records(edition.id, state, salt=salt))
    else:
        changed = list_changed_roster_rows(edition.id, since=after) if state.is_after(after) else []
        records = b"".join(write_record(_badge(row), salt=salt) for row in changed)
    records += b"".join(_reserves(edition.id, state, after, salt=salt))
    today = entries_of_day(edition.id, local_day(now, edition.time_zone))
    entries = today.rows[bisect_right(today.rows, after, key=lambda row: row.changed_at) :]
    head = {
        "full": whole,
        "now": _milliseconds(now),
        **(told or {}),
        **_head(edition, state, frame, salt=salt),
        "areas": _areas(frame, today.inside),
    }
    body = write_roster(head, entries=[RosterEntry(*row[1:-1]) for row in entries], records=records, salt=salt)
    last = today.rows[-1].changed_at if today.rows else None
    tag = hashlib.sha256(repr((state, frame, len(today.rows), last, after, told)).encode()).hexdigest()[:32]
    return Roster(body, tag)


def names_of(edition_id: int) -> list[tuple[int, str, str, str, int, bool]]:
    """Everybody of an edition for a search without network, by name, for who may look for people at all its doors.

    Registration, number of the person (hexadecimal), name, organisation, category, and whether they have a valid badge.
    """
    salt = salt_of(edition_id)
    return [
        (
            row.id,
            person_number(row.id, salt=salt).hex(),
            PersonName(row.given_names, row.first_surname, row.second_surname).full,
            row.organisation,
            row.category_id,
            bool(row.is_valid),
        )
        for row in list_names(edition_id)
    ]


def salt_of(edition_id: int) -> bytes:
    """The salt of an edition's roster: of two editions nothing can be compared."""
    return bytes.fromhex(keyed_hash(f"roster of edition {edition_id}"))[:16]


def _records(edition_id: int, state: AsOf, *, salt: bytes) -> list[bytes]:
    known = _kept.get(salt)
    if known is None or known[0] != state:
        before = known[1] if known is not None else {}
        known = _kept[salt] = (state, {row.id: _record(row, before, salt=salt) for row in list_roster_rows(edition_id)})
    return [record for _row, record in known[1].values()]


def _reserves(edition_id: int, state: AsOf, after: datetime, *, salt: bytes) -> list[bytes]:
    """The records of codes reserved for the desk that were reserved, or made void, after a moment."""
    if not any(at is not None and at > after for at in (state.reserved_at, state.voided_at)):
        return []
    return [
        write_reserve(RosterReserve(row.code, row.category_id, row.voided_at is not None), salt=salt)
        for row in list_of_no_badge(edition_id)
        if (row.voided_at or row.reserved_at) > after
    ]


def _record(row: Any, before: dict[int, tuple[Any, bytes]], *, salt: bytes) -> tuple[Any, bytes]:
    known = before.get(row.id)
    return known if known is not None and known[0] == row else (row, write_record(_badge(row), salt=salt))


def _badge(row: Any) -> RosterBadge:
    return RosterBadge(
        code=row.code,
        registration_id=row.registration_id,
        approved=row.status == RegistrationStatus.APPROVED,
        revoked_at=row.revoked_at,
        revoked_for=row.revoked_for,
        category_id=row.category_id,
        name=PersonName(row.given_names, row.first_surname, row.second_surname).full,
        organisation=row.organisation,
    )


def _head(edition: Edition, state: AsOf, frame: DoorFrame, *, salt: bytes) -> dict[str, Any]:
    end = datetime.combine(edition.ends_on, time(), ZoneInfo(edition.time_zone)) + timedelta(days=1)
    return {
        "format": FORMAT,
        "edition": edition.slug,
        "badges": state.records,
        "salt": salt.hex(),
        "zone": edition.time_zone,
        "until": _milliseconds(end),
        "days": [day.isoformat() for day in frame.days],
        "categories": {
            id: {"es": spanish, "en": english, "colour": colour, "days": [day.isoformat() for day in days]}
            for id, (spanish, english, colour, days) in frame.categories.items()
        },
        "gates": {id: {"name": name, "area": area} for id, (name, area, _direction) in frame.gates.items()},
    }


def _areas(frame: DoorFrame, inside: dict[int, int]) -> dict[int, dict[str, Any]]:
    return {
        id: {
            "capacity": area.capacity,
            "once": area.once_a_day,
            "categories": area.categories,
            "days": [day.isoformat() for day in area.days],
            "inside": inside.get(id, 0),
        }
        for id, area in frame.areas.items()
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
