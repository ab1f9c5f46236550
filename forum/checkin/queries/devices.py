"""The devices of an edition's doors: each with what it does and what is to be looked after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from forum.accounts.models import Person, SignInSession
from forum.accounts.rules import browser_name
from forum.checkin.enums import DeviceAlarm, DeviceState
from forum.checkin.models import Device, Gate, Scan
from forum.checkin.queries.roster import door_frame
from forum.checkin.rules import local_day
from forum.checkin.rules.devices import SILENT_AFTER, DeviceFacts, DoorNow, alarms_of, state_of
from forum.core.database import found, session
from forum.core.names import PersonName
from forum.editions.models import Edition

SHORT_KEY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A device, who is signed in with it, at which gate (empty: none any more), and what it does."""

    id: int
    name: str
    given_name: str
    browser: str
    short_key: str
    person: str
    gate: str
    facts: DeviceFacts
    state: DeviceState
    alarms: tuple[DeviceAlarm, ...]
    clock_offset_ms: int | None
    has_pin: bool


def list_devices(edition: Edition, *, now: datetime) -> list[DeviceRow]:
    """The devices of an edition, those to be looked after first and those that were closed last."""
    rows = session().execute(_rows(edition.id)).all()
    door = _door(edition.id, edition.time_zone, now, is_watched=any(row[0].open_since is not None for row in rows))
    devices = [_row(row, door) for row in rows]
    return sorted(devices, key=lambda each: (each.facts.closed_at is not None, not each.alarms))


def get_device(device_id: int, *, edition: Edition, now: datetime) -> DeviceRow:
    """A device of this edition.

    Raises:
        NotFound: there is none.
    """
    row = found(session().execute(_rows(edition.id).where(Device.id == device_id)).one_or_none())
    return _row(row, _door(edition.id, edition.time_zone, now, is_watched=row[0].open_since is not None))


def count_alarms(edition_id: int, *, time_zone: str, now: datetime) -> int:
    """The number of devices that should be looked after."""
    devices = session().scalars(select(Device).where(Device.edition_id == edition_id, Device.closed_at.is_(None))).all()
    is_watched = any(device.open_since is not None for device in devices)
    door = _door(edition_id, time_zone, now, is_watched=is_watched)
    return sum(1 for device in devices if alarms_of(_facts(device), door=door))


def _rows(edition_id: int) -> Select[tuple[Device, Any, Any, Any, Any, Any]]:
    columns = (Gate.name, Person.given_names, Person.first_surname, Person.second_surname, SignInSession.user_agent)
    return (
        select(Device, *columns)
        .join(Person, Person.id == Device.person_id)
        .outerjoin(Gate, Gate.id == Device.gate_id)
        .outerjoin(SignInSession, SignInSession.id == Device.session_id)
        .where(Device.edition_id == edition_id)
        .order_by(Device.seen_at.desc(), Device.id)
    )


def _door(edition_id: int, time_zone: str, now: datetime, *, is_watched: bool) -> DoorNow:
    """What goes on at the doors; asked for only where a device is there that could be silent."""
    if not is_watched:
        return DoorNow(now=now, is_open=False, scans={})
    frame = door_frame(edition_id)
    recent = (
        select(Scan.gate_id, func.count())
        .where(Scan.gate_id.in_(frame.gates), Scan.happened_at > now - SILENT_AFTER)
        .group_by(Scan.gate_id)
    )
    is_open = local_day(now, time_zone) in frame.days
    counted: Sequence[Row[tuple[int, int]]] = session().execute(recent).all() if frame.gates and is_open else ()
    return DoorNow(now=now, is_open=is_open, scans={gate_id: count for gate_id, count in counted})


def _facts(device: Device) -> DeviceFacts:
    return DeviceFacts(**{name: getattr(device, name) for name in DeviceFacts.__dataclass_fields__})


def _row(row: Row[Any], door: DoorNow) -> DeviceRow:
    device, gate, given, first, second, agent = row
    facts = _facts(device)
    browser, short_key = browser_name(agent or ""), device.key[-SHORT_KEY:]
    return DeviceRow(
        id=device.id,
        name=device.name or " · ".join(filter(None, (browser, short_key))),
        given_name=device.name,
        browser=browser,
        short_key=short_key,
        person=PersonName(given, first, second).full,
        gate=gate or "",
        facts=facts,
        state=state_of(facts),
        alarms=alarms_of(facts, door=door),
        clock_offset_ms=device.clock_offset_ms,
        has_pin=device.pin_verifier is not None,
    )
