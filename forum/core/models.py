"""Rows of the program itself: forms kept until their sender has signed in, counts for limits, changes of settings."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Base
from forum.core.history import Event


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


class Change(enum.StrEnum):
    """What happened to a thing that is set up."""

    MADE = "made"
    CHANGED = "changed"
    REMOVED = "removed"


class ConfigurationEvent(Event, Base):
    """A change of something that is set up: of which table and row, what it is called, each value before and after.

    `thing_id` is None where several were made or removed at once; `count` says how many. `words`: what is searched.
    """

    __tablename__ = "configuration_event"

    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    thing: Mapped[str]
    thing_id: Mapped[int | None]
    title: Mapped[str]
    change: Mapped[Change]
    changes: Mapped[dict[str, Any]]
    count: Mapped[int]
    words: Mapped[str]
