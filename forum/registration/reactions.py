"""What registration does when editions announce a change, in the same transaction."""

from forum.editions.signals import CategoryKindChanging, QuotaChanged
from forum.registration.errors import CategoryKindInUse
from forum.registration.queries import count_in_category
from forum.registration.service import promote_waiting


def promote_on_new_places(event: QuotaChanged) -> None:
    """Give the new places to those who have waited longest."""
    promote_waiting(event.category_id, now=event.at)


def keep_kind_of_used_category(event: CategoryKindChanging) -> None:
    """Refuse another kind for a category with registrations: quotas, badges and links go by the kind they had.

    Raises:
        CategoryKindInUse: people are registered in it, and how many.
    """
    count = count_in_category(event.category_id)
    if count:
        raise CategoryKindInUse(count=count)
