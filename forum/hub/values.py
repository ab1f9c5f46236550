"""What goes through the hub, as plain values."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.badges.enums import RevokedFor
from forum.checkin.enums import ScanReason, Told
from forum.checkin.rules import Movement
from forum.core.sealing import seal_for


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalScan:
    """A scan that the hub answered, or took to pass it on.

    `body` is what the centre is sent, its code sealed. `moment` is when the badge was read, on the clock of the
    centre. `number` is of the badge's person, None where the hub could not read it.
    """

    id: str
    gate_id: int
    area_id: int
    steward: str
    body: dict[str, Any]
    moment: datetime
    leaves: bool
    told: Told
    reason: ScanReason | None
    number: bytes | None
    movement: Movement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAnswer:
    """What the hub says of a scan. Moments are of the centre's clock; `since` is of an earlier entry."""

    scan_id: str
    told: Told
    reason: ScanReason | None
    name: str = ""
    organisation: str = ""
    category: dict[str, Any] | None = None
    since: datetime | None = None
    since_gate: str = ""
    gate: str = ""
    count: int = 0
    was_told: bool = False
    revoked_for: RevokedFor | None = None


def sealed_body(body: dict[str, Any], *, key: bytes) -> dict[str, Any]:
    """A scan without the text that was read, which only the server can open: what is written down."""
    if "code" not in body:
        return body
    rest = {name: value for name, value in body.items() if name != "code"}
    return {**rest, "sealed": b64encode(seal_for(key, body["code"].encode(), label=body["id"])).decode()}
