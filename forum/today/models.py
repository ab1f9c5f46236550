"""When people last looked at their day."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base


class Visit(Base):
    """The visit of a person to their page of today: when it began, and when the one before it did."""

    __tablename__ = "visit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True, index=True)
    began_at: Mapped[datetime]
    before_at: Mapped[datetime | None]
