"""What the co-ordinator does with one meeting of the board: its sheet, moved, fixed, swapped, cancelled.

A form is answered with the page it was on; the script of the board sends the same as JSON and is answered in JSON.
"""

from collections.abc import Mapping
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.bodies import json_body
from forum.core.clock import utc_now
from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.core.incoming import whole_number
from forum.core.labels import word_of
from forum.core.resend import form_page
from forum.core.web import is_fragment, local_address
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.enums import Beyond
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import get_meeting, list_swappable
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.meetings import free_places_of, move_form

PATH = "/coordination/meetings/<int:meeting_id>"


@blueprint.route(PATH)
@requires("meetings.coordinate")
def meeting_sheet_show(meeting_id: int) -> ResponseReturnValue:
    """A meeting beside the board, with what may be done with it; without script, its page."""
    meeting, now = get_meeting(meeting_id, edition_id=current_edition().id), utc_now()
    if not is_fragment():
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id))
    return render_template(
        "meetings/_meeting_sheet.html",
        meeting=meeting,
        now=now,
        is_open=meeting.is_ahead(now),
        move=move_form(meeting, Side.ORGANISER),
        cancel=ReasonForm(formdata=None),
    )


@blueprint.route(f"{PATH}/places")
@requires("meetings.coordinate")
def place_list(meeting_id: int) -> ResponseReturnValue:
    """Where a meeting could move to: the times at which both are free, and what the staff would go beyond."""
    meeting = get_meeting(meeting_id, edition_id=current_edition().id)
    free = free_places_of(meeting, Side.ORGANISER)
    return jsonify(
        table_id=meeting.buyer.table_id,
        people=[str(meeting.buyer.person_id), f"{meeting.company_id}-{meeting.person_id}"],
        places=[
            {
                "slot_id": each.slot_id,
                "at": int(each.starts_at.timestamp()),
                "when": _when(each),
                "beyond": ", ".join(word_of(reason) for reason in Beyond if reason in each.beyond),
            }
            for each in free
        ],
    )


@blueprint.route(f"{PATH}/move", methods=["POST"])
@requires("meetings.coordinate")
def board_move_create(meeting_id: int) -> ResponseReturnValue:
    """Move a meeting to a free time; with `sequence` only as long as nobody else changed it since."""
    was = _of_here(meeting_id).slot_id
    sent = _sent()
    moved = service.move_meeting(
        meeting_id,
        slot_id=_number(sent, "slot_id") or 0,
        side=Side.ORGANISER,
        by=current_person().id,
        now=utc_now(),
        sequence=_number(sent, "sequence"),
    )
    said = _("Movimos la cita: %(when)s. Enviamos un correo a ambas partes.", when=_when(moved.slot))
    return _done(said, url_for(".board_move_create", meeting_id=meeting_id), slot_id=was, sequence=moved.sequence)


@blueprint.route(f"{PATH}/pin", methods=["POST"])
@requires("meetings.coordinate")
def pin_update(meeting_id: int) -> ResponseReturnValue:
    """Fix a meeting where it is, or let go of it."""
    _of_here(meeting_id)
    is_pinned = bool(_number(_sent(), "pinned"))
    service.pin_meeting(meeting_id, is_pinned=is_pinned, by=current_person().id, now=utc_now())
    fixed = _("Fijamos la cita: una nueva agenda la deja donde está.")
    said = fixed if is_pinned else _("La cita ya no está fija: una nueva agenda puede moverla.")
    return _done(said, url_for(".pin_update", meeting_id=meeting_id), pinned=int(not is_pinned))


@blueprint.route(f"{PATH}/swap", methods=["GET"])
@requires("meetings.coordinate")
def swap_new(meeting_id: int) -> ResponseReturnValue:
    """The meetings with which this one could change its time or its table."""
    meeting = _of_here(meeting_id)
    return render_template("meetings/swap.html", meeting=meeting, others=list_swappable(meeting, now=utc_now()))


@blueprint.route(f"{PATH}/swap", methods=["POST"])
@requires("meetings.coordinate")
def swap_create(meeting_id: int) -> ResponseReturnValue:
    """Let two meetings take each other's place."""
    sent = _sent()
    other_id = _number(sent, "other_id") or meeting_id
    for each in (meeting_id, other_id):
        _of_here(each)
    seen = [_number(sent, name) for name in ("sequence", "other_sequence")]
    one, other = service.swap_meetings(
        meeting_id,
        other_id,
        by=current_person().id,
        now=utc_now(),
        sequences=None if None in seen else [number for number in seen if number is not None],
    )
    places = {"first": _place(one), "last": _place(other)}
    said = _("Intercambiamos las citas: %(first)s y %(last)s. Enviamos un correo a todas las partes.", **places)
    undo = {"other_id": other_id, "sequence": one.sequence, "other_sequence": other.sequence}
    return _done(said, url_for(".swap_create", meeting_id=meeting_id), **undo)


@blueprint.route(f"{PATH}/cancellation", methods=["POST"])
@requires("meetings.coordinate")
def board_cancellation_create(meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting, with a reason that both sides read."""
    _of_here(meeting_id)
    reason, by = str(_sent().get("reason", ""))[:2000], current_person().id
    service.cancel_meeting(meeting_id, reason=reason, side=Side.ORGANISER, by=by, now=utc_now())
    return _done(_("Cancelamos la cita. Enviamos un correo con el motivo a ambas partes."), None)


def _of_here(meeting_id: int) -> Meeting:
    """The meeting, which is of this edition."""
    return get_meeting(meeting_id, edition_id=current_edition().id)


def _sent() -> Mapping[str, Any]:
    return json_body() if request.is_json else request.form


def _number(sent: Mapping[str, Any], name: str) -> int | None:
    try:
        return whole_number(sent.get(name))
    except (TypeError, ValueError):
        return None


def _when(times: Any) -> str:
    return _("%(day)s, %(time)s", day=weekday_date(times.starts_at), time=clock_time(times.starts_at))


def _place(meeting: Meeting) -> str:
    return _("%(time)s, mesa %(table)s", time=clock_time(meeting.slot.starts_at), table=meeting.table.number)


def _done(said: str, undo: str | None, **values: int) -> ResponseReturnValue:
    """What was done, in words; for the script also the address and the values that undo it."""
    if request.is_json:
        return jsonify(said=said, undo=None if undo is None else {"url": undo, "values": values})
    flash(said, "success")
    return redirect(local_address(form_page()), 303)
