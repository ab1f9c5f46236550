"""Areas and their gates, what is done there without network, devices and how they are paired, scans and entries."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.checkin.enums import (
    AreaKind,
    DeviceEventKind,
    GateDirection,
    OfflineChoice,
    OverrideReason,
    ScanMethod,
    ScanOutcome,
    ScanReason,
    Told,
)
from forum.core.constraints import index_where, unique_where
from forum.core.database import Base
from forum.core.history import Event


class Area(Base):
    """What people enter through gates: the forum, a hall, the dining room. Entries are counted per area and day.

    `capacity` is how many may be inside at once, None without limit. Where `once_a_day`, who was in does not come in
    again that day, as where a meal is served. Without rows of AreaCategory every category enters, without rows of
    AreaDay it is open on every day of the edition.
    """

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str]
    kind: Mapped[AreaKind]
    capacity: Mapped[int | None]
    once_a_day: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        UniqueConstraint("edition_id", "name"),
        unique_where("uq_area_venue", "edition_id", where="kind = 'venue'"),
    )


class AreaCategory(Base):
    """A category that enters an area."""

    __tablename__ = "area_category"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)


class AreaDay(Base):
    """A day on which an area is open."""

    __tablename__ = "area_day"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("day.id"), primary_key=True)


class Gate(Base):
    """A door of an area. Once something was scanned there it stays a door of that area."""

    __tablename__ = "gate"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    name: Mapped[str]
    direction: Mapped[GateDirection] = mapped_column(default=GateDirection.IN, server_default="in")

    __table_args__ = (UniqueConstraint("edition_id", "name"),)


class OfflineRule(Base):
    """What stewards of an edition do with a person about whom their device knows nothing. Without a row: let them in.

    The texts are those of an instruction of one's own, else empty; `own_lets_in` says whether people come in by it.
    """

    __tablename__ = "offline_rule"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    choice: Mapped[OfflineChoice]
    text_es: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    own_lets_in: Mapped[bool] = mapped_column(default=True, server_default=true())
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Device(Base):
    """A browser in which the scanner of an edition was opened, as it last reported; it makes its `key` itself.

    `seen_at` is when it last reported, `data_at` of when its data were, `scanned_at` when it last scanned; `open_since`
    since when its page is in front, None where it is not. `session_id` is the session it reports with. A device that
    was closed has `closed_at`, and `wiped_at` once it said that what it kept is gone: it is never opened again.
    `pin_verifier` is what the device checks the PIN of its shift with, None where none is asked for.
    """

    __tablename__ = "door_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    key: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in_session.id", ondelete="SET NULL"), index=True)
    gate_id: Mapped[int | None] = mapped_column(ForeignKey("gate.id", ondelete="SET NULL"), index=True)
    seen_at: Mapped[datetime]
    open_since: Mapped[datetime | None]
    is_locked: Mapped[bool]
    data_at: Mapped[datetime | None]
    scanned_at: Mapped[datetime | None]
    unsent: Mapped[int]
    unsent_since: Mapped[datetime | None]
    clock_offset_ms: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    wiped_at: Mapped[datetime | None]
    pin_verifier: Mapped[str | None]

    __table_args__ = (UniqueConstraint("edition_id", "key"),)


class DeviceEvent(Event, Base):
    """What happened to a device: by whom, and where it was paired or renamed its name."""

    __tablename__ = "door_device_event"

    device_id: Mapped[int] = mapped_column(ForeignKey("door_device.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DeviceEventKind]
    detail: Mapped[str]


class Pairing(Base):
    """A code that makes a phone the scanner of somebody at a gate, once, for some minutes. Only its hash is stored.

    `session_id` is the session that it opened, by which the device is known when it first reports.
    """

    __tablename__ = "door_pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    device_name: Mapped[str]
    code_hash: Mapped[str]
    pin_verifier: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in_session.id", ondelete="SET NULL"), index=True)

    __table_args__ = (UniqueConstraint("code_hash"),)


class Hub(Base):
    """A computer on the network of the doors that serves their phones, and answers for us while we are away.

    Phones open it at `address`. Its key is made once and only its hash stored; once `ended_at` is set nothing takes the
    key any more. `seen_at` is when it was heard of last, with the scans that it had not sent and those we refused.
    """

    __tablename__ = "door_hub"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str]
    address: Mapped[str]
    key_hash: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seen_at: Mapped[datetime | None]
    unsent: Mapped[int]
    refused: Mapped[int]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("edition_id", "name"),)


class Scan(Base):
    """One scan, whatever its outcome. The device makes the id, so that a scan sent twice is recorded once.

    `code` is the badge code found in the text that was read, or the start of that text if it has none. `scanned_at` is
    the time on the device, only kept; `received_at` is the time on the server; `happened_at` decides: the time on the
    server when the badge was read, which is earlier where the device kept the scan without network.

    `told` is what the device told the steward where it had to answer itself, on data of `data_at`, with a clock that
    was behind ours by `clock_offset_ms`. The outcome is what the rules say of it, as it was. `leaves`: on the way out.
    """

    __tablename__ = "scan"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"))
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badge.id"), index=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    device: Mapped[str]
    method: Mapped[ScanMethod]
    code: Mapped[str]
    leaves: Mapped[bool] = mapped_column(default=False, server_default=false())
    outcome: Mapped[ScanOutcome]
    reason: Mapped[ScanReason]
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    happened_at: Mapped[datetime]
    told: Mapped[Told | None]
    clock_offset_ms: Mapped[int | None]
    data_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "gate_id", "happened_at"),
        index_where("ix_scan_told", "gate_id", "told", where="told IS NOT NULL"),
    )


class Override(Base):
    """A refused scan after which a supervisor let the person in: who, when and why. The scan stays as it is."""

    __tablename__ = "door_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[str] = mapped_column(String(36), ForeignKey("scan.id", ondelete="CASCADE"))
    reason: Mapped[OverrideReason]
    note: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("scan_id"),)


class ConflictReview(Base):
    """A supervisor has looked into what a device said of a scan without network and the rules say otherwise."""

    __tablename__ = "conflict_review"

    scan_id: Mapped[str] = mapped_column(String(36), ForeignKey("scan.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class Entry(Base):
    """Whoever was in an area on a day: the first admission, at whatever gate, and the last movement since.

    `moved_at` and `moved_by` (a scan) are of the last time they came in or went out, `inside` is how that left them;
    `changed_at` is when we learnt of it. All of it follows from the scans: see `replay` in the rules.
    """

    __tablename__ = "entry"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"))
    scan_id: Mapped[str] = mapped_column(String(36))
    entered_at: Mapped[datetime]
    inside: Mapped[bool]
    moved_at: Mapped[datetime]
    moved_by: Mapped[str] = mapped_column(String(36))
    changed_at: Mapped[datetime]

    __table_args__ = (Index(None, "gate_id", "day"), Index(None, "area_id", "day", "inside"))
