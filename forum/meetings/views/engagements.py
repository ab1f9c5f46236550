"""When somebody can come to meetings: their slots, and blocks of other engagements."""

from datetime import date, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.models import Person
from forum.accounts.queries import history_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local, weekday_date
from forum.core.forms import Form, options
from forum.core.i18n import gettext as _
from forum.core.labels import choices_of
from forum.editions.context import current_edition
from forum.editions.queries import list_days
from forum.editions.rules import moment
from forum.meetings import service
from forum.meetings.enums import EngagementKind, SlotState
from forum.meetings.errors.engagements import MeetingInTheWay
from forum.meetings.forms.meetings import EngagementForm
from forum.meetings.labels import ENGAGEMENT_KINDS
from forum.meetings.models import EngagementEvent
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.engagements import (
    get_participant,
    list_engagements,
    list_participants_for,
    list_slot_times,
    participant_for,
)
from forum.meetings.queries.meetings import get_meeting
from forum.meetings.rules.board import half_days
from forum.meetings.rules.engagements import Held, PersonSlot, SlotTime, listed_engagements, pauses, person_slots
from forum.meetings.views.blueprint import blueprint

CHANGEABLE = {SlotState.FREE, SlotState.MARKED}


@blueprint.route("/availability")
@signed_in
def availability_show() -> ResponseReturnValue:
    """Lead somebody to the page of their own times."""
    return redirect(url_for("meetings.availability_edit", person_id=current_person().id))


@blueprint.route("/people/<int:person_id>/availability", methods=["GET", "POST"])
@signed_in
def availability_edit(person_id: int) -> ResponseReturnValue:
    """The slots in which somebody can come, chosen one by one or half a day at once."""
    person, form, by = _person(person_id), Form(), current_person().id
    shown, free = _sent("shown"), _sent("free")
    if half := request.form.get("half"):
        slots = _slots(person, list_slot_times(current_edition().id), now=utc_now())[0]
        free = _with_half(free, half, slots)
        shown |= {each.slot_id for each in slots if each.state in CHANGEABLE}
    if form.accepts(
        lambda: service.set_available(
            person_id, shown=shown, free=free, edition=current_edition(), by=by, now=utc_now()
        )
    ):
        flash(_("Guardamos la disponibilidad."), "success")
        return redirect(url_for("meetings.availability_edit", person_id=person_id), 303)
    if form.is_submitted():
        return _page(_person(person_id), form, typed=free), form.status
    return _page(person, form)


@blueprint.route("/people/<int:person_id>/engagements", methods=["POST"])
@signed_in
def engagement_create(person_id: int) -> ResponseReturnValue:
    """Add a block of time in which somebody cannot come."""
    _person(person_id)
    by, edition = current_person().id, current_edition()
    form = _engagement_form(list_slot_times(edition.id))
    if form.accepts(
        lambda: service.add_engagement(
            person_id,
            starts_at=_moment(form.day.data, form.since.data),
            ends_at=_moment(form.day.data, form.until.data),
            kind=EngagementKind(form.kind.data),
            note=form.note.data or "",
            edition=edition,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Agregamos el compromiso. A esa hora nadie le puede pedir cita."), "success")
        return redirect(url_for("meetings.availability_edit", person_id=person_id), 303)
    return _page(_person(person_id), Form(formdata=None), block=form), form.status


@blueprint.route("/people/<int:person_id>/engagements/<int:engagement_id>/removal", methods=["POST"])
@signed_in
def engagement_delete(person_id: int, engagement_id: int) -> ResponseReturnValue:
    """Remove a block: the person can come then."""
    _person(person_id)
    edition, by = current_edition(), current_person().id
    service.remove_engagement(engagement_id, person_id=person_id, edition=edition, by=by, now=utc_now())
    flash(_("Quitamos el compromiso. A esa hora ya le pueden pedir cita."), "success")
    return redirect(url_for("meetings.availability_edit", person_id=person_id), 303)


def _person(person_id: int) -> Person:
    """Whose times these are: the current person's, a colleague's where they administer, anybody's for the staff."""
    current, edition_id = current_person(), current_edition().id
    if current.may("meetings.coordinate", edition_id):
        return get_participant(person_id, edition_id=edition_id)
    return participant_for(current.id, person_id, edition_id=edition_id)


def _sent(name: str) -> set[int]:
    return set(request.form.getlist(name, type=int))


def _moment(day: str, clock: time | None) -> datetime:
    return moment(date.fromisoformat(day), clock or time(), current_edition().time_zone)


def _engagement_form(times: list[SlotTime], *, sent: bool = True) -> EngagementForm:
    """The form of a block; a turn to eat is offered where the halls have no pause together."""
    form = EngagementForm() if sent else EngagementForm(formdata=None)
    kinds = set(EngagementKind) - {EngagementKind.SLOT}
    if all(pauses(times).values()):
        kinds = kinds - {EngagementKind.LUNCH}
    form.kind.choices = choices_of({kind: label for kind, label in ENGAGEMENT_KINDS.items() if kind in kinds})
    days = list_days(current_edition().id)
    names = ((each, weekday_date(each.date)) for each in days)
    form.day.choices = options((each.date.isoformat(), name[:1].upper() + name[1:]) for each, name in names)
    return form


def _slots(person: Person, times: list[SlotTime], *, now: datetime) -> tuple[list[PersonSlot], list[Held]]:
    """The slots ahead as the person has them, and their engagements that are no mark of one of these."""
    edition_id = current_edition().id
    engagements = list_engagements(person.id, edition_id=edition_id)
    meetings = [each for each in list_busy_times(edition_id, person_ids=[person.id]) if each.is_meeting]
    return person_slots(times, engagements, meetings, now=now), listed_engagements(engagements, times)


def _halves(slots: list[PersonSlot]) -> dict[date, tuple[list[int], list[int]]]:
    return half_days(slots, local_times={slot.slot_id: local(slot.starts_at).time() for slot in slots})


def _with_half(free: set[int], half: str, slots: list[PersonSlot]) -> set[int]:
    """The free slots with half a day added or removed: `"2026-09-09/0/on"` adds that morning."""
    day, part, switch = (half.split("/") + ["", ""])[:3]
    halves = {str(each): pair for each, pair in _halves(slots).items()}
    changeable = {slot.slot_id for slot in slots if slot.state in CHANGEABLE}
    half_day = changeable & set(halves[day][part == "1"]) if day in halves else set()
    return free | half_day if switch == "on" else free - half_day


def _page(person: Person, form: Form, *, typed: set[int] | None = None, block: EngagementForm | None = None) -> str:
    """The page; `typed`: the slots that were chosen on it and refused."""
    edition, now, current = current_edition(), utc_now(), current_person()
    times = list_slot_times(edition.id)
    slots, held = _slots(person, times, now=now)
    refusal = form.refusal or (block.refusal if block else None)
    return render_template(
        "meetings/availability.html",
        person=person,
        is_own=person.id == current.id,
        is_staff=current.may("meetings.coordinate", edition.id),
        colleagues=list_participants_for(current.id, edition_id=edition.id),
        days=[(day, morning, afternoon) for day, (morning, afternoon) in _halves(slots).items()],
        slots={slot.slot_id: slot for slot in slots},
        pauses=pauses(times),
        free={slot.slot_id for slot in slots if slot.state is SlotState.FREE} if typed is None else typed,
        engagements=held,
        form=form,
        block=block or _engagement_form(times, sent=False),
        clash=get_meeting(refusal.params["meeting_id"], edition_id=edition.id)
        if isinstance(refusal, MeetingInTheWay)
        else None,
        history=_history(person),
    )


def _history(person: Person) -> list[tuple[EngagementEvent, Person | None, datetime | None, datetime | None]]:
    """What was changed and by whom, with the times of a block."""
    changes = history_of(EngagementEvent, edition_id=current_edition().id, person_id=person.id)
    return [(event, author, _time(event, "starts_at"), _time(event, "ends_at")) for event, author in changes]


def _time(event: EngagementEvent, end: str) -> datetime | None:
    return datetime.fromisoformat(event.detail[end]) if end in event.detail else None
