"""What badges do on the announcements of registration and editions, in the same transaction."""

from forum.badges.service import issue_first_badge, revoke_badges
from forum.badges.service.copying import copy_templates
from forum.editions.enums import CopiedPart
from forum.editions.signals import EditionCopied
from forum.registration.signals import RegistrationApproved, RegistrationCancelled


def issue_on_approval(event: RegistrationApproved) -> None:
    """Issue a badge on approval."""
    issue_first_badge(event.registration_id, now=event.at)


def revoke_on_cancellation(event: RegistrationCancelled) -> None:
    """Revoke the badge on cancellation."""
    revoke_badges(event.registration_id, now=event.at)


def copy_templates_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the badge templates of the other."""
    if CopiedPart.BADGES in event.parts:
        copy_templates(event.source_id, event.edition_id, categories=event.categories)
