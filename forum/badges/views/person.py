"""One person's badge at the badge desk: printing it, saying that it is printed, reissuing it."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.badges import queries
from forum.badges.enums import PrintState
from forum.badges.errors import BadgeRevokedAlready
from forum.badges.forms import ReissueForm
from forum.badges.happenings import life_of
from forum.badges.models import Badge
from forum.badges.queries import Holder, RunRow
from forum.badges.queries.handing import HandoverRow, handovers_of
from forum.badges.service import mark_badge_as_printed, reissue_badge, single_badge, undo_mark
from forum.badges.service.handing import hand_over, take_back
from forum.badges.views.desk import PERMISSION, desk
from forum.badges.views.own import badge_fonts, pdf_response
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition


@desk.get("/<int:registration_id>")
@requires(PERMISSION)
def badge_show(registration_id: int) -> str:
    """One person's badges: the valid one, those before it, and the form to reissue it."""
    return _badge(_holder(registration_id), ReissueForm())


@desk.get("/<int:registration_id>/badge.pdf")
@requires(PERMISSION)
def badge_pdf_show(registration_id: int) -> Response:
    """One badge for the desk's printer."""
    holder = _holder(registration_id)
    return pdf_response(single_badge(holder, fonts=badge_fonts()), name=f"gafete-{registration_id}")


@desk.post("/<int:registration_id>/mark")
@requires(PERMISSION)
def badge_mark_create(registration_id: int) -> WerkzeugResponse:
    """Say that one badge, printed at the desk, is printed."""
    badge = _named_badge(_holder(registration_id), request.form.get("badge", ""))
    mark_badge_as_printed(badge.id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Marcamos el gafete como impreso."), "success")
    return _to_person(registration_id)


@desk.post("/<int:registration_id>/mark/deletion")
@requires(PERMISSION)
def badge_mark_delete(registration_id: int) -> WerkzeugResponse:
    """Take back that one badge, printed at the desk, is printed."""
    badge = _named_badge(_holder(registration_id), request.form.get("badge", ""))
    own = _own_run(queries.runs_of([badge.id])[badge.id])
    if own is not None:
        undo_mark(own.run.id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
        flash(_("Quitamos la marca de impreso."), "success")
    return _to_person(registration_id)


@desk.post("/<int:registration_id>/handover")
@requires(PERMISSION)
def handover_create(registration_id: int) -> WerkzeugResponse:
    """Say that somebody has their badge; the next one is scanned at the counter."""
    holder = _holder(registration_id)
    hand_over(_named_badge(holder, request.form.get("badge", "")).id, by=current_person().id, now=utc_now())
    flash(_("Entregado: %(name)s", name=holder.person.full_name), "success")
    return redirect(url_for(".counter_show"), 303)


@desk.post("/<int:registration_id>/handover/deletion")
@requires(PERMISSION)
def handover_delete(registration_id: int) -> WerkzeugResponse:
    """Take back that somebody has their badge."""
    badge = _named_badge(_holder(registration_id), request.form.get("badge", ""))
    take_back(badge.id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la entrega."), "success")
    return _to_person(registration_id)


@desk.post("/<int:registration_id>/reissues")
@requires(PERMISSION)
def reissue_create(registration_id: int) -> Any:
    """Reissue a badge; the old one stops opening gates at once."""
    holder = _holder(registration_id)
    form = ReissueForm()
    if form.accepts(
        lambda: reissue_badge(
            _named_badge(holder, form.badge.data).id, reason=form.reason.data, by=current_person().id, now=utc_now()
        )
    ):
        flash(_("Repusimos el gafete. El anterior ya no funciona: imprima el nuevo."), "success")
        return redirect(url_for(".badge_show", registration_id=registration_id))
    return _badge(holder, form), form.status


def _holder(registration_id: int) -> Holder:
    return queries.holder_of(registration_id, edition_id=current_edition().id)


def _named_badge(holder: Holder, named: str) -> Badge:
    """The person's valid badge, if it is the one the form was about."""
    if holder.badge is None or str(holder.badge.id) != named:
        raise BadgeRevokedAlready
    return holder.badge


def _own_run(runs: list[RunRow]) -> RunRow | None:
    """The run of this badge alone that is marked as printed: the mark of many is undone where they are listed."""
    return next((row for row in runs if row.printed and row.run.badges == 1), None)


def _to_person(registration_id: int) -> WerkzeugResponse:
    return redirect(url_for(".badge_show", registration_id=registration_id), 303)


def _badge(holder: Holder, form: ReissueForm) -> str:
    badges = queries.badges_of(holder.registration.id)
    runs = queries.runs_of([badge.id for badge, _by in badges])
    handovers = handovers_of(holder.registration.id)
    moments = life_of(badges, runs, handovers)
    current = runs[holder.badge.id] if holder.badge else []
    return render_template(
        "badges/person.html",
        holder=holder,
        form=form,
        moments=sorted(moments, key=lambda moment: moment.at, reverse=True),
        state=_state(current),
        own_run=_own_run(current),
        printed=next((row.printed for row in current if row.printed), None),
        handed=next((row for row in handovers if holder.badge and _stands(row, holder.badge)), None),
    )


def _stands(row: HandoverRow, badge: Badge) -> bool:
    return row.handover.badge_id == badge.id and row.handover.undone_at is None


def _state(runs: list[RunRow]) -> PrintState:
    if any(row.printed for row in runs):
        return PrintState.PRINTED
    return PrintState.PREPARED if runs else PrintState.UNPREPARED
