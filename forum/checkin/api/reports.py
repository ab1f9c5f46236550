"""What a device of the door says of itself, in a header of what it asks for anyway: `device=web-1a2b&gate=3&open=1`.

Moments are told as how many seconds ago they were, so that a clock that is wrong does no harm; `data` alone is one of
ours, the `now` of the roster it has. A header of our own cannot be sent by the page of another site.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from flask import request

from forum.checkin.rules import storable
from forum.checkin.rules.devices import DeviceReport
from forum.core.web import only_asks

HEADER = "X-Door-Report"
LONGEST = 400
MOST = 1_000_000
LATEST = 4_000_000_000_000


def told_fields() -> dict[str, str]:
    """The fields of the report that came with this request; none where there is no report, nor with HEAD."""
    text = "" if only_asks() else request.headers.get(HEADER, "")
    return dict(parse_qsl(text)) if len(text) <= LONGEST else {}


def device_key(fields: dict[str, str]) -> str:
    """How the device names itself."""
    return storable(fields.get("device", ""))


def report_of(fields: dict[str, str], *, now: datetime) -> DeviceReport | None:
    """The report, None where a device does not name itself; what is no number is left out."""
    key = device_key(fields)
    if not key:
        return None
    data = _number(fields, "data", most=LATEST)
    return DeviceReport(
        key=key,
        gate_id=_number(fields, "gate") or None,
        is_open=fields.get("open") == "1",
        is_locked=fields.get("locked") == "1",
        has_ended=fields.get("ended") == "1",
        data_at=None if data is None else min(datetime.fromtimestamp(data / 1000, UTC), now),
        scanned_at=_ago(fields, "scanned", now),
        unsent=_number(fields, "unsent") or 0,
        unsent_since=_ago(fields, "waiting", now),
        clock_offset_ms=_number(fields, "offset", most=2**31 - 1),
    )


def _ago(fields: dict[str, str], name: str, now: datetime) -> datetime | None:
    seconds = _number(fields, name, most=30 * 24 * 3600)
    return None if seconds is None else now - timedelta(seconds=max(0, seconds))


def _number(fields: dict[str, str], name: str, *, most: int = MOST) -> int | None:
    text = fields.get(name, "")
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 20
    return int(text) if is_number and abs(int(text)) <= most else None
