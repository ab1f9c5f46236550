"""What the pages of a draft are about: the draft of an address, and its figures."""

from flask import url_for

from forum.core.i18n import gettext as _
from forum.core.links import Link
from forum.editions.context import current_edition
from forum.meetings.signals import Touched
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.proposals import get_draft_of
from forum.timetable.queries.stale import count_touched
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


def drafts_touched(touched: Touched) -> list[Link]:
    """The drafts of this edition that a change of many meetings touches, each with how many of its meetings."""
    return [
        Link(
            label=_("Propuesta %(number)s", number=draft_id),
            url=url_for("timetable.timetable_show", timetable_id=draft_id),
            count=count,
        )
        for draft_id, count in count_touched(current_edition().id, touched).items()
    ]


def current_draft(timetable_id: int) -> TimetableDraft:
    """The draft of the address, which is of this edition.

    Raises:
        NotFound
    """
    return get_draft_of(timetable_id, edition_id=current_edition().id)
