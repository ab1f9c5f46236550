"""Reading a scan as a device sends it: JSON in, a value out, or a refusal."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from forum.checkin.enums import ScanMethod, Told
from forum.checkin.errors import ScanNotUnderstood
from forum.checkin.rules import ScanInput
from forum.core.incoming import LARGEST, is_key, moment_in


def read_scan(body: Any, *, text_of: Callable[[dict[str, Any]], Any]) -> ScanInput:
    """The scan in what a device sent; `text_of` gives what was read, which may be sealed.

    Raises:
        ScanNotUnderstood: it is none; sending it again would not help.
    """
    if not isinstance(body, dict):
        raise ScanNotUnderstood
    try:
        scan = ScanInput(
            scan_id=str(UUID(cast("str", body["id"]))),
            text=text_of(body),
            registration_id=body.get("registration"),
            method=ScanMethod(body["method"]),
            device=body["device"],
            scanned_at=moment_in(body["scanned_at"]),
            sent_at=moment_in(body["sent_at"]) if "sent_at" in body else None,
            told=Told(body["told"]) if "told" in body else None,
            clock_offset_ms=body.get("offset_ms"),
            data_at=moment_in(body["data_at"]) if "data_at" in body else None,
            leaves=body.get("leaves", False),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ScanNotUnderstood from error
    if not _is_valid(scan):
        raise ScanNotUnderstood
    return scan


def gate_of(body: Any) -> int:
    """The id of the gate in a scan that is sent with others.

    Raises:
        ScanNotUnderstood: there is none.
    """
    gate_id = body.get("gate") if isinstance(body, dict) else None
    if not is_key(gate_id):
        raise ScanNotUnderstood
    return cast("int", gate_id)


def _is_valid(scan: ScanInput) -> bool:
    return (
        isinstance(scan.text, str)
        and isinstance(scan.device, str)
        and isinstance(scan.leaves, bool)
        and (scan.registration_id is None or is_key(scan.registration_id))
        and (scan.clock_offset_ms is None or _is_offset(scan.clock_offset_ms))
        and (scan.method is ScanMethod.SEARCH) == (scan.registration_id is not None)
    )


def _is_offset(value: object) -> bool:
    return type(value) is int and abs(value) <= LARGEST
