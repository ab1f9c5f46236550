"""Badges: a random code per approved registration; a reissue revokes the one before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base


class Badge(Base):
    """A badge (*gafete*). One per registration is alive; revoked ones stay, so that the door can say so."""

    __tablename__ = "badge"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("length(code) = 20", name="code_length"),
        Index(
            "uq_badge_alive",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )
