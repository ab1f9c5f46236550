"""Keys and their calls, webhooks and their deliveries, and the history of both."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.constraints import index_where
from forum.core.database import Base
from forum.core.history import Event
from forum.integrations.enums import IntegrationChange


class ApiKey(Base):
    """A key of the API: for one edition, in the name of who made it. Only the hash of it is stored."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    key_hash: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("key_hash"),)

    @property
    def last_moment(self) -> datetime:
        """The end of its last day, as people say it: 23:59, not midnight of the day after."""
        return self.expires_at - timedelta(minutes=1)

    def works(self, *, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and self.expires_at > now


class ApiCall(Base):
    """A change made with a key. `answer` is kept for a day, for who sends the same Idempotency-Key again."""

    __tablename__ = "api_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_key.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(index=True)
    operation: Mapped[str]
    address: Mapped[str]
    status: Mapped[int]
    idempotency_key: Mapped[str | None]
    fingerprint: Mapped[str]
    answer: Mapped[dict[str, Any]]

    __table_args__ = (UniqueConstraint("api_key_id", "idempotency_key"),)


class Webhook(Base):
    """An address that is told what happens in an edition.

    `secret` is sealed with the app's key. `told` says up to which row of each history it was told.
    `failing_since`: no delivery has arrived since; `paused_at`: nothing is sent until somebody resumes it.
    """

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    address: Mapped[str]
    happenings: Mapped[list[str]] = mapped_column(JSON)
    secret: Mapped[str]
    told: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    failing_since: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class WebhookDelivery(Base):
    """One message to a webhook: of which row of which history, how often it was sent, and how that went last.

    `next_at`: when it is sent again; None once it arrived or was given up. `uid` is the same at each attempt.
    """

    __tablename__ = "webhook_delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    uid: Mapped[str]
    happening: Mapped[str]
    source: Mapped[str]
    source_id: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    attempts: Mapped[int]
    next_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    response_status: Mapped[int | None]
    failure: Mapped[str]

    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("webhook_id", "source", "source_id"),
        Index(None, "webhook_id", "created_at"),
        index_where("ix_webhook_delivery_waiting", "webhook_id", "next_at", where="next_at IS NOT NULL"),
    )


class IntegrationEvent(Event, Base):
    """What somebody did with a key or a webhook; `name`: what it is called, or its address."""

    __tablename__ = "integration_event"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    api_key_id: Mapped[int | None] = mapped_column(ForeignKey("api_key.id", ondelete="CASCADE"), index=True)
    webhook_id: Mapped[int | None] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"), index=True)
    kind: Mapped[IntegrationChange]
    name: Mapped[str]
