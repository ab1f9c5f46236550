"""A draft beside another one, or beside what is scheduled: who moves, gains and loses."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.listing import status_filter
from forum.core.paging import page_in, page_number
from forum.timetable.context import current_draft
from forum.timetable.enums import Difference
from forum.timetable.labels import DIFFERENCES
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.comparison import agenda_now, agenda_of_draft, list_other_drafts, names_of
from forum.timetable.rules.comparison import compare
from forum.timetable.views.blueprint import blueprint


@blueprint.route("/<int:timetable_id>/comparison")
@requires("meetings.coordinate")
def comparison_show(timetable_id: int) -> ResponseReturnValue:
    """What the draft changes against what is scheduled, or against another draft (`?with=`)."""
    draft, kind = current_draft(timetable_id), status_filter(Difference)
    others = list_other_drafts(draft)
    other_id = _other(draft)
    there = agenda_now(draft.edition_id) if other_id is None else agenda_of_draft(other_id)
    found = compare(agenda_of_draft(draft.id), there)
    rows = [row for each, rows in found.differing.items() if kind in (None, each) for row in rows]
    page = page_in(rows, number=page_number())
    return render_template(
        "timetable/comparison.html",
        draft=draft,
        other_id=other_id,
        choices=[("", _("Lo que está programado"))]
        + [(str(id), _("Propuesta %(number)s, %(when)s", number=id, when=date_time(at))) for id, at in others],
        found=found,
        counts={each: len(theirs) for each, theirs in found.differing.items()},
        page=page,
        names=names_of(page.rows),
        statuses=DIFFERENCES,
        status_chosen=kind,
    )


def _other(draft: TimetableDraft) -> int | None:
    """The other draft that the address names; None: what is scheduled.

    Raises:
        NotFound: it is of another edition.
    """
    id = request.args.get("with", type=int)
    return None if id in (None, draft.id) else current_draft(id or 0).id
