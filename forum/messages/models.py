"""Messages, their recipients, and what happened to them."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.database import Base
from forum.core.history import Event
from forum.editions.models import Edition
from forum.messages.enums import Anchor, Audience, MessageChange, MessageKind, MessageState
from forum.messages.rules import Wanted, anchor_day, due_on, state_of, wanted_of


class Message(Base):
    """A message to many: its texts, whom it is for, and when it leaves. Without English everybody reads Spanish.

    Scheduled (`scheduled_at`) it leaves at `send_at`, or so many days from `anchor` (negative: before) at
    `anchor_clock`, wherever that date is moved. Its mails were written at `queued_at` and leave from `leaves_at` on.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[MessageKind]
    audience: Mapped[Audience]
    filters: Mapped[dict[str, Any]]
    subject_es: Mapped[str]
    text_es: Mapped[str]
    subject_en: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    send_at: Mapped[datetime | None]
    anchor: Mapped[Anchor | None]
    anchor_days: Mapped[int | None]
    anchor_clock: Mapped[time | None]
    scheduled_at: Mapped[datetime | None]
    scheduled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    queued_at: Mapped[datetime | None]
    queued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    leaves_at: Mapped[datetime | None]
    recipients: Mapped[int] = mapped_column(default=0)

    queued_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[queued_by_id])

    __table_args__ = (Index(None, "edition_id", "id"), Index(None, "scheduled_at"))

    @property
    def wanted(self) -> Wanted:
        """To whom it goes."""
        return wanted_of(self.audience, self.filters)

    @property
    def batch(self) -> str:
        """The key of its mails in the outbox."""
        return f"message-{self.id}"

    def due(self, edition: Edition) -> datetime | None:
        """When it leaves, as the dates of the edition are now; None where no moment was told."""
        if self.anchor is None or self.anchor_days is None or self.anchor_clock is None:
            return self.send_at
        windows = {
            Anchor.REGISTRATION_CLOSES: edition.registration_closes_at,
            Anchor.REQUESTS_OPEN: edition.requests_open_at,
            Anchor.REQUESTS_CLOSE: edition.requests_close_at,
            Anchor.AGENDA_FREEZES: edition.freeze_at,
        }
        zone, days = edition.time_zone, (edition.starts_on, edition.ends_on)
        day = anchor_day(self.anchor, days=days, windows=windows, zone=zone)
        return due_on(day, self.anchor_days, self.anchor_clock, zone=zone)

    def state(self, edition: Edition, *, now: datetime) -> MessageState:
        """Its state now."""
        due = self.due(edition)
        return state_of(leaves_at=self.leaves_at, scheduled_at=self.scheduled_at, due=due, now=now)

    def written_in(self, language: str) -> tuple[str, str, str]:
        """For who reads "es" or "en": in which language the message is for them, its subject and its text."""
        if language == "en" and self.text_en:
            return "en", self.subject_en, self.text_en
        return "es", self.subject_es, self.text_es


class MessageTemplate(Base):
    """Texts in both languages that are kept under a name, for messages of any edition: it belongs to none."""

    __tablename__ = "message_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[MessageKind]
    subject_es: Mapped[str]
    text_es: Mapped[str]
    subject_en: Mapped[str]
    text_en: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    saved_by: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("name"),)


class MessageRecipient(Base):
    """Somebody a message was written to, once, and their mail in the outbox."""

    __tablename__ = "message_recipient"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id", ondelete="SET NULL"), index=True)


class MessageEvent(Event, Base):
    """What somebody did with a message; `count`: the number of people it was about."""

    __tablename__ = "message_event"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MessageChange]
    count: Mapped[int | None]


class QuietHours(Base):
    """From and until which hour of the venue the messages of an edition do not leave."""

    __tablename__ = "quiet_hours"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
