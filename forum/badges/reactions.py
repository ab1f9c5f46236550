"""What badges do when registration announces something, in the same transaction."""

from forum.badges.service import issue_badge, revoke_badges
from forum.registration.signals import RegistrationApproved, RegistrationCancelled


def issue_on_approval(event: RegistrationApproved) -> None:
    """Whoever is approved has a badge."""
    issue_badge(event.registration_id, now=event.at)


def revoke_on_cancellation(event: RegistrationCancelled) -> None:
    """Whoever no longer is approved has none."""
    revoke_badges(event.registration_id, now=event.at)
