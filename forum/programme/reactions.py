"""What follows for the sessions in somebody's agenda from what happens below."""

from forum.programme.service import leave_all
from forum.registration.signals import RegistrationCancelled


def leave_sessions(event: RegistrationCancelled) -> None:
    """Free the places of who will not attend."""
    leave_all(event.registration_id, now=event.at)
