"""The background work of saved lists."""

from forum.core.clock import utc_now
from forum.core.saved import list_permissions
from forum.jobs import every, job
from forum.lists.service import send_due_lists


@every(minutes=10)
@job("lists.send_due")
def send_due() -> None:
    """Send the lists of this morning."""
    send_due_lists(list_permissions(), now=utc_now())
