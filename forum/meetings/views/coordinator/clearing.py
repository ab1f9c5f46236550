"""The co-ordinator clears a person, a table, a hall, a slot or a day, after reading what happens to each meeting."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time, weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.editions.enums import HallKind
from forum.editions.models import Hall
from forum.editions.queries import list_days
from forum.editions.queries.frame import day_in, hall_in, list_halls, slot_in
from forum.matchmaking.queries.participants import get_table, list_tables
from forum.meetings import service
from forum.meetings.context import drafts_touched_by
from forum.meetings.enums import Clearing
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.forms.clearing import ClearingForm
from forum.meetings.queries.clearing import (
    count_offered,
    count_proposed,
    get_person_here,
    list_cleared_slot_ids,
    list_seated_people,
    list_slots_with_hall,
)
from forum.meetings.views.blueprint import blueprint

SHOWN = 200
"""How many meetings the page lists; the numbers count all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What is cleared, as the page names it."""

    name: str
    after: str


@blueprint.route("/coordination/clearing")
@requires("meetings.coordinate")
def clearing_list() -> ResponseReturnValue:
    """Choose what to clear: a person by name, a table, a hall, a slot or a day."""
    edition, text = current_edition(), request.args.get("q", "").strip()
    slots = [(slot.id, f"{date_time(slot.starts_at)} · {hall}") for slot, hall in list_slots_with_hall(edition.id)]
    tables = [
        (each.id, _("Mesa %(number)s · %(hall)s", number=each.number, hall=each.hall.name))
        for each in list_tables(edition.id)
    ]
    return render_template(
        "meetings/clearing_list.html",
        text=text,
        people=list_seated_people(edition.id, text=text) if text else [],
        tables=tables,
        halls=[(each.id, each.name) for each in _halls()],
        slots=slots,
        days=[(each.id, weekday_date(each.date)) for each in list_days(edition.id)],
    )


@blueprint.route("/coordination/clearing/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def clearing_new() -> ResponseReturnValue:
    """What clearing it does, meeting by meeting; the form does exactly that, and tells everybody."""
    edition, form = current_edition(), ClearingForm()
    scope = _scope()
    if scope is None:
        return redirect(url_for("meetings.clearing_list"))
    subject = _SUBJECTS[scope.what](scope)
    done = form.accepts(
        lambda: service.clear(
            scope,
            digest=form.plan.data,
            reason=form.reason.data,
            edition=edition,
            by=current_person().id,
            now=utc_now(),
        )
    )
    if done:
        told = done.result.told
        words = ngettext("Enviamos un correo a %(num)s persona.", "Enviamos un correo a %(num)s personas.", told)
        flash(f"{_('Listo: %(name)s.', name=subject.after)} {words}", "success")
        return redirect(url_for("meetings.meeting_list"), 303)
    plan = service.plan_clearing(scope, edition=edition, now=utc_now())
    if not form.is_submitted() or isinstance(form.refusal, PlanChanged):
        form.plan.data = plan.digest
    page = render_template(
        "meetings/clearing.html",
        form=form,
        plan=plan,
        shown=plan.fates[:SHOWN],
        drafts=drafts_touched_by(plan.touching(list_cleared_slot_ids(scope.what, scope.id, now=utc_now()))),
        subject=subject,
        scope=scope,
        days=list_days(edition.id),
        other_halls=_other_halls(scope),
        besides=_besides(scope),
        address={"what": scope.what, "id": scope.id, "day": scope.day_id},
    )
    return page, form.status


def _halls() -> list[Hall]:
    """The halls with meeting tables."""
    return [row.Hall for row in list_halls(current_edition().id) if row.Hall.kind is HallKind.B2B]


def _other_halls(scope: service.Scope) -> list[Hall]:
    """The halls to which a table can be moved."""
    if scope.what is not Clearing.TABLE:
        return []
    own = get_table(scope.id, edition_id=current_edition().id).hall_id
    return [each for each in _halls() if each.id != own]


def _besides(scope: service.Scope) -> list[tuple[str, str]]:
    """What else of the requests and the waiting list the slots are part of that are closed."""
    closed = list_cleared_slot_ids(scope.what, scope.id, now=utc_now())
    offered, proposed = count_offered(closed), count_proposed(closed)
    lines = [
        (offered, _("Ofertas a quien espera"), ngettext("%(num)s termina", "%(num)s terminan", offered)),
        (
            proposed,
            _("Solicitudes que proponen uno de estos horarios"),
            ngettext("%(num)s se acepta con otro", "%(num)s se aceptan con otro", proposed),
        ),
    ]
    return [(label, words) for count, label, words in lines if count]


def _scope() -> service.Scope | None:
    what, id = request.args.get("what", ""), request.args.get("id", type=int)
    if what not in set(Clearing) or id is None:
        return None
    day_id = request.args.get("day", type=int)
    if day_id is not None:
        day_in(current_edition().id, day_id)
    to_hall_id = request.args.get("to", type=int) if what == Clearing.TABLE else None
    if to_hall_id is not None:
        hall_in(current_edition().id, to_hall_id)
    moves = request.args.get("how") != "end"
    return service.Scope(what=Clearing(what), id=id, day_id=day_id, moves=moves, to_hall_id=to_hall_id)


def _person(scope: service.Scope) -> _Subject:
    person = get_person_here(scope.id, edition_id=current_edition().id)
    after = _("%(name)s quedó sin citas y sin disponibilidad en ese tiempo", name=person.full_name)
    return _Subject(name=_("la agenda de %(name)s", name=person.full_name), after=after)


def _table(scope: service.Scope) -> _Subject:
    table = get_table(scope.id, edition_id=current_edition().id)
    name = _("la mesa %(number)s", number=table.number)
    if scope.to_hall_id is not None:
        hall = hall_in(current_edition().id, scope.to_hall_id).name
        return _Subject(name=name, after=_("la mesa %(number)s está en %(hall)s", number=table.number, hall=hall))
    return _Subject(name=name, after=_("la mesa %(number)s quedó libre", number=table.number))


def _hall(scope: service.Scope) -> _Subject:
    name = hall_in(current_edition().id, scope.id).name
    return _Subject(name=_("el salón %(hall)s", hall=name), after=_("el salón %(hall)s ya no recibe citas", hall=name))


def _slot(scope: service.Scope) -> _Subject:
    slot = slot_in(current_edition().id, scope.id)
    hall = hall_in(current_edition().id, slot.hall_id).name
    when = f"{date_time(slot.starts_at)}, {hall}"
    return _Subject(name=_("el horario %(when)s", when=when), after=_("el horario %(when)s quedó bloqueado", when=when))


def _day(scope: service.Scope) -> _Subject:
    when = weekday_date(day_in(current_edition().id, scope.id).date)
    return _Subject(name=_("el %(day)s", day=when), after=_("los horarios del %(day)s quedaron bloqueados", day=when))


_SUBJECTS: dict[Clearing, Callable[[service.Scope], _Subject]] = {
    Clearing.PERSON: _person,
    Clearing.TABLE: _table,
    Clearing.HALL: _hall,
    Clearing.SLOT: _slot,
    Clearing.DAY: _day,
}
