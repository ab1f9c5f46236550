"""Webhooks: added with a secret that is shown once, ended, paused, resumed."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from forum.core.database import atomic, locked, on_commit
from forum.core.history import record
from forum.core.sealing import seal, unseal
from forum.core.tokens import keyed_hash
from forum.integrations.enums import Happening, IntegrationChange
from forum.integrations.models import IntegrationEvent, Webhook, WebhookDelivery
from forum.integrations.queries import get_webhook
from forum.integrations.queries.sources import told_so_far
from forum.integrations.rules import SECRET_START, ensure_happenings, webhook_address
from forum.jobs import soon

TELL = "integrations.tell"


@dataclass(frozen=True, slots=True)
class MadeWebhook:
    """A new webhook; its secret is known only now."""

    id: int
    address: str
    secret: str


def add_webhook(edition_id: int, *, address: str, happenings: Sequence[str], by: int, now: datetime) -> MadeWebhook:
    """Tell an address what happens from now on.

    Raises:
        WebhookAddressUnsafe, WebhookAddressPrivate, WebhookWithoutHappening: see the rules.
    """
    written = webhook_address(address)
    ensure_happenings(happenings)
    chosen = [each for each in Happening if each.value in set(happenings)]
    key = b64encode(token_bytes(24)).decode()
    with atomic() as current:
        webhook = Webhook(
            edition_id=edition_id,
            address=written,
            happenings=[each.value for each in chosen],
            secret="",
            told={each.value: told_so_far(each, now=now) for each in chosen},
            created_at=now,
            created_by_id=by,
        )
        current.add(webhook)
        current.flush()
        webhook.secret = b64encode(seal(_sealing_key(webhook.id), key.encode())).decode()
        note(webhook, IntegrationChange.WEBHOOK_MADE, by=by, now=now)
    return MadeWebhook(webhook.id, written, SECRET_START + key)


def secret_of(webhook: Webhook) -> str | None:
    """The secret that messages are signed with; None where the app has another key by now."""
    opened = unseal(_sealing_key(webhook.id), b64decode(webhook.secret))
    return None if opened is None else SECRET_START + opened.decode()


def _sealing_key(webhook_id: int) -> bytes:
    return bytes.fromhex(keyed_hash(f"webhook {webhook_id}"))


def end_webhook(webhook_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Tell an address nothing more.

    Raises:
        NotFound: the edition has no such webhook.
    """
    with atomic():
        webhook = locked(Webhook, webhook_id, edition_id=edition_id)
        if webhook.ended_at is None:
            webhook.ended_at = now
            note(webhook, IntegrationChange.WEBHOOK_ENDED, by=by, now=now)


def resume_webhook(webhook_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Send again to a webhook that was paused, also what happened meanwhile.

    Raises:
        NotFound: the edition has no such webhook.
    """
    with atomic():
        webhook = locked(Webhook, webhook_id, edition_id=edition_id)
        if webhook.paused_at is not None:
            webhook.paused_at = webhook.failing_since = None
            note(webhook, IntegrationChange.WEBHOOK_RESUMED, by=by, now=now)
            on_commit(lambda: soon(TELL))


def send_again(delivery_id: int, *, webhook_id: int, edition_id: int, now: datetime) -> None:
    """Send a message once more, under the same id.

    Raises:
        NotFound: the edition has no such webhook, or it no such message.
    """
    with atomic():
        get_webhook(webhook_id, edition_id=edition_id)
        delivery = locked(WebhookDelivery, delivery_id, webhook_id=webhook_id)
        delivery.next_at, delivery.attempts = now, 0
        on_commit(lambda: soon(TELL))


def note(webhook: Webhook, kind: IntegrationChange, *, by: int | None, now: datetime) -> None:
    """Write down what was done with a webhook; nobody did it where it was the program."""
    event = IntegrationEvent(edition_id=webhook.edition_id, webhook_id=webhook.id, kind=kind, name=webhook.address)
    record(event, by=by, now=now)
