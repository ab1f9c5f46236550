"""The background work of questions: answers are kept as long as was said, no longer."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.questions.service import forget_due


@every(minutes=60)
@job("questions.forget")
def forget() -> None:
    """Delete the answers whose time after their edition is over."""
    forget_due(now=utc_now())
