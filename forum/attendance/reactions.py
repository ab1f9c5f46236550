"""What follows for certificates from what happens below."""

from forum.attendance.service.certificates import copy_setting
from forum.editions.enums import CopiedPart
from forum.editions.signals import EditionCopied


def copy_certificates_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition its place and signers, where it takes the rules along."""
    if CopiedPart.RULES in event.parts:
        copy_setting(event.source_id, event.edition_id)
