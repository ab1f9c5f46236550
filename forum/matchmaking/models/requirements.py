"""What buyers look for (*requerimientos de compra*): the unit of matching."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Process
from forum.companies.rules.certificates import standard_name
from forum.core.database import Base
from forum.core.history import Event
from forum.matchmaking.enums import Currency, RequirementChange, RequirementStatus
from forum.matchmaking.models.participants import Buyer


class Requirement(Base):
    """A dated purchase need: a process, a volume (EAU, units a year), the certificates asked for.

    `folded` is the text that is searched: title, description, process and buyer, without accents. `names_company`: the
    public page says whose it is; else it says only what is sought. `potential_value`, whole units of `currency` within
    `horizon_years`, is for the buyer and the staff alone. `committee` is a name from the edition's list.
    """

    __tablename__ = "requirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id", ondelete="CASCADE"), index=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    material: Mapped[str] = mapped_column(default="")
    annual_volume: Mapped[int | None] = mapped_column(BigInteger)
    volume_unit: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    delivery_place: Mapped[str] = mapped_column(default="", server_default="")
    suppliers_wanted: Mapped[int | None]
    potential_value: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[Currency | None]
    horizon_years: Mapped[int | None]
    committee: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[RequirementStatus]
    published_at: Mapped[datetime | None]
    covered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    names_company: Mapped[bool] = mapped_column(default=False, server_default=false())
    folded: Mapped[str]

    buyer: Mapped[Buyer] = relationship(lazy="raise")
    process: Mapped[Process] = relationship(lazy="raise")
    certificates: Mapped[list["RequirementCertificate"]] = relationship(
        lazy="raise", order_by="RequirementCertificate.standard", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index(None, "edition_id", "status", "process_id"),
        CheckConstraint(
            "(potential_value IS NULL) = (currency IS NULL) AND (potential_value IS NULL) = (horizon_years IS NULL)",
            name="value_whole",
        ),
    )


class RequirementCertificate(Base):
    """A certificate a requirement asks for: mandatory or desirable."""

    __tablename__ = "requirement_certificate"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"), primary_key=True)
    standard: Mapped[str] = mapped_column(primary_key=True)
    mandatory: Mapped[bool] = mapped_column(default=True)

    @property
    def standard_name(self) -> str:
        """The name of the standard."""
        return standard_name(self.standard)


class RequirementEvent(Event, Base):
    """A change of a requirement: who made it, for whom (None: for themselves), and which fields it changed."""

    __tablename__ = "requirement_event"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RequirementChange]
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    detail: Mapped[dict[str, Any]]

    made_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys="RequirementEvent.by_id")
    for_person: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[for_person_id])
