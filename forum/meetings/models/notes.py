"""What a company notes of another one, for itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import Base


class PrivateNote(Base):
    """What the people of a company (`owner`) note of another one in an edition; nobody else reads it."""

    __tablename__ = "private_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    about_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    about: Mapped[Company] = relationship(lazy="raise", foreign_keys=[about_id])
    written_by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("owner_id", "about_id", "edition_id"),)
