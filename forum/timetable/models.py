"""Timetables made by the engine (*borrador de agenda*), stored until one of them is published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.editions.enums import PlannedWishes, PlanningPolicy
from forum.meetings.models import Told
from forum.scheduling.problem import Reason, Status
from forum.timetable.enums import Change, EditKind, Ending, Failure, PlanningState


class TimetableDraft(Told):
    """A timetable of an edition. Until it is published it takes no seats and nobody is notified.

    `value`, `cost` and their bounds are the engine's results, by name; `cost` also says how many of the meetings have
    a slot that was asked for (`preferred`), of which `missed` are in another. The same `seed` and `steps` on the same
    wishes give the same timetable. Publishing a draft supersedes all others. `meetings` is the number of meetings when
    it was made: rows are deleted with their slot or table, and a draft with fewer rows than that is no longer valid.
    `asked`: how many meetings were wished for, by class; empty for a draft older than that. `front`: of a re-planned
    one the `points` that were found with fewer moves, each with what it meets; empty where nothing moves.

    Once it is published, what follows from it is done in portions: `seated_until` is the last meeting to which those
    who come along were seated.
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
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    front: Mapped[dict[str, Any]] = mapped_column(default=dict)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    superseded_at: Mapped[datetime | None]
    seated_until: Mapped[int] = mapped_column(default=0)

    made_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[made_by_id])
    published_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[published_by_id])

    __table_args__ = (Index(None, "edition_id", "made_at"),)


class Planning(Base):
    """The making of a draft in the background, from the moment it is asked for.

    `seconds`: the time the engine may take. `wishes`: which requests the edition lets planning use. `policy`: what
    comes first. `keep_id`: the draft whose meetings stay where they are, as far as they can. `most_moves`: how
    many scheduled meetings may change their hour that could stay; None: as many as it takes. A process that works on
    it says so at `heard_at`; when it is silent, another one begins again (`attempts`). `progress`: the
    engine's last report. `ending`: somebody asked to end it early. `failure`: why there is no draft, with a `detail`.
    """

    __tablename__ = "planning"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seconds: Mapped[int]
    seed: Mapped[int]
    replanned: Mapped[bool]
    wishes: Mapped[PlannedWishes]
    policy: Mapped[PlanningPolicy]
    keep_id: Mapped[int | None] = mapped_column(ForeignKey("timetable_draft.id", ondelete="SET NULL"))
    most_moves: Mapped[int | None]
    state: Mapped[PlanningState]
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    progress: Mapped[dict[str, Any]]
    ending: Mapped[Ending | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    finished_at: Mapped[datetime | None]
    failure: Mapped[Failure | None]
    detail: Mapped[str] = mapped_column(default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("timetable_draft.id", ondelete="SET NULL"))

    asked_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[asked_by_id])
    ended_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[ended_by_id])

    __table_args__ = (Index(None, "state", "asked_at"), Index(None, "edition_id", "asked_at"))


class DraftMeeting(Base):
    """A meeting of a draft: a new one for a request, or a scheduled meeting, kept or moved.

    `sequence` is the sequence of the scheduled meeting when the draft was made: if it differs now, somebody has
    changed the meeting. `uid`: of the meeting that a new one becomes.
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
    uid: Mapped[str | None]

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


class DraftStale(Base):
    """A change of many meetings at once after a draft was made, and how many of the draft's meetings it touched."""

    __tablename__ = "draft_stale"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("timetable_draft.id", ondelete="CASCADE"))
    change_id: Mapped[int] = mapped_column(ForeignKey("agenda_change.id", ondelete="CASCADE"), index=True)
    meetings: Mapped[int]

    __table_args__ = (UniqueConstraint("draft_id", "change_id"),)


class DraftEdit(Base):
    """What somebody changed by hand in a draft before it was published: a request's meeting, from where to where."""

    __tablename__ = "draft_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("timetable_draft.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EditKind]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    from_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"), index=True)
    from_table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    by: Mapped[Person | None] = relationship(lazy="raise")
