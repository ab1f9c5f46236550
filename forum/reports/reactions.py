"""What reports do on the announcements of editions, in the same transaction."""

from forum.editions.signals import EditionCopied
from forum.reports.service import copy_figures


def copy_figures_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the figures of former editions that the other has."""
    copy_figures(event.source_id, event.edition_id)
