"""Registrations that the desk made on site."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.walkins.enums import Problem


class WalkIn(Base):
    """Somebody to whom the desk handed out a badge with a reserved code, as it was typed. The device makes the id.

    `registration_id` is what came of it; until then `problem` says what the desk has to decide, and
    `seen_registration_id` which registration is in question. One that was discarded is settled without a registration.
    """

    __tablename__ = "walk_in"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"))
    given_names: Mapped[str]
    first_surname: Mapped[str]
    organisation: Mapped[str]
    email: Mapped[str]
    device: Mapped[str]
    registered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    problem: Mapped[Problem | None]
    seen_registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    @property
    def name(self) -> str:
        """Their name as it was typed."""
        return f"{self.given_names} {self.first_surname}".strip()
