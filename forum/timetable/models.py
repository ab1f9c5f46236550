"""Timetables made by the engine (*borrador de agenda*), stored until one of them is published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.scheduling.problem import Reason, Status
from forum.timetable.enums import Change


class TimetableDraft(Base):
    """A timetable of an edition. Until it is published it takes no seats and nobody is notified.

    `value`, `cost` and their bounds are the engine's results, by name; `cost` also says how many of the meetings have
    a slot that was asked for (`preferred`), of which `missed` are in another. The same `seed` and `steps` on the same
    wishes give the same timetable. Publishing a draft supersedes all others. `meetings` is the number of meetings when
    it was made: rows are deleted with their slot or table, and a draft with fewer rows than that is no longer valid.
    """

    __tablename__ = "timetable_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    replanned: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[int]
    steps: Mapped[int]
    seconds: Mapped[float]
    status: Mapped[Status]
    meetings: Mapped[int]
    value: Mapped[dict[str, Any]]
    value_bound: Mapped[dict[str, Any]]
    cost: Mapped[dict[str, Any]]
    cost_bound: Mapped[dict[str, Any]]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    superseded_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "edition_id", "made_at"),)


class DraftMeeting(Base):
    """A meeting of a draft: a new one for a request, or a scheduled meeting, kept or moved.

    `sequence` is the sequence of the scheduled meeting when the draft was made: if it differs now, somebody has
    changed the meeting.
    """

    __tablename__ = "draft_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("timetable_draft.id", ondelete="CASCADE"))
    change: Mapped[Change]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_request.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    sequence: Mapped[int | None]
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("meeting_table.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        UniqueConstraint("draft_id", "request_id"),
        UniqueConstraint("draft_id", "meeting_id"),
        UniqueConstraint("draft_id", "buyer_id", "slot_id"),
        UniqueConstraint("draft_id", "person_id", "slot_id"),
        UniqueConstraint("draft_id", "table_id", "slot_id"),
    )


class DraftTopic(Base):
    """A request that a draft joins to a meeting of the same two sides: of another request, or a scheduled one."""

    __tablename__ = "draft_topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("timetable_draft.id", ondelete="CASCADE"))
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id"), index=True)
    with_request_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_request.id"), index=True)
    with_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)

    __table_args__ = (UniqueConstraint("draft_id", "request_id"),)


class DraftLeftOut(Base):
    """A wish that a draft leaves out, and the reason: a request, or a scheduled meeting that publishing cancels."""

    __tablename__ = "draft_left_out"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("timetable_draft.id", ondelete="CASCADE"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_request.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    sequence: Mapped[int | None]
    reason: Mapped[Reason]
    numbers: Mapped[dict[str, Any]]

    __table_args__ = (UniqueConstraint("draft_id", "request_id"), UniqueConstraint("draft_id", "meeting_id"))
