"""A request for a meeting (*solicitud*): it takes no slot until it is accepted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.constraints import index_where, unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.editions.models import Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models.participants import Buyer
from forum.matchmaking.models.requirements import Requirement
from forum.meetings.enums import DeclineReason, RequestChange, RequestStatus

AWAITING = Enum(
    Side,
    name="awaiting",  # its check has a name of its own, beside that of the table's other column of sides
    native_enum=False,
    create_constraint=True,
    length=32,
    values_callable=lambda sides: [side.value for side in sides],
)


class MeetingRequest(Base):
    """A request for a meeting of a supplier with a buyer about one requirement, or a buyer's invitation to one.

    `wished_by`: the side that asked for it; once the other side has accepted it, both want it. A buyer's is an
    invitation: `person` is whom it is addressed to, until the company says who comes.
    `awaiting`: the side whose answer it waits for, or that gave it. Both sides may counter: then `preferred_slot`,
    `person` and `counter_note` are what was proposed last, and the answer is due from the other side.
    `waitlisted_at`: since when it waits for a place of its buyer, which is the order of the waiting list; None where it
    does not. An accepted one waits only while it never had a meeting.
    """

    __tablename__ = "meeting_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    preferred_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"))
    wished_by: Mapped[Side] = mapped_column(default=Side.SUPPLIER, server_default=Side.SUPPLIER.value)
    awaiting: Mapped[Side] = mapped_column(AWAITING, default=Side.BUYER, server_default=Side.BUYER.value)
    countered_at: Mapped[datetime | None]
    counter_note: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str]
    status: Mapped[RequestStatus]
    decline_reason: Mapped[DeclineReason | None]
    decline_note: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    waitlisted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    requirement: Mapped[Requirement] = relationship(lazy="raise")
    buyer: Mapped[Buyer] = relationship(lazy="raise")
    company: Mapped[Company] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    preferred_slot: Mapped[Slot | None] = relationship(lazy="raise")
    companions: Mapped[list["RequestCompanion"]] = relationship(
        lazy="raise", order_by="RequestCompanion.id", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        unique_where(
            "uq_meeting_request_open", "requirement_id", "company_id", where="status IN ('sent', 'waitlisted')"
        ),
        index_where("ix_meeting_request_waiting_list", "buyer_id", "waitlisted_at", where="waitlisted_at IS NOT NULL"),
        Index(None, "buyer_id", "status"),
        Index(None, "edition_id", "status"),
        Index(None, "company_id", "edition_id", "status"),
        Index(None, "status", "expires_at"),
    )


class RequestCompanion(Base):
    """Somebody of the company who would come along to the meeting that a request asks for; whether they may is seen
    when it has an hour.
    """

    __tablename__ = "request_companion"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("request_id", "person_id"),)


class RequestEvent(Event, Base):
    """A change of a request: the new status, or what changed while it waits; and the reason or note.

    `detail`: the slot and the person that were proposed (`slot_id`, `person_id`).
    """

    __tablename__ = "request_event"

    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"), index=True)
    status: Mapped[RequestStatus]
    change: Mapped[RequestChange | None]
    note: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
