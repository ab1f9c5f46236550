"""A request that waits to be sent: the company is not approved yet, or requests are not taken yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base
from forum.matchmaking.models import Requirement


class RequestDraft(Base):
    """A request as its company wrote it; nobody else sees it, and it counts nowhere.

    It is sent as soon as the company may ask. One that is refused then stays, with the reason in the words of who wrote
    it (`refusal`, in their language), until they send it again or delete it.
    """

    __tablename__ = "request_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="CASCADE"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    preferred_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"))
    reason: Mapped[str]
    written_at: Mapped[datetime]
    refused_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="", server_default="")

    requirement: Mapped[Requirement] = relationship(lazy="raise")
    company: Mapped[Company] = relationship(lazy="raise")
    written_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=[written_by_id])

    __table_args__ = (UniqueConstraint("requirement_id", "company_id"),)
