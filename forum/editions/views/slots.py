"""Slots: generated after a preview, then changed one by one."""

from collections.abc import Sequence
from datetime import datetime, time

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import weekday_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition, frame_links
from forum.editions.enums import HallKind
from forum.editions.forms import SlotForm, SlotRuleForm
from forum.editions.models import Day, Edition, Hall, Slot
from forum.editions.queries import day_in, hall_in, list_days, list_halls, slot_in, slots_of
from forum.editions.rules import cut_day, moment, to_local
from forum.editions.service import block_slot, clear_slots, generate_slots, move_slot, remove_slot
from forum.editions.views.blueprints import setup_pages

NINE, SIX, TWO, THREE = time(9), time(18), time(14), time(15)


@setup_pages.route("/slots")
@requires("editions.edit")
def slot_list() -> str:
    """The slots of one hall on one day; by default the first hall and day."""
    edition = current_edition()
    halls, days = _halls(edition), list_days(edition.id)
    hall = next((h for h in halls if h.id == request.args.get("hall", type=int)), halls[0] if halls else None)
    day = next((d for d in days if d.id == request.args.get("day", type=int)), days[0])
    slots = slots_of(hall.id, day.id) if hall else []
    links = frame_links("day", hall_id=hall.id, day_id=day.id) if hall and slots else []
    return render_template(
        "editions/setup/slots.html", halls=halls, days=days, hall=hall, day=day, slots=slots, links=links
    )


def _halls(edition: Edition) -> list[Hall]:
    """The halls with meeting tables."""
    return [row.Hall for row in list_halls(edition.id) if row.Hall.kind is HallKind.B2B]


@setup_pages.route("/slots/new", methods=["GET", "POST"])
@requires("editions.edit")
def slot_new() -> tuple[str, int] | Response:
    """Divide days into slots: a preview first, then the slots when the organiser confirms."""
    edition = current_edition()
    days = list_days(edition.id)
    form = _rule_form(edition, days)
    cut = form.accepts(lambda: cut_day(form.rule()))
    if cut and "create" in request.form:
        chosen = [day for day in days if day.id in (form.days.data or [])]
        if made := form.accepts(lambda: generate_slots(form.hall.data, days=chosen, rule=form.rule())):
            flash(_("Horarios creados: %(number)s.", number=made.result), "success")
            return redirect(url_for("setup.slot_list", hall=form.hall.data, day=chosen[0].id))
    page = render_template("editions/setup/slot_new.html", form=form, cut=cut.result if cut else [])
    return page, 200 if cut and not form.errors else form.status


def _rule_form(edition: Edition, days: Sequence[Day]) -> SlotRuleForm:
    form = SlotRuleForm(
        data={
            "hall": request.args.get("hall", type=int),
            "days": [day.id for day in days],
            "starts": NINE, "ends": SIX, "lunch_from": TWO, "lunch_to": THREE,
            "length": edition.slot_minutes, "gap": edition.gap_minutes,
        }
    )  # fmt: skip
    form.hall.choices = options((hall.id, hall.name) for hall in _halls(edition))
    form.days.choices = options((day.id, weekday_date(day.date)) for day in days)
    return form


@setup_pages.route("/slots/<int:slot_id>", methods=["GET", "POST"])
@requires("editions.edit")
def slot_edit(slot_id: int) -> tuple[str, int] | Response:
    """Change the times of a slot, or block it."""
    edition = current_edition()
    slot = slot_in(edition.id, slot_id)
    day = day_in(edition.id, slot.day_id)
    here = [to_local(instant, edition.time_zone).time() for instant in (slot.starts_at, slot.ends_at)]
    form = SlotForm(data={"starts": here[0], "ends": here[1], "blocked_reason": slot.blocked_reason})
    if form.accepts(lambda: _change(slot, day, form, edition)):
        flash(_("Guardamos los cambios."), "success")
        return _back_to(slot)
    return render_template("editions/setup/slot.html", form=form, slot=slot, day=day), form.status


def _change(slot: Slot, day: Day, form: SlotForm, edition: Edition) -> None:
    starts_at, ends_at = (_at(day, clock, edition) for clock in (form.starts.data, form.ends.data))
    move_slot(slot.id, starts_at=starts_at, ends_at=ends_at, by=current_person().id, now=utc_now())
    if form.blocked_reason.data != (slot.blocked_reason or ""):
        block_slot(slot.id, reason=form.blocked_reason.data)


def _at(day: Day, clock: time | None, edition: Edition) -> datetime:
    return moment(day.date, clock or NINE, edition.time_zone)


@setup_pages.route("/slots/<int:slot_id>/removal", methods=["POST"])
@requires("editions.edit")
def slot_delete(slot_id: int) -> Response:
    """Delete a slot without meetings."""
    slot = slot_in(current_edition().id, slot_id)
    remove_slot(slot.id, by=current_person().id, now=utc_now())
    flash(_("Borramos el horario."), "success")
    return _back_to(slot)


@setup_pages.route("/halls/<int:hall_id>/days/<int:day_id>/slots/removal", methods=["POST"])
@requires("editions.edit")
def day_slots_delete(hall_id: int, day_id: int) -> Response:
    """Delete all slots of a hall on a day."""
    edition = current_edition()
    hall, day = hall_in(edition.id, hall_id), day_in(edition.id, day_id)
    clear_slots(hall.id, day_id=day.id, by=current_person().id, now=utc_now())
    flash(_("Borramos los horarios de ese día."), "success")
    return redirect(url_for("setup.slot_list", hall=hall.id, day=day.id))


def _back_to(slot: Slot) -> Response:
    return redirect(url_for("setup.slot_list", hall=slot.hall_id, day=slot.day_id))
