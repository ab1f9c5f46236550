"""What each side says of a meeting, what became of it later, and which mails asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.core.history import Event
from forum.matchmaking.enums import Currency, Side
from forum.outcomes.enums import Asking, Horizon, NextStep, NoInterest


class MeetingOutcome(Base):
    """What one side says of a meeting: one row, which they may change; `person_id` is who said it last.

    `interest` from 1 to 5; `amount`, whole units of `currency`, is what they expect within `horizon`. `for_them`: the
    staff (`by_id`) wrote down what they said.
    """

    __tablename__ = "meeting_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    side: Mapped[Side]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    held: Mapped[bool]
    interest: Mapped[int | None]
    next_step: Mapped[NextStep | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[Currency | None]
    horizon: Mapped[Horizon | None]
    no_interest: Mapped[NoInterest | None]
    words: Mapped[str] = mapped_column(default="", server_default="")
    answered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    for_them: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        UniqueConstraint("meeting_id", "side"),
        CheckConstraint("side <> 'organiser'", name="of_a_side"),
        CheckConstraint("interest IS NULL OR interest BETWEEN 1 AND 5", name="interest_range"),
        CheckConstraint(
            "(amount IS NULL) = (currency IS NULL) AND (amount IS NULL) = (horizon IS NULL)", name="amount_whole"
        ),
    )


class OutcomeEvent(Event, Base):
    """What somebody said of a meeting at a time; `detail`: the answer, and the side for which the staff wrote it."""

    __tablename__ = "outcome_event"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    detail: Mapped[dict[str, Any]]


class OutcomeFollowUp(Base):
    """What became of a meeting, as one side says it in one of the rounds; `amount` is that of an order."""

    __tablename__ = "outcome_follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    side: Mapped[Side]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asking: Mapped[Asking]
    rfq: Mapped[bool]
    nda: Mapped[bool]
    sample: Mapped[bool]
    ppap: Mapped[bool]
    award: Mapped[bool]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[Currency | None]
    answered_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("meeting_id", "side", "asking"),
        CheckConstraint("side <> 'organiser'", name="of_a_side"),
        CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="amount_whole"),
    )


class OutcomeMail(Base):
    """That somebody was asked by mail: once for each day of meetings, once again, and once in each round."""

    __tablename__ = "outcome_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asking: Mapped[Asking]
    day: Mapped[date]
    asked_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("edition_id", "person_id", "asking", "day"),)
