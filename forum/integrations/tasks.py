"""Background work of integrations: forgetting what is kept for a while."""

from forum.core.clock import utc_now
from forum.integrations.service import forget_answers
from forum.jobs import every, job


@every(minutes=60)
@job("integrations.sweep")
def sweep() -> None:
    """Forget the answers and messages that are old."""
    forget_answers(now=utc_now())
