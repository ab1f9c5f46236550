"""Background work of integrations: telling webhooks what happened, and forgetting what is kept for a while."""

from forum.core.clock import utc_now
from forum.integrations.service import TELL, forget_answers, queue_messages, send_due_messages
from forum.jobs import every, job


@every(minutes=1)
@job(TELL)
def tell() -> None:
    """Queue what happened, and send what is due."""
    queue_messages(now=utc_now())
    send_due_messages(now=utc_now())


@every(minutes=60)
@job("integrations.sweep")
def sweep() -> None:
    """Forget the answers and messages that are old."""
    forget_answers(now=utc_now())
