"""How meetings reach people's calendars: addresses to subscribe to, invitations by mail; and the days they cancel."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.agenda.enums import CalendarAnswer, CalendarWay, InvitationMethod
from forum.core.constraints import unique_where
from forum.core.database import Base
from forum.core.history import Event


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


class CalendarChoice(Event, Base):
    """That a person gets the meetings of an edition this way from then on, and who said so; the latest is valid."""

    __tablename__ = "calendar_choice"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    way: Mapped[CalendarWay]

    __table_args__ = (Index(None, "person_id", "edition_id"),)


class CalendarInvitation(Base):
    """What a person's calendar was last sent of a meeting: to which address, with which SEQUENCE, saying what.

    `digest`: of all it said, in no language; `place`: of when and where. `ahead`: by how much its SEQUENCE is ahead of
    what meeting and edition count; calendars and feeds add it, so that no number comes twice. `meeting_changed_at` and
    `edition_sequence`: as of which change. `has_left`: one before the latest may have arrived, so that an end has to
    be told. `since_sequence`: the one that first said this place and time; an answer to an earlier one says nothing.
    """

    __tablename__ = "calendar_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    method: Mapped[InvitationMethod]
    address: Mapped[str]
    language: Mapped[str]
    uid: Mapped[str]
    sequence: Mapped[int]
    ahead: Mapped[int]
    digest: Mapped[str]
    place: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    summary: Mapped[str]
    location: Mapped[str]
    queued_at: Mapped[datetime]
    has_left: Mapped[bool]
    meeting_changed_at: Mapped[datetime]
    edition_sequence: Mapped[int]
    since_sequence: Mapped[int]
    answer: Mapped[CalendarAnswer | None]
    answered_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("person_id", "meeting_id"),)


class ReadMailbox(Base):
    """How far a folder was read, by the name of it (host, user, folder): answers are taken once."""

    __tablename__ = "read_mailbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    read_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("name"),)
