"""Who came to each session, and what happened to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.attendance.enums import AttendanceChange
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
