"""What registration does when editions announce a change, in the same transaction."""

from sqlalchemy import update

from forum.accounts.signals import PersonChanged
from forum.core.database import session
from forum.editions.signals import CategoryKindChanging, QuotaChanged
from forum.registration.errors import CategoryKindInUse
from forum.registration.models import Registration
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


def follow_changed_person(event: PersonChanged) -> None:
    """Record that a person is called otherwise, or reads their calendar in another language."""
    theirs = update(Registration).where(Registration.person_id == event.person_id)
    session().execute(theirs.values(changed_at=event.at), execution_options={"synchronize_session": False})
