"""Saved lists, and who gets the way to them by mail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.lists.enums import Rhythm


class SavedList(Base):
    """A list of the console under a name: `kind` names the list, `address` is what its address says.

    `sent_on`: the day of the venue on which it was sent last.
    """

    __tablename__ = "saved_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str]
    kind: Mapped[str]
    address: Mapped[dict[str, Any]]
    rhythm: Mapped[Rhythm]
    sent_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    readers: Mapped[list["SavedListReader"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (UniqueConstraint("edition_id", "name"),)


class SavedListReader(Base):
    """Somebody of the staff who gets the way to a list by mail, while they may open it."""

    __tablename__ = "saved_list_reader"

    list_id: Mapped[int] = mapped_column(ForeignKey("saved_list.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship(lazy="raise")
