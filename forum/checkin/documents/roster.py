"""The roster of a scanner: the badges of an edition in a form that names nobody without the badge.

A record is found by a hash of the badge's code and sealed under a key derived from that code, so that a phone which is
lost discloses nothing: a code has 98 bits, and only who holds the badge has it. An entry names its person by a number
of the edition's own. Numbers are big-endian:

    file     length of the head (4) · head, JSON · entries (19 each) · records
    entry    number of the person (6) · gate (4) · entered at, seconds (4) · last in or out, seconds (4) · 1: is in (1)
    record   hash of the code (8) · blocks (1) · nonce (8) · sealed text of so many blocks of 8 · tag (12)
    text     1: approved, 2: revoked, 4: for another badge, 8: cancelled, 16: reserved, 32: void (1) · category (3)
             · number of the person (6) · where revoked: when, seconds (4) · name and organisation, in fewer bytes (see
             `letters`) · zeros up to a whole block
"""

import hmac
import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from forum.badges.enums import RevokedFor
from forum.checkin.documents.letters import packed
from forum.core.sealing import expand, extract, seal

FORMAT: Final = 3
"""Told in the head; js/door/sync.js and the hub refuse another."""

BLOCK: Final = 8
HASH: Final = 8
NUMBER: Final = 6
LONGEST: Final = 200
"""Bytes of a name, and of an organisation."""

APPROVED, REVOKED, RESERVED, VOID = 1, 2, 16, 32
FOR: Final = {RevokedFor.REISSUED: 4, RevokedFor.CANCELLED: 8, None: 0}
ENTRY: Final = struct.Struct(">6sIII?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterBadge:
    """What a scanner must know of a badge to answer it as the server does."""

    code: str
    registration_id: int
    approved: bool
    revoked_at: datetime | None
    revoked_for: RevokedFor | None
    category_id: int
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class RosterReserve:
    """A code reserved for the desk: whose it will be is not known yet. A void one is in no badge."""

    code: str
    category_id: int
    is_void: bool


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """Who entered where and when, when they came in or went out last, and whether they are in."""

    registration_id: int
    gate_id: int
    entered_at: datetime
    moved_at: datetime
    inside: bool


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry as the file has it: the person by their number."""

    number: bytes
    gate_id: int
    entered_at: datetime
    moved_at: datetime
    inside: bool


def write_record(badge: RosterBadge, *, salt: bytes) -> bytes:
    """The record of one badge; the same badge gives the same record."""
    return _record(badge.code, _text(badge, salt=salt), salt=salt)


@lru_cache(maxsize=10_000)
def write_reserve(reserve: RosterReserve, *, salt: bytes) -> bytes:
    """The record of a code reserved for the desk; its number is that of no person."""
    number = hmac.digest(salt, f"reserved {reserve.code}".encode(), "sha256")[:NUMBER]
    flags = bytes((VOID if reserve.is_void else RESERVED,))
    return _record(reserve.code, _named(flags + reserve.category_id.to_bytes(3, "big") + number, "", ""), salt=salt)


def _record(code: str, text: bytes, *, salt: bytes) -> bytes:
    root = extract(code.encode(), salt=salt)
    sealed = seal(expand(root, info=b"foro-badge"), text)
    return expand(root, info=b"foro-hash")[:HASH] + bytes((len(text) // BLOCK,)) + sealed


def write_roster(head: dict[str, Any], *, entries: Iterable[RosterEntry], records: bytes, salt: bytes) -> bytes:
    """The file that a scanner reads."""
    numbered = (
        NumberedEntry(
            person_number(each.registration_id, salt=salt), each.gate_id, each.entered_at, each.moved_at, each.inside
        )
        for each in entries
    )
    return write_numbered(head, entries=numbered, records=records)


def write_numbered(head: dict[str, Any], *, entries: Iterable[NumberedEntry], records: bytes) -> bytes:
    """The file, of entries whose people have their numbers already."""
    listed = [
        ENTRY.pack(
            each.number, each.gate_id, int(each.entered_at.timestamp()), int(each.moved_at.timestamp()), each.inside
        )
        for each in entries
    ]
    told = json.dumps({**head, "entries": len(listed)}, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((len(told).to_bytes(4, "big"), told, *listed, records))


def _text(badge: RosterBadge, *, salt: bytes) -> bytes:
    flags = APPROVED * badge.approved | REVOKED * (badge.revoked_at is not None) | FOR[badge.revoked_for]
    revoked = b"" if badge.revoked_at is None else int(badge.revoked_at.timestamp()).to_bytes(4, "big")
    number = person_number(badge.registration_id, salt=salt)
    fixed = bytes((flags,)) + badge.category_id.to_bytes(3, "big") + number + revoked
    return _named(fixed, badge.name, badge.organisation)


def _named(fixed: bytes, *names: str) -> bytes:
    text = fixed + packed(name.encode()[:LONGEST].decode(errors="ignore").encode() for name in names)
    return text + bytes(-len(text) % BLOCK)


def person_number(registration_id: int, *, salt: bytes) -> bytes:
    """The number by which scanners of an edition know a person."""
    return hmac.digest(salt, f"registration {registration_id}".encode(), "sha256")[:NUMBER]
