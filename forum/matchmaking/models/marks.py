"""What one side marks of the other, for itself: the other side never learns of it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base
from forum.matchmaking.enums import Mark
from forum.matchmaking.models.participants import Buyer
from forum.matchmaking.models.requirements import Requirement


class SupplierMark(Base):
    """A buyer's mark of a company; without a row there is none."""

    __tablename__ = "supplier_mark"

    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), primary_key=True, index=True)
    mark: Mapped[Mark]
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    buyer: Mapped[Buyer] = relationship(lazy="raise")
    marked_by: Mapped[Person | None] = relationship(lazy="raise")


class RequirementMark(Base):
    """A company's mark of a requirement; without a row there is none."""

    __tablename__ = "requirement_mark"

    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), primary_key=True)
    requirement_id: Mapped[int] = mapped_column(
        ForeignKey("requirement.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    mark: Mapped[Mark]
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    company: Mapped[Company] = relationship(lazy="raise")
    requirement: Mapped[Requirement] = relationship(lazy="raise")
    marked_by: Mapped[Person | None] = relationship(lazy="raise")
