"""Gates, what is done there without network, scans and entries."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.checkin.enums import OfflineChoice, ScanMethod, ScanOutcome, ScanReason, Told
from forum.core.database import Base


class Gate(Base):
    """A door of the venue."""

    __tablename__ = "gate"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str]

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
    was behind ours by `clock_offset_ms`. The outcome is what the rules say of it, as it was.
    """

    __tablename__ = "scan"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"))
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badge.id"), index=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    device: Mapped[str]
    method: Mapped[ScanMethod]
    code: Mapped[str]
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
    """The first admission of a registration on a day: one row per registration and day, at whatever gate."""

    __tablename__ = "entry"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"))
    scan_id: Mapped[str] = mapped_column(String(36))
    entered_at: Mapped[datetime]

    __table_args__ = (Index(None, "gate_id", "day"),)
