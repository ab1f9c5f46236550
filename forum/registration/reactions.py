"""What registration does when editions announce something, in the same transaction."""

from forum.editions.signals import QuotaChanged
from forum.registration.service import promote_waiting


def promote_on_new_places(event: QuotaChanged) -> None:
    """With more places, those who wait longest have one."""
    promote_waiting(event.category_id, now=event.at)
