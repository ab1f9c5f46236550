"""A day of a hall is divided otherwise, after reading what happens to each meeting on it."""

from collections import Counter
from collections.abc import Sequence
from datetime import time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.editions.models import Day, Edition, Hall, Slot
from forum.editions.queries.frame import day_in, hall_in, slots_of
from forum.editions.rules import to_local
from forum.meetings import service
from forum.meetings.context import drafts_touched_by
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.forms.clearing import RecutForm
from forum.meetings.views.blueprint import blueprint

SHOWN = 200
"""How many meetings the page lists; the numbers count all."""
NINE, SIX = time(9), time(18)


@blueprint.route("/coordination/halls/<int:hall_id>/days/<int:day_id>/slots", methods=["GET", "POST"])
@requires("meetings.coordinate")
def recut_new(hall_id: int, day_id: int) -> ResponseReturnValue:
    """Type how the day is divided, read what that does, confirm it."""
    edition = current_edition()
    hall, day = hall_in(edition.id, hall_id), day_in(edition.id, day_id)
    form = RecutForm(data=_as_it_is(slots_of(hall.id, day.id), edition))
    confirms = "confirm" in request.form
    if confirms and (done := form.accepts(lambda: _recut(form, hall, day, edition))):
        told = len(done.result.people)
        words = ngettext("Enviamos un correo a %(num)s persona.", "Enviamos un correo a %(num)s personas.", told)
        said = _("Listo: el %(day)s tiene otros horarios.", day=weekday_date(day.date))
        flash(f"{said} {words}", "success")
        return redirect(url_for("setup.slot_list", hall=hall.id, day=day.id), 303)
    plan, status = _plan(form, hall, day, edition, confirms=confirms)
    form.reason.flags.required = plan is not None  # it is asked for once there is something to confirm
    page = render_template(
        "meetings/day_slots.html",
        form=form,
        plan=plan,
        shown=plan.fates[:SHOWN] if plan else [],
        drafts=drafts_touched_by(plan.touched) if plan else [],
        hall=hall,
        day=day,
    )
    return page, status


def _plan(
    form: RecutForm, hall: Hall, day: Day, edition: Edition, *, confirms: bool
) -> tuple[service.RecutPlan | None, int]:
    """What the typed times would do, and the status of the page; nothing where they are no times."""
    if not form.is_submitted() or (confirms and form.errors and form.refusal is None):
        return None, form.status
    if confirms:
        plan = service.plan_recut(hall.id, day=day, rule=form.rule(), edition=edition, now=utc_now())
        if isinstance(form.refusal, PlanChanged):
            form.plan.data = plan.digest
        return plan, form.status
    now, rule = utc_now(), lambda: service.plan_recut(hall.id, day=day, rule=form.rule(), edition=edition, now=now)
    shown = form.accepts(rule)
    if shown is None:
        return None, form.status
    form.plan.data = shown.result.digest
    return shown.result, 200


def _recut(form: RecutForm, hall: Hall, day: Day, edition: Edition) -> service.RecutPlan:
    return service.recut(
        hall.id,
        day=day,
        rule=form.rule(),
        digest=form.plan.data or "",
        reason=form.reason.data or "",
        edition=edition,
        by=current_person().id,
        now=utc_now(),
    )


def _as_it_is(slots: Sequence[Slot], edition: Edition) -> dict[str, object]:
    """How the day is divided now: the usual length and gap, and the longest pause as lunch."""
    if not slots:
        return {"starts": NINE, "ends": SIX, "length": edition.slot_minutes, "gap": edition.gap_minutes}
    spans = [tuple(to_local(at, edition.time_zone) for at in (each.starts_at, each.ends_at)) for each in slots]
    lengths = Counter(int((end - start).total_seconds() // 60) for start, end in spans)
    pauses = [(spans[n][1], spans[n + 1][0]) for n in range(len(spans) - 1)]
    gaps = Counter(int((to - at).total_seconds() // 60) for at, to in pauses)
    gap = gaps.most_common(1)[0][0] if gaps else edition.gap_minutes
    lunch = max(pauses, key=lambda pause: pause[1] - pause[0], default=None)
    if lunch is not None and (lunch[1] - lunch[0]).total_seconds() // 60 <= gap:
        lunch = None
    return {
        "starts": spans[0][0].time(),
        "ends": spans[-1][1].time(),
        "length": lengths.most_common(1)[0][0],
        "gap": max(gap, 0),
        "lunch_from": lunch[0].time() if lunch else None,
        "lunch_to": lunch[1].time() if lunch else None,
    }
