"""The background work of messages."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.messages.service import send_due_messages


@every(minutes=1)
@job("messages.send_due")
def send_due() -> None:
    """Send the scheduled messages whose moment has come."""
    send_due_messages(now=utc_now())
