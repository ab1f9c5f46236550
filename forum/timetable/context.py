"""What the pages of a draft are about: the draft of an address, and its figures."""

from forum.editions.context import current_edition
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.proposals import get_draft_of
from forum.timetable.rules.figures import Figures, figures_of


def figures_shown(draft: TimetableDraft) -> Figures:
    """The figures of a draft."""
    return figures_of(
        draft.status,
        asked=draft.asked,
        value=draft.value,
        value_bound=draft.value_bound,
        cost=draft.cost,
        cost_bound=draft.cost_bound,
    )


def current_draft(timetable_id: int) -> TimetableDraft:
    """The draft of the address, which is of this edition.

    Raises:
        NotFound
    """
    return get_draft_of(timetable_id, edition_id=current_edition().id)
