"""Queries of keys, their calls, webhooks and deliveries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from forum.accounts.models import Person, RoleGrant, SignInRule
from forum.core.database import one, session
from forum.integrations.models import ApiCall, ApiKey, IntegrationEvent, Webhook, WebhookDelivery

MOST = 100


def key_rows(key_hash: str) -> Sequence[Row[Any]]:
    """A key that was not revoked, who made it and their roles, one row for each role; none for a closed account."""
    needed = select(SignInRule.organisers_need_second).scalar_subquery()
    query = (
        select(ApiKey, Person, RoleGrant.edition_id, RoleGrant.role, needed.label("organisers_need_second"))
        .join(Person, Person.id == ApiKey.person_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .where(ApiKey.key_hash == key_hash, ApiKey.revoked_at.is_(None), Person.disabled_at.is_(None))
    )
    return session().execute(query).all()


def list_keys(edition_id: int) -> Sequence[Row[tuple[ApiKey, Person, int]]]:
    """The keys of an edition, the latest first, with who made each and the number of changes made with it."""
    calls = select(func.count()).select_from(ApiCall).where(ApiCall.api_key_id == ApiKey.id).scalar_subquery()
    query = select(ApiKey, Person, calls).join(Person, Person.id == ApiKey.person_id)
    return session().execute(query.where(ApiKey.edition_id == edition_id).order_by(ApiKey.id.desc())).all()


def get_key(key_id: int, *, edition_id: int) -> ApiKey:
    """A key of an edition.

    Raises:
        NotFound: it has none of this id.
    """
    return one(select(ApiKey).where(ApiKey.id == key_id, ApiKey.edition_id == edition_id))


def calls_of(key_id: int) -> Sequence[ApiCall]:
    """The latest changes that were made with a key."""
    query = select(ApiCall).where(ApiCall.api_key_id == key_id)
    return session().scalars(query.order_by(ApiCall.id.desc()).limit(MOST)).all()


def find_call(key_id: int, idempotency_key: str) -> ApiCall | None:
    """The change that a key made under this Idempotency-Key."""
    query = select(ApiCall).where(ApiCall.api_key_id == key_id, ApiCall.idempotency_key == idempotency_key)
    return session().scalars(query).one_or_none()


def list_integration_events(edition_id: int) -> Sequence[Row[tuple[IntegrationEvent, Person]]]:
    """What was done with the keys and webhooks of an edition, the latest first."""
    query = select(IntegrationEvent, Person).outerjoin(Person, Person.id == IntegrationEvent.by_id)
    found = query.where(IntegrationEvent.edition_id == edition_id).order_by(IntegrationEvent.id.desc()).limit(MOST)
    return session().execute(found).all()


def list_webhooks(edition_id: int) -> Sequence[Webhook]:
    """The webhooks of an edition that were not ended, the latest first."""
    query = select(Webhook).where(Webhook.edition_id == edition_id, Webhook.ended_at.is_(None))
    return session().scalars(query.order_by(Webhook.id.desc())).all()


def get_webhook(webhook_id: int, *, edition_id: int) -> Webhook:
    """A webhook of an edition that was not ended.

    Raises:
        NotFound: it has none of this id.
    """
    query = select(Webhook).where(Webhook.id == webhook_id, Webhook.edition_id == edition_id)
    return one(query.where(Webhook.ended_at.is_(None)))


def deliveries_of(webhook_id: int) -> Sequence[WebhookDelivery]:
    """The latest messages to a webhook."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    return session().scalars(query.order_by(WebhookDelivery.id.desc()).limit(MOST)).all()


def running_webhooks() -> Sequence[int]:
    """The ids of the webhooks, of all editions, that are told."""
    return session().scalars(select(Webhook.id).where(Webhook.ended_at.is_(None), Webhook.paused_at.is_(None))).all()


def due_deliveries(webhook_id: int, *, now: datetime, most: int) -> Sequence[int]:
    """The ids of the messages that are to be sent to a webhook, the earliest first."""
    query = select(WebhookDelivery.id).where(WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.next_at <= now)
    return session().scalars(query.order_by(WebhookDelivery.next_at, WebhookDelivery.id).limit(most)).all()
