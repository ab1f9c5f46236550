"""What was merged into a person's account."""

from collections.abc import Iterator

from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.people.queries import merges_of


def merge_happenings(whose: Whose) -> Iterator[Happening]:
    """The accounts that were merged into this one, in one statement."""
    for line in merges_of(whose.person_id):
        yield Happening(
            at=line.merge.at,
            title=_("Se unió con otra cuenta de la misma persona"),
            note=" · ".join(filter(None, (line.merged.full_name, line.merge.merged_email))),
            who=line.by.full_name if line.by else "",
            tone="info",
        )
