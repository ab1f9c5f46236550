"""Changes made with keys: each is written down with its key, and one that is sent again is answered, not repeated."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from forum.core.database import atomic, lock_name
from forum.integrations.errors import IdempotencyKeyReused
from forum.integrations.models import ApiCall, WebhookDelivery
from forum.integrations.queries import find_call
from forum.integrations.rules import ANSWER_KEPT, DELIVERY_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A change that a program asks for: with which key, what, and the Idempotency-Key it sent."""

    key_id: int
    operation: str
    address: str
    status: int
    fingerprint: str
    idempotency_key: str | None


def do_once(call: Call, verb: Callable[[], dict[str, Any]], *, now: datetime) -> tuple[dict[str, Any], bool]:
    """Do what is asked for and write it down, in one change; returns the answer, and whether it is an earlier one.

    What was refused is not kept: it changed nothing, and is decided again. Two that come at the same moment take turns
    by the name of the key; the unique row is behind it.

    Raises:
        IdempotencyKeyReused: the key came with another request.
    """
    with atomic() as current:
        if call.idempotency_key is not None:
            lock_name(f"idempotency {call.key_id} {call.idempotency_key}")
            before = find_call(call.key_id, call.idempotency_key)
            if before is not None:
                if before.fingerprint != call.fingerprint:
                    raise IdempotencyKeyReused
                return before.answer, True
        answer = verb()
        made = ApiCall(
            api_key_id=call.key_id,
            at=now,
            operation=call.operation,
            address=call.address,
            status=call.status,
            idempotency_key=call.idempotency_key,
            fingerprint=call.fingerprint,
            answer=answer if call.idempotency_key is not None else {},
        )
        current.add(made)
        return answer, False


def forget_answers(*, now: datetime) -> None:
    """Forget the answers of yesterday, which may say something of people, and the messages of last month."""
    with atomic() as current:
        old = ApiCall.at < now - ANSWER_KEPT, ApiCall.idempotency_key.is_not(None)
        current.execute(update(ApiCall).where(*old).values(idempotency_key=None, answer={}))
        current.execute(delete(WebhookDelivery).where(WebhookDelivery.created_at < now - DELIVERY_KEPT))
