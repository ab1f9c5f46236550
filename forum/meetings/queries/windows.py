"""The moments of an edition that bound requests and changes."""

from forum.editions.models import Edition
from forum.meetings.rules.requests import Windows


def windows_of(edition: Edition) -> Windows:
    """The windows of an edition."""
    return Windows(opens_at=edition.requests_open_at, closes_at=edition.requests_close_at, freeze_at=edition.freeze_at)
