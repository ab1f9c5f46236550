"""The devices of the door: what they report, their names, and closing one from afar.

A report is written when it is news, and else every fifteen seconds: each process remembers what it wrote last.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import Person, SignInSession
from forum.accounts.service import end_sessions_of
from forum.badges.service.reserving import void_codes
from forum.checkin.enums import DeviceEventKind
from forum.checkin.errors import DeviceClosed
from forum.checkin.models import Device, DeviceEvent, Gate, Pairing
from forum.checkin.rules.devices import WRITTEN_EVERY, DeviceReport, ensure_device_name, is_news
from forum.core.database import atomic, locked, locked_all, one, session
from forum.core.history import record
from forum.core.tokens import token_hash

MOST_KNOWN = 1000
_known: dict[tuple[int, str], "_Known"] = {}


@dataclass(frozen=True, slots=True)
class _Known:
    """What this process wrote last of a device, and what the device must know."""

    report: DeviceReport
    session_id: int
    at: datetime
    pin_verifier: str | None


def take_report(report: DeviceReport, *, edition_id: int, person_id: int, session_id: int, now: datetime) -> str | None:
    """Take what a device of somebody who is signed in reports; returns what it checks its PIN with, None without PIN.

    Raises:
        DeviceClosed: it was closed from afar.
    """
    known = _known.get((edition_id, report.key))
    is_fresh = known is not None and known.session_id == session_id and now - known.at < WRITTEN_EVERY
    if known is not None and is_fresh and not is_news(report, before=known.report):
        return known.pin_verifier
    with atomic():
        device = _device(report, edition_id=edition_id, person_id=person_id, session_id=session_id, now=now)
        if device.closed_at is None:
            _write(device, report, now=now)
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    if device.closed_at is not None:
        raise DeviceClosed
    _known[edition_id, report.key] = _Known(report, session_id, now, device.pin_verifier)
    return device.pin_verifier


def _device(report: DeviceReport, *, edition_id: int, person_id: int, session_id: int, now: datetime) -> Device:
    """The locked row of a device: a new one, or as it was; signed in anew, it belongs to who signed in."""
    device = _find(report.key, edition_id) or _add(report.key, edition_id, person_id, now)
    if device.closed_at is None and device.session_id != session_id:
        device.person_id, device.session_id, device.pin_verifier = person_id, session_id, None
        pairing = session().scalars(select(Pairing).where(Pairing.session_id == session_id)).first()
        if pairing is not None:
            device.name, device.pin_verifier = pairing.device_name or device.name, pairing.pin_verifier
            event = DeviceEvent(device_id=device.id, kind=DeviceEventKind.PAIRED, detail=device.name)
            record(event, by=pairing.created_by_id, now=now)
    return device


def _find(key: str, edition_id: int) -> Device | None:
    query = select(Device).where(Device.edition_id == edition_id, Device.key == key).with_for_update(key_share=True)
    return session().scalars(query.execution_options(populate_existing=True)).one_or_none()


def _add(key: str, edition_id: int, person_id: int, now: datetime) -> Device:
    """A new row; or the one that another page of the same browser added first."""
    fresh = Device(edition_id=edition_id, key=key, person_id=person_id, seen_at=now, is_locked=False, unsent=0)
    try:
        with atomic() as current:
            current.add(fresh)
            current.flush()
    except IntegrityError:
        other = _find(key, edition_id)
        if other is None:
            raise
        return other
    return fresh


def _write(device: Device, report: DeviceReport, *, now: datetime) -> None:
    is_moved = report.gate_id is not None and report.gate_id != device.gate_id
    here = exists().where(Gate.id == report.gate_id, Gate.edition_id == device.edition_id)
    if is_moved and session().scalar(select(here)):
        device.gate_id = report.gate_id
    if report.has_ended and device.ended_at is None:
        record(DeviceEvent(device_id=device.id, kind=DeviceEventKind.ENDED, detail=""), by=device.person_id, now=now)
    began = now if device.open_since is None or is_moved else device.open_since
    device.open_since = began if report.is_open and not report.has_ended else None
    device.ended_at = (device.ended_at or now) if report.has_ended else None
    device.seen_at, device.is_locked = now, report.is_locked
    device.data_at = report.data_at or device.data_at
    device.scanned_at = max(filter(None, (device.scanned_at, report.scanned_at)), default=None)
    device.unsent, device.unsent_since = report.unsent, report.unsent_since
    device.clock_offset_ms = report.clock_offset_ms


def rename_device(device_id: int, *, edition_id: int, name: str, by: int, now: datetime) -> None:
    """Give a device another name, or none.

    Raises:
        NotFound: there is no such device in this edition.
        DeviceNameTooLong: see `ensure_device_name`.
    """
    ensure_device_name(name)
    with atomic():
        device = locked(Device, device_id, edition_id=edition_id)
        if device.name != name:
            device.name = name
            record(DeviceEvent(device_id=device_id, kind=DeviceEventKind.RENAMED, detail=name), by=by, now=now)


def close_device(device_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Close a device from afar: its session ends now, and what it keeps goes when it is heard of next.

    Scans that it has not sent stay there, sealed; the codes that it held for the desk open nothing any more. Closing
    twice changes nothing; nothing opens it again.

    Raises:
        NotFound: there is no such device in this edition.
    """
    with atomic() as current:
        locked_all(Person, [one(_of_edition(device_id, edition_id)).person_id])  # before the device: the one order
        device = locked(Device, device_id, edition_id=edition_id)
        if device.closed_at is not None:
            return
        device.closed_at, device.open_since, device.is_locked = now, None, False
        record(DeviceEvent(device_id=device_id, kind=DeviceEventKind.CLOSED, detail=""), by=by, now=now)
        void_codes(edition_id, device=device.key, now=now)
        current.flush()
        if device.session_id is not None:
            end_sessions_of(device.person_id, session_id=device.session_id, by=by, now=now)
    forget_known(edition_id, device.key)


def forget_known(edition_id: int, key: str) -> None:
    """What a device must know has changed: it is told with its next report."""
    _known.pop((edition_id, key), None)


def _of_edition(device_id: int, edition_id: int) -> Select[tuple[Device]]:
    return select(Device).where(Device.id == device_id, Device.edition_id == edition_id)


def is_closed(token: str, *, edition_id: int) -> bool:
    """Whether the browser whose session this was is a device that was closed; its session has ended with that."""
    mine = select(SignInSession.id).where(SignInSession.token_hash == token_hash(token))
    closed = exists().where(Device.session_id.in_(mine), Device.edition_id == edition_id, Device.closed_at.is_not(None))
    return bool(session().scalar(select(closed)))


def note_wiped(token: str, key: str, *, edition_id: int, now: datetime) -> None:
    """Note that a closed device says that what it kept is gone: it names itself, or its session does."""
    mine = select(SignInSession.id).where(SignInSession.token_hash == token_hash(token))
    theirs = (
        Device.edition_id == edition_id,
        Device.closed_at.is_not(None),
        Device.wiped_at.is_(None),
        (Device.key == key) | Device.session_id.in_(mine),
    )
    if session().scalar(select(Device.id).where(*theirs).limit(1)) is None:  # anybody may ask: nobody takes the writer
        return
    with atomic() as current:
        wiped = update(Device).where(*theirs).values(wiped_at=now, seen_at=now).returning(Device.id)
        for device_id in current.scalars(wiped).all():
            record(DeviceEvent(device_id=device_id, kind=DeviceEventKind.WIPED, detail=""), by=None, now=now)
