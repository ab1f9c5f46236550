"""What agendas do on the announcements of registration, in the same transaction."""

from forum.agenda.service import revoke_feed
from forum.registration.signals import PersonReaddressed


def revoke_feed_of_former_address(event: PersonReaddressed) -> None:
    """Revoke the calendar address, which whoever read the former mailbox may have subscribed to."""
    revoke_feed(event.person_id, edition_id=event.edition_id, now=event.at)
