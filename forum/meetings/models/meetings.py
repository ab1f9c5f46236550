"""A meeting (*cita*), and the seats that make a double booking impossible."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models.participants import Buyer
from forum.meetings.enums import Absent, MeetingStatus
from forum.meetings.models.requests import MeetingRequest
from forum.meetings.rules.life import Marks

UNCONFIRMED: dict[str, None] = dict.fromkeys(
    ("buyer_confirmed_at", "supplier_confirmed_at", "buyer_arrived_at", "supplier_arrived_at", "called_at")
)
"""What both sides said and were seen to do for the hour it was at: at another one that is open again."""


class Meeting(Base):
    """A meeting in a slot at a table. Moved, it keeps identity and `uid`; `sequence` counts its changes (RFC 5545).

    A cancelled meeting keeps slot and table as history; its seats are deleted, so that others may take them.
    `pinned_at`: since when it is fixed: planning again leaves it where it is.

    Of the day itself: when each side confirmed that it comes and was seen at the table, when the floor desk called who
    was missing, and when it wrote down that the meeting is held, or missed and by whom (`absent`).
    """

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_request.id"), index=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("meeting_table.id"), index=True)
    status: Mapped[MeetingStatus]
    uid: Mapped[str]
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    pinned_at: Mapped[datetime | None]
    cancelled_by: Mapped[Side | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    buyer_confirmed_at: Mapped[datetime | None]
    supplier_confirmed_at: Mapped[datetime | None]
    buyer_arrived_at: Mapped[datetime | None]
    supplier_arrived_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    absent: Mapped[Absent | None]

    request: Mapped[MeetingRequest | None] = relationship(lazy="raise")
    buyer: Mapped[Buyer] = relationship(lazy="raise")
    company: Mapped[Company] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    slot: Mapped[Slot] = relationship(lazy="raise")
    table: Mapped[MeetingTable] = relationship(lazy="raise")
    companions: Mapped[list["MeetingCompanion"]] = relationship(
        lazy="raise", order_by="MeetingCompanion.id", cascade="all, delete-orphan", passive_deletes=True
    )

    joined: Mapped[list[MeetingRequest]] = relationship(
        secondary="meeting_topic", lazy="raise", order_by="MeetingTopic.id", passive_deletes=True
    )

    __table_args__ = (
        UniqueConstraint("uid"),
        Index(None, "edition_id", "status"),
        unique_where("uq_meeting_request_id_scheduled", "request_id", where="status = 'scheduled'"),
    )

    @property
    def marks(self) -> Marks:
        """What is known of it on its day."""
        return Marks.of(self, self.slot)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it may still change: scheduled, not held, and not over; its slot is loaded."""
        return self.status is MeetingStatus.SCHEDULED and self.held_at is None and self.slot.ends_at > now

    def forget_day(self, *sides: Side) -> None:
        """Forget that these sides confirmed and were seen: at another hour, or with somebody else, that is open."""
        if Side.BUYER in sides:
            self.buyer_confirmed_at = self.buyer_arrived_at = None
        if Side.SUPPLIER in sides:
            self.supplier_confirmed_at = self.supplier_arrived_at = None
        self.called_at = None

    @property
    def requests(self) -> list[MeetingRequest]:
        """Every request that the meeting is about: the first one, and those that joined it."""
        return [*([] if self.request is None else [self.request]), *self.joined]

    @property
    def about(self) -> str:
        """The requirements that are talked about, by title; loaded with the requests."""
        return "; ".join(each.requirement.title for each in self.requests)

    @property
    def people(self) -> list[Person]:
        """Everybody who sits at the table; loaded with the buyer and the companions."""
        return [self.buyer.person, self.person, *(each.person for each in self.companions)]

    def comes(self, person_id: int) -> bool:
        """Whether this person sits at the table; the buyer and the companions are loaded."""
        people = {self.buyer.person_id, self.person_id, *(each.person_id for each in self.companions)}
        return person_id in people

    def companions_of(self, side: Side) -> "list[MeetingCompanion]":
        """Who else comes for a side, in the order in which they were brought."""
        return [each for each in self.companions if each.side == side]


class MeetingTopic(Base):
    """A further request that is talked about at the meeting its two sides already had: it takes no slot of its own."""

    __tablename__ = "meeting_topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"))

    __table_args__ = (UniqueConstraint("request_id"),)


class MeetingCompanion(Base):
    """Somebody who comes to a meeting besides the buyer and the person of the company, for one `side`.

    Each has a seat of their own. A cancelled meeting keeps them as history; its seats are free.
    """

    __tablename__ = "meeting_companion"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side]

    person: Mapped[Person] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"), Index(None, "person_id", "meeting_id"))


class PersonSeat(Base):
    """A person is in this slot with this meeting, and with no other."""

    __tablename__ = "person_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)

    __table_args__ = (UniqueConstraint("person_id", "slot_id"),)


class TableSeat(Base):
    """A table is taken in this slot by this meeting, and by no other."""

    __tablename__ = "table_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    table_id: Mapped[int] = mapped_column(ForeignKey("meeting_table.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)

    __table_args__ = (UniqueConstraint("table_id", "slot_id"), UniqueConstraint("meeting_id"))


class MeetingEvent(Event, Base):
    """A change of a meeting: scheduled, moved or cancelled, and by which side."""

    __tablename__ = "meeting_event"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    detail: Mapped[dict[str, Any]]
    side: Mapped[Side]
