"""Who came to each session, and what happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.attendance.enums import AttendanceChange, ProofState
from forum.attendance.rules.certificates import CertifiedTalk, from_stored, state_of, total_minutes
from forum.checkin.enums import ScanMethod
from forum.core.database import Base
from forum.core.history import Event


class Attendance(Base):
    """Somebody came to a session, by its name in calendars: once, at the moment of the first scan.

    The device makes the id of the scan, so that one that is sent twice is answered the same. `without_place`: the
    session has a limit, and they had no place in it.
    """

    __tablename__ = "session_attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    talk_uid: Mapped[str]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    scan_id: Mapped[str] = mapped_column(String(36))
    method: Mapped[ScanMethod]
    without_place: Mapped[bool]
    came_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("talk_uid", "registration_id"),)


class AttendanceEvent(Event, Base):
    """Somebody's attendance was written down or taken back: of a session called how then, in Spanish."""

    __tablename__ = "session_attendance_event"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    talk_uid: Mapped[str]
    title: Mapped[str]
    kind: Mapped[AttendanceChange]


class CertificateSetting(Base):
    """What the certificates of an edition say besides: where they are issued, and who signs them."""

    __tablename__ = "certificate_setting"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(default="")
    first_name: Mapped[str] = mapped_column(default="")
    first_position: Mapped[str] = mapped_column(default="")
    second_name: Mapped[str] = mapped_column(default="")
    second_position: Mapped[str] = mapped_column(default="")

    @property
    def signers(self) -> list[list[str]]:
        """Who signs, by name and position."""
        pairs = ([self.first_name, self.first_position], [self.second_name, self.second_position])
        return [pair for pair in pairs if pair[0]]


class CertificateRound(Base):
    """All certificates of an edition are asked for; `done_at` once they are issued and mailed."""

    __tablename__ = "certificate_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    done_at: Mapped[datetime | None]
    issued: Mapped[int] = mapped_column(default=0)


class AttendanceCertificate(Base):
    """A certificate as it was issued, never changed; a later one with other data replaces it.

    `number` is its folio, counted in the edition; `code` is random and stands signed in the address of its QR.
    `issued_by_id`: None where a round of all issued it.
    """

    __tablename__ = "attendance_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    code: Mapped[str]
    language: Mapped[str]
    full_name: Mapped[str]
    company: Mapped[str]
    talks: Mapped[Any] = mapped_column(JSON)
    signers: Mapped[Any] = mapped_column(JSON)
    place: Mapped[str]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    replaced_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("edition_id", "number"), UniqueConstraint("code"))

    @property
    def sessions(self) -> list[CertifiedTalk]:
        """The sessions it names."""
        return from_stored(self.talks)

    @property
    def minutes(self) -> int:
        """How long they took together."""
        return total_minutes(self.sessions)

    @property
    def state(self) -> ProofState:
        """Whether it still says what is so."""
        return state_of(
            self.full_name, is_replaced=self.replaced_at is not None, is_withdrawn=self.withdrawn_at is not None
        )
