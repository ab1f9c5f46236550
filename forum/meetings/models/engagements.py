"""When people cannot come to meetings of an edition: slots they marked, and blocks of time."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.core.history import Event
from forum.meetings.enums import EngagementKind


class Engagement(Base):
    """A time at which a person cannot come to meetings; `note` says why to them, their company and the staff alone."""

    __tablename__ = "engagement"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    kind: Mapped[EngagementKind]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="in_order"),
        Index(None, "person_id", "edition_id"),
    )


class EngagementEvent(Event, Base):
    """A change of when a person can come: slots marked or freed, a block added or removed."""

    __tablename__ = "engagement_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    detail: Mapped[dict[str, Any]]
