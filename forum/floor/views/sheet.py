"""The page of a meeting at the desk: what is known of it, and every act that is open now."""

from datetime import datetime
from typing import Any

from flask import render_template

from forum.core.clock import utc_now
from forum.core.filters import clock_time
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.floor.forms import CancelForm, SwapForm
from forum.floor.queries import list_stand_ins
from forum.floor.rules import could_be_missed, is_place_to_give
from forum.meetings.forms.meetings import MeetingMoveForm
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import list_places_of
from forum.meetings.queries.history import history_of_meeting
from forum.meetings.queries.meetings import get_meeting, list_swappable
from forum.meetings.rules.life import life_of
from forum.meetings.service.floor import tolerance_of

PATH = "/meetings/<int:meeting_id>"


def meeting_page(
    meeting_id: int,
    *,
    move: MeetingMoveForm | None = None,
    swap: SwapForm | None = None,
    cancel: CancelForm | None = None,
) -> str:
    """The page of a meeting; a form that was refused is shown again."""
    edition, now = current_edition(), utc_now()
    meeting = get_meeting(meeting_id, edition_id=edition.id)
    marks, tolerance = meeting.marks, tolerance_of(edition)
    is_open = meeting.is_ahead(now)
    shown: dict[str, Any] = {
        "life": life_of(marks, now=now, tolerance=tolerance),
        "may_miss": could_be_missed(marks, tolerance=tolerance, now=now) and meeting.absent is None,
        "stand_ins": list_stand_ins(meeting, edition, now=now) if is_place_to_give(marks, now=now) else None,
        "is_open": is_open,
        "move": (move or move_form(meeting)) if is_open else None,
        "swap": (swap or swap_form(meeting, now=now)) if is_open else None,
        "cancel": cancel or CancelForm(formdata=None),
    }
    history = history_of_meeting(meeting.id, with_pins=True)
    return render_template("floor/meeting.html", meeting=meeting, marks=marks, now=now, history=history, **shown)


def move_form(meeting: Meeting) -> MeetingMoveForm:
    """The hours ahead in which both are free."""
    edition, now = current_edition(), utc_now()
    form = MeetingMoveForm(prefix="move-")
    form.offer(meeting, list_places_of(meeting, edition=edition, now=now, by_staff=True))
    return form


def swap_form(meeting: Meeting, *, now: datetime) -> SwapForm:
    """The meetings of the same hour and hall, and of the same buyer."""
    form = SwapForm(prefix="swap-")
    form.other_id.choices = options((each.id, _line(each)) for each in list_swappable(meeting, now=now))
    return form


def _line(meeting: Meeting) -> str:
    return _(
        "%(time)s · mesa %(table)s · %(company)s",
        time=clock_time(meeting.slot.starts_at),
        table=meeting.table.number,
        company=meeting.company.name,
    )
