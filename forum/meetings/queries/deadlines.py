"""The deadlines of an edition."""

from forum.editions.models import Edition
from forum.meetings.rules.requests import Deadlines


def get_deadlines(edition: Edition) -> Deadlines:
    """When requests are taken, and when the agenda freezes."""
    return Deadlines(
        opens_at=edition.requests_open_at, closes_at=edition.requests_close_at, freeze_at=edition.freeze_at
    )
