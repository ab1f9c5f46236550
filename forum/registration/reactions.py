"""What registration does when editions announce a change, in the same transaction."""

from forum.editions.signals import QuotaChanged
from forum.registration.service import promote_waiting


def promote_on_new_places(event: QuotaChanged) -> None:
    """Give the new places to those who have waited longest."""
    promote_waiting(event.category_id, now=event.at)
