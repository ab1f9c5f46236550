"""The outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.constraints import index_where, unique_where
from forum.core.database import Base
from forum.mail.enums import MailState


class OutgoingMail(Base):
    """A mail to one address: its message and context, and the state of its delivery. `folded` is for searching.

    `message_id` is its own in every database: mail programs drop a second mail with the id of one they know.

    `edition_id` is the edition it is about; a mail about an account or a company is about none. The key points up.

    `batch`: the key of what was written to many at once; an address gets one mail of it. Those without go first.

    `digest`: mails of an edition to one address with the same one leave as one, where they wait at the same time; those
    that left with another one say with which (`sent_with_id`).
    """

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    message_id: Mapped[str]
    to_email: Mapped[str]
    to_name: Mapped[str]
    folded: Mapped[str]
    language: Mapped[str]
    message: Mapped[str]
    batch: Mapped[str | None]
    digest: Mapped[str | None]
    sent_with_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id", ondelete="SET NULL"), index=True)
    context: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    @property
    def state(self) -> MailState:
        """The state of its delivery."""
        if self.sent_at is not None:
            return MailState.SENT
        if self.given_up_at is not None:
            return MailState.FAILED
        return MailState.RETRYING if self.attempts else MailState.WAITING

    __table_args__ = (
        Index(None, "sent_at", "given_up_at", "next_attempt_at"),
        Index(None, "edition_id", "id"),
        Index(None, "edition_id", "to_email"),
        unique_where("uq_outgoing_mail_batch_to_email", "batch", "to_email", where="batch IS NOT NULL"),
        index_where(
            "ix_outgoing_mail_single_unsent",
            "next_attempt_at",
            where="batch IS NULL AND sent_at IS NULL AND given_up_at IS NULL",
        ),
    )
