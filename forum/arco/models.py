"""Requests about personal data, what happened to them, blocks of a person's data, and how long data are kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.arco.enums import ArcoKind, ArcoStatus, ArcoStep, Identity, RetentionKind, RetentionStep
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event


class ArcoRequest(Base):
    """What somebody asks of their personal data, with the dates until which it has to be answered and carried out.

    `person_id`: whom we know with the address; None where we know nobody. The dates are business days as they were
    counted then; each may be extended once.
    """

    __tablename__ = "arco_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ArcoKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    wish: Mapped[str]
    identity: Mapped[Identity]
    identity_note: Mapped[str]
    status: Mapped[ArcoStatus] = mapped_column(index=True)
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    answer_due: Mapped[date]
    answer_extended_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str]
    execution_due: Mapped[date | None]
    execution_extended_at: Mapped[datetime | None]
    executed_at: Mapped[datetime | None]

    @property
    def due(self) -> date | None:
        """Until when the next step has to be done; None where nothing is left to do."""
        return {ArcoStatus.RECEIVED: self.answer_due, ArcoStatus.GRANTED: self.execution_due}.get(self.status)

    @property
    def is_extended(self) -> bool:
        """Whether the date of the next step has been extended."""
        extended = self.answer_extended_at if self.status is ArcoStatus.RECEIVED else self.execution_extended_at
        return extended is not None


class ArcoEvent(Event, Base):
    """What happened to a request: when, by whom (None: the person, or by itself), with what note."""

    __tablename__ = "arco_event"

    arco_request_id: Mapped[int] = mapped_column(ForeignKey("arco_request.id", ondelete="CASCADE"), index=True)
    step: Mapped[ArcoStep]
    note: Mapped[str]


class DataBlock(Base):
    """That the data of a person are blocked: taken out of their tables into `kept_sealed` until they are deleted.

    `kept_sealed` can be read with the secret of this server alone. It is emptied when the block ends: lifted, or the
    data deleted.
    """

    __tablename__ = "data_block"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    arco_request_id: Mapped[int | None] = mapped_column(ForeignKey("arco_request.id", ondelete="SET NULL"), index=True)
    blocked_at: Mapped[datetime]
    blocked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    delete_on: Mapped[date]
    kept_sealed: Mapped[str]
    lifted_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        unique_where("uq_data_block_person_id_open", "person_id", where="lifted_at IS NULL AND deleted_at IS NULL"),
    )


class RetentionRule(Base):
    """How many months after its end data of an edition are kept; without a row they are kept.

    `announced_at`: when the team was told that they are emptied soon; nothing is before.
    """

    __tablename__ = "retention_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[RetentionKind]
    months: Mapped[int]
    announced_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("edition_id", "kind"), CheckConstraint("months > 0", name="some_months"))


class RetentionEvent(Event, Base):
    """What happened to the data of an edition that are kept for a time: `count` months were set, or rows emptied."""

    __tablename__ = "retention_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RetentionKind]
    step: Mapped[RetentionStep]
    count: Mapped[int]
