"""Stands, exhibitors and their staff."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.companies.models import Company
from forum.core.database import Base
from forum.core.history import Event
from forum.editions.models import Hall
from forum.exhibitors.enums import ExhibitorStatus
from forum.registration.models import Registration


class Stand(Base):
    """A numbered place of the exhibition area. Places on the plan are in centimetres from its upper left corner."""

    __tablename__ = "stand"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    hall_id: Mapped[int] = mapped_column(ForeignKey("hall.id"), index=True)
    code: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    width_cm: Mapped[int]
    depth_cm: Mapped[int]
    x_cm: Mapped[int] = mapped_column(default=0)
    y_cm: Mapped[int] = mapped_column(default=0)

    hall: Mapped[Hall] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    @property
    def size(self) -> str:
        """Front and depth in metres: 3 × 2 m."""
        return f"{self.width_cm / 100:g} × {self.depth_cm / 100:g} m"


class Exhibitor(Base):
    """A company's application to exhibit in an edition, with its status.

    A unique index makes sure that a stand has one exhibitor at most.
    """

    __tablename__ = "exhibitor"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    status: Mapped[ExhibitorStatus]
    stand_id: Mapped[int | None] = mapped_column(ForeignKey("stand.id"))
    staff_quota: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    company: Mapped[Company] = relationship(lazy="raise")
    stand: Mapped[Stand | None] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("edition_id", "company_id"),
        UniqueConstraint("stand_id"),
        Index(None, "edition_id", "status"),
    )


class ExhibitorEvent(Event, Base):
    """A change of an application: who, when, why, and the status, stand and quota after it."""

    __tablename__ = "exhibitor_event"

    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitor.id", ondelete="CASCADE"), index=True)
    status: Mapped[ExhibitorStatus]
    stand_code: Mapped[str | None]
    staff_quota: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")


class StaffMember(Base):
    """A registration that counts against an exhibitor's quota of staff badges."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitor.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    registration: Mapped[Registration] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("registration_id"),)
