"""What messages do on the announcements of privacy, in the same transaction."""

from forum.messages.service import take_news_back
from forum.privacy.enums import Purpose
from forum.privacy.signals import ConsentRefused


def stop_news(event: ConsentRefused) -> None:
    """Who wants no news any more gets none that wait in the outbox either."""
    if event.purpose is Purpose.NEWS:
        take_news_back(event.person_id)
