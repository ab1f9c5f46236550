"""The waiting list of a buyer: slots that are offered to those who wait, and places that became free."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.editions.models import Slot
from forum.meetings.enums import OfferKind, OfferStatus
from forum.meetings.models.requests import MeetingRequest


class SlotOffer(Base):
    """A slot of its buyer that is offered to a request on the waiting list, until a moment. It holds no seat.

    A request has one open offer at most. `made_by`: who offers it by hand.
    """

    __tablename__ = "slot_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("meeting_request.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OfferKind]
    status: Mapped[OfferStatus]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    ends_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    request: Mapped[MeetingRequest] = relationship(lazy="raise")
    slot: Mapped[Slot] = relationship(lazy="raise")
    made_by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (unique_where("uq_slot_offer_open", "request_id", where="status = 'open'"),)


class FreedPlace(Base):
    """A slot in which a buyer (by their person) became free while somebody waited; it is deleted once it is settled.

    It points to the person, whom others may refer to while they are locked: whoever cancels a meeting has locked that
    meeting, and may not wait for the buyer.
    """

    __tablename__ = "freed_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    freed_at: Mapped[datetime]

    slot: Mapped[Slot] = relationship(lazy="raise")
