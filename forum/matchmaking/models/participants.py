"""The participants: a buyer's representative at a table, and a supplier company."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event
from forum.editions.models import MeetingTable
from forum.matchmaking.enums import BuyerChange, InterpreterLanguage, SupplierStatus


class Buyer(Base):
    """A representative of a buying company in an edition, invited by the organiser, at a fixed table.

    Two representatives may share one table; the seats of the table keep them apart in time. One that was removed stays
    as the history of its requests and meetings; the person may be invited again, as another row. `withdrew`: they
    dropped out themselves, and the organiser only wrote it down.
    """

    __tablename__ = "buyer"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id"), index=True)
    position: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str | None]
    invited_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    withdrew: Mapped[bool] = mapped_column(default=False, server_default=false())
    removal_reason: Mapped[str] = mapped_column(default="", server_default="")

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    removed_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[removed_by_id])
    company: Mapped[Company] = relationship(lazy="raise")
    table: Mapped[MeetingTable | None] = relationship(lazy="raise")

    __table_args__ = (
        unique_where("uq_buyer_edition_id_person_id", "edition_id", "person_id", where="removed_at IS NULL"),
    )

    @property
    def interpreter_language(self) -> InterpreterLanguage | None:
        """The language of the interpreter; None: there is none, or its code is unknown."""
        return next((each for each in InterpreterLanguage if each.value == self.interpreter), None)


class BuyerEvent(Event, Base):
    """What the staff did with a buyer: gave them a table (`note` says which, none is empty), or ended their part."""

    __tablename__ = "buyer_event"

    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[BuyerChange]
    note: Mapped[str] = mapped_column(default="", server_default="")


class Availability(Base):
    """A slot in which a buyer is at their table."""

    __tablename__ = "availability"

    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id", ondelete="CASCADE"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True)


class Supplier(Base):
    """A company that takes part in the meetings of an edition as supplier.

    `absences`: the meetings to which it did not come and the buyer did, since the staff last let them pass
    (`absences_forgiven_at`); counted while its company is locked.
    """

    __tablename__ = "supplier"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    status: Mapped[SupplierStatus]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    absences: Mapped[int] = mapped_column(default=0, server_default="0")
    absences_forgiven_at: Mapped[datetime | None]

    company: Mapped[Company] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("edition_id", "company_id"),)


class SupplierEvent(Event, Base):
    """A step of a supplier's application: what was decided, with the reason; PENDING: the company sent it.

    `forgiven`: its status stayed, and the staff let it ask for meetings again after its absences.
    """

    __tablename__ = "supplier_event"

    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id", ondelete="CASCADE"), index=True)
    status: Mapped[SupplierStatus]
    note: Mapped[str] = mapped_column(default="", server_default="")
    forgiven: Mapped[bool] = mapped_column(default=False, server_default=false())
