"""Changing a draft by hand before it is published."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.queries.participants import get_buyer
from forum.meetings.queries.boards import list_offered_slots
from forum.timetable import service
from forum.timetable.context import current_draft
from forum.timetable.forms import DraftPlaceForm
from forum.timetable.models import DraftMeeting
from forum.timetable.queries.proposals import get_draft_meeting, list_taken_slots
from forum.timetable.views.blueprint import blueprint

ONE = "/<int:timetable_id>/meetings/<int:line_id>"


@blueprint.route(ONE, methods=["GET", "POST"])
@requires("meetings.coordinate")
def draft_meeting_edit(timetable_id: int, line_id: int) -> ResponseReturnValue:
    """Give a new meeting of a draft another slot, in which both are free in it."""
    draft, edition = current_draft(timetable_id), current_edition()
    row, form = get_draft_meeting(draft.id, line_id), DraftPlaceForm()
    line: DraftMeeting = row.DraftMeeting
    form.slot_id.choices = _free(line)
    if form.accepts(
        lambda: service.move_in_draft(
            draft.id,
            line_id,
            slot_id=form.slot_id.data,
            table_id=line.table_id,
            edition_id=edition.id,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Movimos la cita en la propuesta. Nadie recibe aviso."), "success")
        return _to_day(draft.id, line.person_id)
    page = render_template("timetable/edit.html", draft=current_draft(timetable_id), row=row, form=form)
    return page, form.status


@blueprint.post(f"{ONE}/deletion")
@requires("meetings.coordinate")
def draft_meeting_delete(timetable_id: int, line_id: int) -> ResponseReturnValue:
    """Take a new meeting out of a draft."""
    draft, edition = current_draft(timetable_id), current_edition()
    service.drop_from_draft(draft.id, line_id, edition_id=edition.id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la cita de la propuesta. La solicitud sigue como estaba y nadie recibe aviso."), "info")
    return redirect(url_for("timetable.draft_meeting_list", timetable_id=draft.id), 303)


def _free(line: DraftMeeting) -> list[Any]:
    """The slots that suit both and in which neither has another meeting of the draft."""
    edition = current_edition()
    buyer = get_buyer(line.buyer_id, edition_id=edition.id)
    taken = list_taken_slots(line)
    free = list_offered_slots(buyer, [line.person_id], edition=edition, now=utc_now(), by_staff=True)
    return options((each.slot_id, date_time(each.starts_at)) for each in free if each.slot_id not in taken)


def _to_day(draft_id: int, person_id: int) -> ResponseReturnValue:
    return redirect(url_for("timetable.draft_day_show", timetable_id=draft_id, person_id=person_id), 303)
