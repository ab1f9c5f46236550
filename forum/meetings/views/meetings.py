"""One meeting: shown, moved, cancelled, by either side or the staff."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires, signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotAllowed
from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.core.links import Link
from forum.editions.context import current_edition
from forum.editions.models import Slot
from forum.editions.queries import slot_in
from forum.matchmaking.enums import Side
from forum.matchmaking.forms import ReasonForm
from forum.meetings import service
from forum.meetings.context import links_after
from forum.meetings.enums import MeetingStatus
from forum.meetings.forms.meetings import CompanionForm, MeetingMoveForm
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import list_places_of
from forum.meetings.queries.companions import Candidate, company_of, list_candidates
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.history import find_planned_slot, history_of_meeting
from forum.meetings.queries.meetings import get_meeting, meeting_for
from forum.meetings.rules.board import FreeSlot
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.notes import note_shown
from forum.meetings.views.sides import opens_profile


@blueprint.route("/<int:meeting_id>")
@signed_in
def meeting_show(meeting_id: int) -> ResponseReturnValue:
    """When, where, with whom, about what; and what may still change."""
    return meeting_page(meeting_id)


@blueprint.route("/<int:meeting_id>/move", methods=["POST"])
@signed_in
def move_create(meeting_id: int) -> ResponseReturnValue:
    """Move a meeting to a free slot."""
    meeting, side = changed_meeting(meeting_id)
    form, by = move_form(meeting, side), current_person().id
    if done := form.accepts(
        lambda: service.move_meeting(meeting_id, slot_id=form.slot_id.data, side=side, by=by, now=utc_now())
    ):
        starts_at = done.result.slot.starts_at
        when = _("%(day)s, %(time)s", day=weekday_date(starts_at), time=clock_time(starts_at))
        both = _("Movimos la cita: %(when)s. Enviamos un correo a ambas partes.", when=when)
        other = _("Movimos la cita: %(when)s. Enviamos un correo a la otra parte.", when=when)
        flash(both if side is Side.ORGANISER else other, "success")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return meeting_page(meeting_id, move=form), form.status


@blueprint.route("/<int:meeting_id>/cancellation", methods=["POST"])
@signed_in
def cancellation_create(meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting, with a reason."""
    side = changed_meeting(meeting_id)[1]
    form, by = ReasonForm(), current_person().id
    if form.accepts(
        lambda: service.cancel_meeting(meeting_id, reason=form.reason.data, side=side, by=by, now=utc_now())
    ):
        both = _("Cancelamos la cita. Enviamos un correo con el motivo a ambas partes.")
        other = _("Cancelamos la cita. Enviamos un correo con el motivo a la otra parte.")
        flash(both if side is Side.ORGANISER else other, "info")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return meeting_page(meeting_id, cancel=form), form.status


@blueprint.route("/<int:meeting_id>/confirmation", methods=["POST"])
@signed_in
def confirmation_create(meeting_id: int) -> ResponseReturnValue:
    """Confirm for one's side that it comes; the staff says for which, at an address of its own."""
    side = changed_meeting(meeting_id)[1]
    if side is Side.ORGANISER:
        raise NotAllowed
    service.confirm_meeting(meeting_id, of=side, by=current_person().id, now=utc_now())
    flash(_("Confirmamos su asistencia. La mesa de control la ve."), "success")
    return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)


@blueprint.route("/coordination/confirmations/<int:meeting_id>/<any(buyer, supplier):side>", methods=["POST"])
@requires("meetings.coordinate")
def confirmation_spoken_create(meeting_id: int, side: str) -> ResponseReturnValue:
    """Write down that a side told the staff that it comes."""
    meeting = get_meeting(meeting_id, edition_id=current_edition().id)
    of, by = Side(side), current_person().id
    service.confirm_meeting(meeting.id, of=of, side=Side.ORGANISER, by=by, now=utc_now())
    company = company_of(meeting, of).name
    flash(_("Anotamos que %(company)s asistirá. La mesa de control lo ve.", company=company), "success")
    return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)


def seen_meeting(meeting_id: int) -> tuple[Meeting, Side]:
    """The meeting and the side the person is on; staff sees every meeting, others their own."""
    return _meeting(meeting_id, acting=False)


def changed_meeting(meeting_id: int) -> tuple[Meeting, Side]:
    """The same, for who may change it: not for a colleague whom the buyer brings."""
    return _meeting(meeting_id, acting=True)


def _meeting(meeting_id: int, *, acting: bool) -> tuple[Meeting, Side]:
    edition = current_edition()
    if current_person().may("meetings.coordinate", edition.id):
        return get_meeting(meeting_id, edition_id=edition.id), Side.ORGANISER
    return meeting_for(current_person().id, meeting_id, edition_id=edition.id, acting=acting)


def free_places_of(meeting: Meeting, side: Side) -> list[FreeSlot]:
    """The slots in which the two who meet are free."""
    by_staff = side is Side.ORGANISER
    return list_places_of(meeting, edition=current_edition(), now=utc_now(), by_staff=by_staff)


def move_form(meeting: Meeting, side: Side) -> MeetingMoveForm:
    """The slots in which the two who meet are free; of the others it says who is not."""
    form = MeetingMoveForm()
    form.offer(meeting, free_places_of(meeting, side))
    if not form.is_submitted():
        form.slot_id.data = request.args.get("slot", type=int)
    return form


def companion_form(meeting: Meeting, side: Side) -> CompanionForm:
    """Who of a side could come besides; the staff chooses of either."""
    sides = (Side.BUYER, Side.SUPPLIER) if side is Side.ORGANISER else (side,)
    form = CompanionForm()
    form.offer([(company_of(meeting, each).name, each, _candidates(meeting, each)) for each in sides])
    return form


def _candidates(meeting: Meeting, side: Side) -> list[Candidate]:
    return [each for each in list_candidates(meeting, side) if not meeting.comes(each.person.id)]


def meeting_page(
    meeting_id: int,
    *,
    move: MeetingMoveForm | None = None,
    cancel: ReasonForm | None = None,
    companion: CompanionForm | None = None,
) -> str:
    """The page of a meeting; a form that was refused is shown again."""
    meeting, side = seen_meeting(meeting_id)
    now, is_brought = utc_now(), side is Side.BUYER and meeting.buyer.person_id != current_person().id
    is_over, is_frozen = meeting.slot.ends_at <= now, now >= get_deadlines(current_edition()).freeze_at
    is_open = meeting.is_ahead(now) and (side is Side.ORGANISER or not is_frozen)
    return render_template(
        "meetings/meeting.html",
        meeting=meeting,
        side=side,
        is_brought=is_brought,
        opens_profile=not is_brought and opens_profile(meeting.buyer, side),
        is_over=is_over,
        after=[] if is_brought else _links_after(meeting, side, now=now),
        now=now,
        is_open=is_open,
        history=history_of_meeting(meeting.id, with_pins=side is Side.ORGANISER),
        asked_slot=_asked_slot(meeting),
        **_forms(meeting, side, move, cancel, companion, may_change=is_open and not is_brought),
        **({} if is_brought else _note(meeting, side)),
    )


def _links_after(meeting: Meeting, side: Side, *, now: datetime) -> list[Link]:
    """What is offered of a meeting that took place and is over."""
    is_over = meeting.status is MeetingStatus.SCHEDULED and meeting.slot.ends_at <= now
    return links_after(meeting.id, by_staff=side is Side.ORGANISER) if is_over else []


def _forms(
    meeting: Meeting,
    side: Side,
    move: MeetingMoveForm | None,
    cancel: ReasonForm | None,
    companion: CompanionForm | None,
    *,
    may_change: bool,
) -> dict[str, Any]:
    """The forms of a meeting, those that were refused as they came; `is_full`: the side has brought all it may."""
    most, is_staff = current_edition().companions_per_side, side is Side.ORGANISER
    is_full = len(meeting.companions_of(side)) >= most and (most == 0 or not is_staff)
    return {
        "may_change": may_change,
        "move": move or move_form(meeting, side),
        "cancel": cancel or ReasonForm(formdata=None),
        "companion": companion or (companion_form(meeting, side) if may_change and not is_full else None),
        "is_full": is_full,
        "most": most,
    }


def _asked_slot(meeting: Meeting) -> Slot | None:
    """The slot that the request asked for, where the organiser's timetable gave it another one."""
    asked = None if meeting.request is None else meeting.request.preferred_slot_id
    if asked is None or asked == meeting.slot_id or find_planned_slot(meeting.id) in {None, asked}:
        return None
    return slot_in(meeting.edition_id, asked)


def _note(meeting: Meeting, side: Side) -> dict[str, Any]:
    """The note of this side's company about the other one; the staff sees none."""
    buying, supplying = meeting.buyer.company_id, meeting.company_id
    if side is Side.ORGANISER:
        return {}
    owner_id, about_id = (buying, supplying) if side is Side.BUYER else (supplying, buying)
    return note_shown(about_id, owner_id=owner_id)
