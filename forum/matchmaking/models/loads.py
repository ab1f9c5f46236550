"""A sheet of requirements between its upload and its confirmation."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.database import Base
from forum.matchmaking.models.participants import Buyer


class RequirementLoad(Base):
    """The rows of a sheet, the headings first, and whose requirements they become; deleted after a day."""

    __tablename__ = "requirement_load"

    id: Mapped[int] = mapped_column(primary_key=True)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("buyer.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    rows: Mapped[list[Any]] = mapped_column(JSON())
    created_at: Mapped[datetime] = mapped_column(index=True)
    loaded_at: Mapped[datetime | None]

    buyer: Mapped[Buyer] = relationship(lazy="raise")
