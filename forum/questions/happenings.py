"""What was changed of somebody's answers."""

from collections.abc import Iterator

from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.editions.queries import get_edition
from forum.questions.queries import changes_of


def answer_happenings(whose: Whose) -> Iterator[Happening]:
    """The answers that were changed, with before and after, in one statement; none where nothing is asked."""
    if not get_edition(whose.edition_id).asks_questions:
        return
    for event, by in changes_of(whose.registration_id):
        yield Happening(
            at=event.at,
            title=_("Cambió una respuesta"),
            note=f"{event.asked}: {_line(event.before)} → {_line(event.after)}",
            who=by.full_name if by else "",
            tone="info",
        )


def _line(value: str) -> str:
    return ", ".join(value.splitlines()) or "—"
