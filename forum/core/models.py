"""Rows of the program itself: forms that are kept until their sender has signed in, and what is counted for limits."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base


class KeptForm(Base):
    """What somebody sent after their session had ended, until they have signed in again; for an hour at most.

    `person_id` is whose session had ended; where that is not known, whoever opens it first in the same browser.
    """

    __tablename__ = "kept_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str]
    browser_hash: Mapped[str]
    action: Mapped[str]
    page: Mapped[str]
    fields: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("token_hash"),)


class RateCount(Base):
    """How often something was asked for within a time; who asked is in the key, hashed with the app's secret."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
