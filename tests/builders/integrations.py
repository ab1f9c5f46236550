"""Keys of the API, and programs that ask with them."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.tokens import token_hash
from forum.editions.models import Edition
from forum.integrations.context import wired_operations
from forum.integrations.enums import Happening
from forum.integrations.models import ApiKey, WebhookDelivery
from forum.integrations.service import make_key
from forum.integrations.service.webhooks import MadeWebhook, add_webhook


def a_key(edition: Edition, person: Person | int, *scopes: str, name: str = "CRM") -> str:
    """The text of a key with these scopes, or all."""
    every = sorted({each.scope for each in wired_operations() if each.scope})
    made = make_key(
        edition,
        name=name,
        scopes=scopes or every,
        expires_on=(utc_now() + timedelta(days=30)).date(),
        by=person if isinstance(person, int) else person.id,
        now=utc_now(),
    )
    return made.text


def a_key_row(edition: Edition, person_id: int) -> int:
    """The id of a key of this person."""
    return session().scalars(select(ApiKey.id).where(ApiKey.key_hash == token_hash(a_key(edition, person_id)))).one()


def a_webhook(edition_id: int, by: int, *happenings: str, address: str = "https://erp.example.mx/foro") -> MadeWebhook:
    """A webhook that is told of these happenings, or of all."""
    return add_webhook(edition_id, address=address, happenings=happenings or list(Happening), by=by, now=utc_now())


def a_webhook_and_delivery(edition_id: int, by: int) -> dict[str, int]:
    """The ids of a webhook, and of a message to it that waits."""
    webhook_id, now = a_webhook(edition_id, by).id, utc_now()
    with atomic() as current:
        delivery = WebhookDelivery(
            webhook_id=webhook_id, uid=f"msg_{webhook_id}", happening="meeting.made", source="meeting_made",
            source_id="1", payload={}, created_at=now, attempts=0, next_at=now, failure="",
        )  # fmt: skip
        current.add(delivery)
    return {"webhook_id": webhook_id, "delivery_id": delivery.id}


class Program:
    """A program that asks with a key, without cookies."""

    def __init__(self, client: FlaskClient, edition: Edition, key: str) -> None:
        self._client, self._start, self._key = client, f"/api/v1/editions/{edition.slug}", key

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **values: Any) -> TestResponse:
        """Ask for a path below the edition."""
        sent = {"Authorization": f"Bearer {self._key}", "Accept-Language": "es", **(headers or {})}
        return self._client.open(self._start + path, method=method, headers=sent, **values)

    def get(self, path: str, **values: Any) -> TestResponse:
        """Read."""
        return self.ask("GET", path, **values)

    def post(self, path: str, body: object = None, **values: Any) -> TestResponse:
        """Make something."""
        return self.ask("POST", path, **({} if body is None else {"json": body}), **values)

    def patch(self, path: str, body: object, **values: Any) -> TestResponse:
        """Change something."""
        return self.ask("PATCH", path, json=body, **values)
