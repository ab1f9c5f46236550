"""Which way somebody's meetings reach their calendar, and who chose it."""

from collections.abc import Iterator

from forum.accounts.queries import history_of
from forum.agenda.models import CalendarChoice
from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import word_of


def calendar_happenings(whose: Whose) -> Iterator[Happening]:
    """The ways that were chosen, in one statement."""
    for event, author in history_of(CalendarChoice, person_id=whose.person_id, edition_id=whose.edition_id):
        yield Happening(
            at=event.at,
            title=_("Citas en su calendario: %(way)s", way=word_of(event.way)),
            who=author.full_name if author else "",
        )
