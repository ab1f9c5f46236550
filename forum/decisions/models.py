"""Decisions on many lines of a list, and what became of each line."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.decisions.enums import DecisionState, Outcome
from forum.decisions.rules import state_of


class BulkDecision(Base):
    """What somebody decided on many lines of a list; it is done from `due_at` on, unless it was taken back before.

    `kind`: the code of its kind. `told`: what was told for all lines (a reason). `address`: what the address of the
    list said.
    """

    __tablename__ = "bulk_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    told: Mapped[dict[str, Any]]
    address: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime] = mapped_column(index=True)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    due_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    decided_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[decided_by_id])
    taken_back_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[taken_back_by_id])

    __table_args__ = (Index(None, "done_at", "due_at"),)

    def state(self, *, now: datetime) -> DecisionState:
        """Its state now."""
        return state_of(due_at=self.due_at, taken_back_at=self.taken_back_at, done_at=self.done_at, now=now)


class BulkDecisionLine(Base):
    """A line that was decided on: what became of it, and why it stayed as it was, in the words of who decided.

    `basis`: the value of the line that the decision was based on. None: it was taken before that was kept.
    """

    __tablename__ = "bulk_decision_line"

    decision_id: Mapped[int] = mapped_column(ForeignKey("bulk_decision.id", ondelete="CASCADE"), primary_key=True)
    line_id: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(default="")
    basis: Mapped[str | None]
