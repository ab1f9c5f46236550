"""The addresses at which people subscribe to their calendars, and the days these must cancel."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.constraints import unique_where
from forum.core.database import Base


class FeedAddress(Base):
    """A secret calendar address of a person in an edition; one is valid at a time. Only its token's hash is stored."""

    __tablename__ = "feed_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("token_hash"),
        unique_where("uq_feed_address_alive", "person_id", "edition_id", where="revoked_at IS NULL"),
    )


class WithdrawnDay(Base):
    """A day on which a registration admitted its person and no longer does; their calendar shows it as cancelled.

    The day itself may be gone: its date and hours are those it had.
    """

    __tablename__ = "withdrawn_day"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    day_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    date: Mapped[date]
    opens_at: Mapped[time]
    closes_at: Mapped[time]
