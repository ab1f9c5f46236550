"""What badges do on the announcements of registration, in the same transaction."""

from forum.badges.service import issue_first_badge, revoke_badges
from forum.registration.signals import RegistrationApproved, RegistrationCancelled


def issue_on_approval(event: RegistrationApproved) -> None:
    """Issue a badge on approval."""
    issue_first_badge(event.registration_id, now=event.at)


def revoke_on_cancellation(event: RegistrationCancelled) -> None:
    """Revoke the badge on cancellation."""
    revoke_badges(event.registration_id, now=event.at)
