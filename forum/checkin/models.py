"""Areas and their gates, what is done there without network, scans and entries."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.checkin.enums import AreaKind, GateDirection, OfflineChoice, ScanMethod, ScanOutcome, ScanReason, Told
from forum.core.database import Base


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
        Index(
            "uq_area_venue",
            "edition_id",
            unique=True,
            sqlite_where=text("kind = 'venue'"),
            postgresql_where=text("kind = 'venue'"),
        ),
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
        Index(
            "ix_scan_told",
            "gate_id",
            "told",
            sqlite_where=text("told IS NOT NULL"),
            postgresql_where=text("told IS NOT NULL"),
        ),
    )


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
