"""Reading the roster of a scanner, in the form that `roster` writes: as js/scan/roster.js does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forum.badges.enums import RevokedFor
from forum.checkin.documents.letters import unpacked
from forum.checkin.documents.roster import (
    APPROVED,
    BLOCK,
    ENTRY,
    FOR,
    HASH,
    NUMBER,
    RESERVED,
    REVOKED,
    VOID,
    NumberedEntry,
)
from forum.core.sealing import SHORT_NONCE, SHORT_TAG, expand, extract, unseal


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """A roster: its head, its entries, and its records by the hash of the code, each as it stands in the file."""

    head: dict[str, Any]
    entries: list[NumberedEntry]
    records: dict[bytes, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRecord:
    """What a record says of a badge, or of a code reserved for the desk; the person by their number."""

    number: bytes
    approved: bool
    is_reserved: bool
    revoked_at: datetime | None
    revoked_for: RevokedFor | None
    category_id: int
    name: str
    organisation: str


def read_roster(body: bytes) -> ReadRoster:
    """Read a file.

    Raises:
        ValueError: it is cut off, or something else.
    """
    start = 4 + int.from_bytes(body[:4], "big")
    head = json.loads(body[4:start])
    if not isinstance(head, dict) or type(head.get("entries")) is not int:
        raise ValueError("no roster")
    at = start + ENTRY.size * head["entries"]
    if at > len(body):
        raise ValueError("a roster that is cut off")
    entries = [_entry(*each) for each in ENTRY.iter_unpack(body[start:at])]
    records: dict[bytes, bytes] = {}
    while at < len(body):
        end = at + HASH + 1 + SHORT_NONCE + BLOCK * _byte(body, at + HASH) + SHORT_TAG
        records[body[at : at + HASH]] = body[at:end]
        at = end
    if at != len(body):
        raise ValueError("a roster that is cut off")
    return ReadRoster(head, entries, records)


def open_record(code: str, records: Mapping[bytes, bytes], *, salt: bytes) -> OpenedRecord | None:
    """What the record of a code says; None where there is none, it is damaged, or the code is void."""
    root = extract(code.encode(), salt=salt)
    record = records.get(expand(root, info=b"foro-hash")[:HASH])
    text = None if record is None else unseal(expand(root, info=b"foro-badge"), record[HASH + 1 :])
    return None if text is None or text[0] & VOID else _opened(text)


def _byte(body: bytes, at: int) -> int:
    if at >= len(body):
        raise ValueError("a roster that is cut off")
    return body[at]


def _entry(number: bytes, gate_id: int, entered: int, moved: int, inside: bool) -> NumberedEntry:
    return NumberedEntry(
        number, gate_id, datetime.fromtimestamp(entered, UTC), datetime.fromtimestamp(moved, UTC), inside
    )


def _opened(text: bytes) -> OpenedRecord:
    is_revoked = bool(text[0] & REVOKED)
    fixed = 4 + NUMBER
    names = fixed + 4 * is_revoked
    name, organisation = unpacked(text[names:], 2)
    revoked_at = datetime.fromtimestamp(int.from_bytes(text[fixed:names], "big"), UTC) if is_revoked else None
    return OpenedRecord(
        number=text[4:fixed],
        approved=bool(text[0] & APPROVED),
        is_reserved=bool(text[0] & RESERVED),
        revoked_at=revoked_at,
        revoked_for=next((cause for cause, flag in FOR.items() if flag and text[0] & flag), None),
        category_id=int.from_bytes(text[1:4], "big"),
        name=name.decode(),
        organisation=organisation.decode(),
    )
