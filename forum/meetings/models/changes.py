"""Changes of many meetings at once, and what is still to be told of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.meetings.enums import AgendaChangeKind


class Told(Base):
    """What people are told of in portions; `told_until`: the last who was, by their ids; `told_at`: all were."""

    __abstract__ = True

    told_until: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]


class AgendaChange(Told):
    """The co-ordinator changed many meetings in one change: what it was, how many moved and ended, and why.

    What each person reads of it waits in `news`, by their id, until all were told; then it is emptied.
    """

    __tablename__ = "agenda_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[AgendaChangeKind]
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str]
    moved: Mapped[int]
    ended: Mapped[int]
    news: Mapped[dict[str, Any]]

    by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (Index(None, "edition_id", "made_at"), Index(None, "told_at"))
