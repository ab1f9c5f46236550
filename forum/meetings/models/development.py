"""What suppliers lacked, followed through the year, and who helps them with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base
from forum.core.history import Event
from forum.meetings.enums import HelpKind, Lacking, LackState


class LackHelper(Base):
    """An organisation that helps suppliers of an edition: of which kind, its page, and with what.

    `covers`: codes of standards and, as texts, ids of processes; none: with everything.
    """

    __tablename__ = "lack_helper"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    organisation: Mapped[str]
    kind: Mapped[HelpKind]
    page: Mapped[str]
    covers: Mapped[list[Any]] = mapped_column(JSON())


class SupplierLack(Base):
    """A thing that a supplier lacked in an edition, and how far it is: a standard by its code, else by its process.

    `claimed_at`: since when the company says that it has it, which the staff confirms. `state` is the staff's.
    """

    __tablename__ = "supplier_lack"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    what: Mapped[Lacking]
    thing: Mapped[str]
    state: Mapped[LackState]
    note: Mapped[str] = mapped_column(default="", server_default="")
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    claimed_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise")
    changed_by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("edition_id", "company_id", "what", "thing"),)


class LackEvent(Event, Base):
    """A step of what a supplier lacked: its state with a note, or that the company says it has it (`claimed`)."""

    __tablename__ = "lack_event"

    lack_id: Mapped[int] = mapped_column(ForeignKey("supplier_lack.id", ondelete="CASCADE"), index=True)
    state: Mapped[LackState]
    note: Mapped[str] = mapped_column(default="", server_default="")
    claimed: Mapped[bool] = mapped_column(default=False, server_default=false())
