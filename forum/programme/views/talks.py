"""The sessions of the draft: as a list, as a table of a day, and one by one."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.rules import to_local
from forum.programme import service
from forum.programme.context import day_of
from forum.programme.enums import SpeakerRole
from forum.programme.forms import BillForm, MaterialForm, TalkForm
from forum.programme.labels import warning_words
from forum.programme.models import ProgrammeEvent, Talk
from forum.programme.queries.draft import (
    draft_values,
    hours_of,
    list_rooms,
    list_speakers,
    list_talks,
    materials_of,
    meetings_of_speakers,
    talk_in,
)
from forum.programme.queries.published import programme_of
from forum.programme.rules.findings import Finding, findings
from forum.programme.rules.grid import lay_grid
from forum.programme.views.blueprints import desk

Found = dict[int, list[Finding]]


def found_in(talks: Sequence[Talk], hours: dict[date, tuple[time, time]]) -> Found:
    """What there is to look at, by session."""
    edition = current_edition()
    return findings(
        draft_values(talks),
        meetings=meetings_of_speakers(edition.id),
        hours=hours,
        time_zone=edition.time_zone,
    )


def _day(talk: Talk) -> date | None:
    """The day of a session at the venue; None while it has none."""
    return day_of(talk.starts_at) if talk.starts_at else None


@desk.get("")
@requires("programme.edit")
def talk_list() -> str:
    """The sessions by day, each with what there is to look at."""
    talks, hours = list_talks(current_edition().id), hours_of(current_edition().id)
    found = found_in(talks, hours)
    only = request.args.get("show") == "warnings"
    shown = [talk for talk in talks if found[talk.id]] if only else talks
    days: dict[date | None, list[Talk]] = {}
    for talk in shown:
        days.setdefault(_day(talk), []).append(talk)
    return render_template(
        "programme/desk/talks.html",
        days=days,
        found=found,
        words=warning_words,
        total=len(talks),
        warned=sum(bool(found[talk.id]) for talk in talks),
        only=only,
    )


@desk.get("/grid")
@requires("programme.edit")
def grid_show() -> str:
    """A day of the draft as a table, rooms by hours."""
    talks, hours = list_talks(current_edition().id), hours_of(current_edition().id)
    found = found_in(talks, hours)
    days = sorted({*hours, *(day for talk in talks if (day := _day(talk)))})
    wanted = request.args.get("day", "")
    day = next((each for each in days if each.isoformat() == wanted), days[0] if days else None)
    rooms = list_rooms(current_edition().id)
    placed = [talk for talk in talks if day is not None and _day(talk) == day]
    return render_template(
        "programme/desk/grid.html",
        days=days,
        day=day,
        rooms=rooms,
        lines=lay_grid(placed, [room.id for room in rooms]),
        roomless=[talk for talk in placed if talk.room_id is None],
        placed=placed,
        found=found,
        words=warning_words,
    )


def _offering(form: TalkForm, talk: Talk | None = None) -> TalkForm:
    edition = current_edition()
    theirs = {day} if talk and (day := _day(talk)) else set()
    tracks = edition.committee_names(locale_name())
    if talk and talk.track and talk.track not in dict(tracks):
        tracks = [*tracks, (talk.track, talk.track)]
    form.offer(
        days=sorted({*hours_of(edition.id), *theirs}),
        rooms=[(room.id, room.name) for room in list_rooms(edition.id)],
        tracks=tracks,
    )
    return form


@desk.route("/sessions/new", methods=["GET", "POST"])
@requires("programme.edit")
def talk_new() -> ResponseReturnValue:
    """Add a session."""
    edition, by = current_edition(), current_person().id
    form = _offering(TalkForm())
    if done := form.accepts(
        lambda: service.add_talk(edition.id, form.talk(time_zone=edition.time_zone), by=by, now=utc_now())
    ):
        flash(_("Agregamos «%(title)s» al borrador. Sume a quienes participan.", title=done.result.title_es), "success")
        return redirect(url_for("programme_desk.talk_edit", talk_id=done.result.id, _anchor="ponentes"), 303)
    return render_template("programme/desk/talk_new.html", form=form), form.status


@desk.route("/sessions/<int:talk_id>", methods=["GET", "POST"])
@requires("programme.edit")
def talk_edit(talk_id: int) -> ResponseReturnValue:
    """Change a session."""
    edition, by = current_edition(), current_person().id
    talk = talk_in(edition.id, talk_id)
    form = _offering(TalkForm(obj=talk, data=_stored(talk)), talk)
    if form.accepts(
        lambda: service.update_talk(
            talk_id, form.talk(time_zone=edition.time_zone), edition_id=edition.id, by=by, now=utc_now()
        )
    ):
        flash(_("Guardamos la sesión en el borrador."), "success")
        return redirect(url_for("programme_desk.talk_edit", talk_id=talk_id), 303)
    return talk_page(talk_id, form=form), form.status


def _stored(talk: Talk) -> dict[str, Any]:
    zone = current_edition().time_zone
    starts, ends = (to_local(moment, zone) if moment else None for moment in (talk.starts_at, talk.ends_at))
    return {
        "day": starts.date().isoformat() if starts else "",
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "room_id": talk.room_id or 0,
    }


def talk_page(
    talk_id: int,
    *,
    form: TalkForm | None = None,
    bill_form: BillForm | None = None,
    material_form: MaterialForm | None = None,
) -> str:
    """The page of a session with its three forms; the one that was sent comes back as it was."""
    edition_id = current_edition().id
    talk = talk_in(edition_id, talk_id)
    talks = list_talks(edition_id)
    return render_template(
        "programme/desk/talk.html",
        talk=talk,
        form=form or _offering(TalkForm(formdata=None, obj=talk, data=_stored(talk)), talk),
        bill_form=bill_form or billing(talk, BillForm(formdata=None)),
        material_form=material_form or MaterialForm(formdata=None),
        materials=materials_of(talk_id),
        found=found_in(talks, hours_of(edition_id))[talk_id],
        words=warning_words,
        is_public=talk_id in {each.id for each in programme_of(current_edition()).standing},
        history=history_of(ProgrammeEvent, talk_id=talk_id),
    )


def billing(talk: Talk, form: BillForm) -> BillForm:
    """Let those be chosen who are not in the session yet."""
    billed = {each.speaker_id for each in talk.billed}
    speakers = [row.Speaker for row in list_speakers(talk.edition_id) if row.Speaker.id not in billed]
    form.speaker.choices = options([(each.id, each.full_name) for each in speakers])
    return form


@desk.post("/sessions/<int:talk_id>/removal")
@requires("programme.edit")
def talk_delete(talk_id: int) -> ResponseReturnValue:
    """Delete a session from the draft."""
    title = service.remove_talk(talk_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos «%(title)s» del borrador.", title=title), "success")
    return redirect(url_for("programme_desk.talk_list"), 303)


@desk.post("/sessions/<int:talk_id>/speakers")
@requires("programme.edit")
def part_create(talk_id: int) -> ResponseReturnValue:
    """Let somebody take part in a session."""
    edition_id, by = current_edition().id, current_person().id
    form = billing(talk_in(edition_id, talk_id), BillForm())
    if form.accepts(
        lambda: service.bill_speaker(
            talk_id,
            speaker_id=form.speaker.data,
            role=SpeakerRole(form.role.data),
            edition_id=edition_id,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos quién participa."), "success")
        return redirect(url_for("programme_desk.talk_edit", talk_id=talk_id, _anchor="ponentes"), 303)
    return talk_page(talk_id, bill_form=form), form.status


@desk.post("/sessions/<int:talk_id>/speakers/<int:speaker_id>/removal")
@requires("programme.edit")
def part_delete(talk_id: int, speaker_id: int) -> ResponseReturnValue:
    """Take somebody out of a session."""
    service.unbill_speaker(
        talk_id, speaker_id=speaker_id, edition_id=current_edition().id, by=current_person().id, now=utc_now()
    )
    flash(_("Guardamos quién participa."), "success")
    return redirect(url_for("programme_desk.talk_edit", talk_id=talk_id, _anchor="ponentes"), 303)
