"""Devices of the door: when what one reports is written down, and when a supervisor should look after it.

A device reports every five seconds while its page is in front, and once as it goes to the back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.checkin.enums import DeviceAlarm, DeviceState
from forum.checkin.errors import DeviceNameTooLong

DEVICE_NAME_LIMIT = 40

WRITTEN_EVERY = timedelta(seconds=15)
"""Twenty devices then write once or twice a second at most; nobody looks at the page more often."""

SILENT_AFTER = timedelta(minutes=10)
"""A steward who rests, or a camera that froze: after ten minutes without a scan somebody should look."""

BUSY_SCANS = 10
"""So many scans at other gates in that time say that people are arriving: one a minute."""

OLD_AFTER = timedelta(minutes=5)
"""A device asks every five seconds: after sixty questions without an answer it decides on old data."""

HEARD_WITHIN = timedelta(minutes=2)
"""A page that is left says so. After two minutes without a word from one in front it has no network, or no battery."""

FORGOTTEN_AFTER = timedelta(hours=12)
"""A device that went away without a word is not looked for on the next day."""

UNSENT_AFTER = timedelta(minutes=1)
"""A scan is sent at once, and tried again every eight seconds: after a minute something is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReport:
    """What a device says of itself. Moments are on our clock: it tells how long ago they were."""

    key: str
    gate_id: int | None
    is_open: bool
    is_locked: bool = False
    has_ended: bool = False
    data_at: datetime | None = None
    scanned_at: datetime | None = None
    unsent: int = 0
    unsent_since: datetime | None = None
    clock_offset_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFacts:
    """What is on record of a device."""

    gate_id: int | None
    seen_at: datetime
    open_since: datetime | None
    is_locked: bool
    data_at: datetime | None
    scanned_at: datetime | None
    unsent: int
    unsent_since: datetime | None
    ended_at: datetime | None
    closed_at: datetime | None
    wiped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorNow:
    """The moment, whether the forum is open on that day, and the scans of the last minutes (SILENT_AFTER) by gate."""

    now: datetime
    is_open: bool
    scans: Mapping[int, int]


def is_news(report: DeviceReport, *, before: DeviceReport) -> bool:
    """Whether a report says something that a supervisor should see at once."""

    def told(each: DeviceReport) -> tuple[object, ...]:
        return each.gate_id, each.is_open, each.is_locked, each.has_ended, each.unsent > 0

    return told(report) != told(before)


def state_of(device: DeviceFacts) -> DeviceState:
    """What a device does, as far as it last told."""
    if device.closed_at is not None:
        return DeviceState.WIPED if device.wiped_at is not None else DeviceState.CLOSING
    if device.ended_at is not None:
        return DeviceState.ENDED
    if device.open_since is None:
        return DeviceState.AWAY
    return DeviceState.LOCKED if device.is_locked else DeviceState.OPEN


def alarms_of(device: DeviceFacts, *, door: DoorNow) -> tuple[DeviceAlarm, ...]:
    """What a supervisor should look after at a device; nothing where it was closed."""
    if device.closed_at is not None:
        return ()
    found = (
        (_is_silent(device, door), DeviceAlarm.SILENT_LANE),
        (_is_old(device, door.now), DeviceAlarm.OLD_DATA),
        (_is_unheard(device, door.now), DeviceAlarm.NOT_HEARD),
        (_waits(device, door.now), DeviceAlarm.UNSENT),
    )
    return tuple(alarm for is_so, alarm in found if is_so)


def _is_silent(device: DeviceFacts, door: DoorNow) -> bool:
    """Whether nobody was scanned here while people arrive at other gates."""
    if not door.is_open or device.gate_id is None or device.open_since is None or not _is_heard(device, door.now):
        return False
    last = max(filter(None, (device.open_since, device.scanned_at)))
    elsewhere = sum(count for gate_id, count in door.scans.items() if gate_id != device.gate_id)
    return door.now - last > SILENT_AFTER and elsewhere >= BUSY_SCANS


def _is_old(device: DeviceFacts, now: datetime) -> bool:
    """Whether the device is heard of and its data do not get any newer."""
    if device.open_since is None or not _is_heard(device, now):
        return False
    return now - (device.data_at or device.open_since) > OLD_AFTER


def _is_heard(device: DeviceFacts, now: datetime) -> bool:
    return now - device.seen_at <= HEARD_WITHIN


def _is_unheard(device: DeviceFacts, now: datetime) -> bool:
    """Whether its page was in front, and nothing is heard of it."""
    return device.open_since is not None and HEARD_WITHIN < now - device.seen_at <= FORGOTTEN_AFTER


def _waits(device: DeviceFacts, now: datetime) -> bool:
    since = device.unsent_since
    return device.unsent > 0 and since is not None and now - since > UNSENT_AFTER


def ensure_device_name(name: str) -> None:
    """Refuse a name too long for a list on a phone; none is none.

    Raises:
        DeviceNameTooLong: it is longer than 40 characters.
    """
    if len(name) > DEVICE_NAME_LIMIT:
        raise DeviceNameTooLong(limit=DEVICE_NAME_LIMIT)
