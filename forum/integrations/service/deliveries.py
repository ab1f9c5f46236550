"""Messages to webhooks: queued from what happened, claimed one by one, sent outside the transaction, tried again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.editions.models import Edition
from forum.integrations.enums import DeliveryFailure, Happening, IntegrationChange
from forum.integrations.models import Webhook, WebhookDelivery
from forum.integrations.notices import Outcome, notify_paused, send_message
from forum.integrations.queries import due_deliveries, running_webhooks
from forum.integrations.queries.sources import SOURCES, key_of, list_untold
from forum.integrations.rules import is_given_up, next_attempt
from forum.integrations.service.webhooks import note, secret_of
from forum.jobs import is_stopping

LEASE = timedelta(minutes=2)
"""After which a message is taken up by another worker, where one that had claimed it is gone."""

MOST_AT_ONCE = 500


def queue_messages(*, now: datetime) -> int:
    """Queue what happened since each webhook was told last; returns the number of messages."""
    return sum(_queue_for(webhook_id, now=now) for webhook_id in running_webhooks())


def _queue_for(webhook_id: int, *, now: datetime) -> int:
    with atomic() as current:
        webhook = locked(Webhook, webhook_id)
        slug = current.get_one(Edition, webhook.edition_id).slug
        told, queued = dict(webhook.told), 0
        for name in webhook.happenings:
            happening = Happening(name)
            rows = list_untold(webhook, happening, now=now)
            current.add_all(_message(webhook, happening, row, slug=slug, now=now) for row in rows)
            queued += len(rows)
            _advance(told, happening, rows, now=now)
        webhook.told = told
        return queued


def _advance(told: dict[str, Any], happening: Happening, rows: list[Any], *, now: datetime) -> None:
    if SOURCES[happening].model is None:
        told[happening.value] = (rows[-1][2] if rows else now).isoformat()
    elif rows:
        told[happening.value] = max(told[happening.value], rows[-1][0])


def _message(webhook: Webhook, happening: Happening, row: Any, *, slug: str, now: datetime) -> WebhookDelivery:
    """A message says what happened and the id of the thing: who may know more reads it by the API."""
    _key, about, at = row
    source = SOURCES[happening]
    return WebhookDelivery(
        webhook_id=webhook.id,
        uid=f"msg_{uuid4().hex}",
        happening=happening.value,
        source=source.name,
        source_id=key_of(row, source),
        payload={
            "type": happening.value,
            "timestamp": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "data": {"edition": slug, "id": about},
        },
        created_at=now,
        attempts=0,
        next_at=now,
        failure="",
    )


def send_due_messages(*, now: datetime) -> int:
    """Send what is due; returns how many arrived."""
    return sum(_send_to(webhook_id, now=now) for webhook_id in running_webhooks())


def _send_to(webhook_id: int, *, now: datetime) -> int:
    arrived = 0
    for delivery_id in due_deliveries(webhook_id, now=now, most=MOST_AT_ONCE):
        outcome = None if is_stopping() else _send(delivery_id, now=now)
        if outcome is None or outcome.status is None:  # nobody is there: the rest waits, and keeps nobody else waiting
            break
        arrived += outcome.has_arrived
    return arrived


def _send(delivery_id: int, *, now: datetime) -> Outcome | None:
    """How it went; None: another worker is at it, or nothing is sent there any more."""
    claimed = _claim(delivery_id, now=now)
    if claimed is None:
        return None
    webhook, delivery = claimed
    secret = secret_of(webhook)
    if secret is None:
        outcome = Outcome(None, DeliveryFailure.OTHER_KEY)
    else:
        outcome = send_message(webhook.address, delivery.payload, uid=delivery.uid, secret=secret, now=now)
    _store(delivery_id, webhook.id, outcome, now=now)
    return outcome


def _claim(delivery_id: int, *, now: datetime) -> tuple[Webhook, WebhookDelivery] | None:
    with atomic() as current:
        delivery = locked(WebhookDelivery, delivery_id)
        webhook = current.get_one(Webhook, delivery.webhook_id, populate_existing=True)
        if webhook.paused_at or webhook.ended_at or delivery.next_at is None or delivery.next_at > now:
            return None
        delivery.next_at, delivery.attempts = now + LEASE, delivery.attempts + 1
        return webhook, delivery


def _store(delivery_id: int, webhook_id: int, outcome: Outcome, *, now: datetime) -> None:
    with atomic():
        webhook = locked(Webhook, webhook_id)
        delivery = locked(WebhookDelivery, delivery_id)
        delivery.tried_at, delivery.response_status, delivery.failure = now, outcome.status, outcome.failure or ""
        if outcome.has_arrived:
            delivery.arrived_at, delivery.next_at, webhook.failing_since = now, None, None
            return
        gone = outcome.status == 410  # the other side says that it wants no more
        delivery.next_at = None if gone else next_attempt(delivery.attempts, now=now)
        webhook.failing_since = webhook.failing_since or now
        if webhook.paused_at is None and (gone or is_given_up(webhook.failing_since, now=now)):
            _pause(webhook, now=now)


def _pause(webhook: Webhook, *, now: datetime) -> None:
    webhook.paused_at = now
    note(webhook, IntegrationChange.WEBHOOK_PAUSED, by=None, now=now)
    person = session().get(Person, webhook.created_by_id) if webhook.created_by_id else None
    if person is not None and person.email is not None:
        notify_paused(webhook, session().get_one(Edition, webhook.edition_id), person, now=now)
