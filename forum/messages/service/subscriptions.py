"""One's own subscription to news: a consent like any other, so the latest answer is valid and every one is kept."""

from datetime import datetime

from forum.accounts.models import Person
from forum.accounts.queries import remaining_id
from forum.core.database import atomic, locked
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.service import record_consents


def change_subscription(person_id: int, *, wants_news: bool, now: datetime) -> None:
    """Record whether a person wants news; nothing where that is their answer already.

    A link to an account that was merged is one of the account that stays.

    Raises:
        NotFound: there is no such person.
    """
    with atomic():
        person = locked(Person, remaining_id(person_id))
        if consents_of(person.id).get(Purpose.NEWS, False) != wants_news:
            record_consents(person.id, current_notice().id, {Purpose.NEWS: wants_news}, now)
