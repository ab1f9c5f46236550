"""What delegations do when a registration ends, in the same transaction."""

from forum.delegations.service import forget_delegate
from forum.registration.signals import RegistrationCancelled


def forget_on_cancellation(event: RegistrationCancelled) -> None:
    """Take whose registration was cancelled off the list of their delegation: the place is free for another one."""
    forget_delegate(event.registration_id, now=event.at)
