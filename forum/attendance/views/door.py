"""The door of a session: which sessions there are, the scanner of one, who is found by name, undoing."""

from base64 import b64encode
from datetime import date
from typing import Any
from uuid import uuid4

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.attendance.context import shown_talk
from forum.attendance.forms import AttendanceForm
from forum.attendance.labels import answer_words
from forum.attendance.queries.arrivals import count_at, count_attendance, find_by_name, list_attendance
from forum.attendance.rules.arrivals import OPENS_BEFORE
from forum.attendance.service import record_attendance, undo_attendance
from forum.attendance.views.blueprints import attendance
from forum.checkin.enums import ScanMethod, Told
from forum.checkin.rules import PERMISSION, ScanInput, search_words
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.sealing import public_key
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.programme.context import day_of
from forum.programme.labels import place_words
from forum.programme.queries.choices import count_going
from forum.programme.queries.published import programme_of
from forum.programme.rules.versions import VersionTalk

WITHOUT_SCRIPT = "form"
LATEST = 20


@attendance.get("")
@requires(PERMISSION)
def session_list() -> str:
    """The sessions by day, each with how many came; those that are open for scans first of all."""
    edition, now = current_edition(), utc_now()
    talks = programme_of(edition).standing
    days: dict[date, list[VersionTalk]] = {}
    for talk in sorted(talks, key=lambda each: (each.starts_at, each.id)):
        days.setdefault(day_of(talk.starts_at), []).append(talk)
    return render_template(
        "attendance/sessions.html",
        days=days,
        open_now=[talk for talk in talks if talk.starts_at - OPENS_BEFORE <= now <= talk.ends_at],
        came=count_attendance(edition.id),
        place=place_words,
        now=now,
    )


@attendance.get("/<int:talk_id>")
@requires(PERMISSION)
def session_show(talk_id: int) -> str:
    """The scanner of a session, with who came last."""
    return _scanner(shown_talk(talk_id), answer=None)


def _scanner(talk: VersionTalk, *, answer: dict[str, Any] | None, again: dict[str, Any] | None = None) -> str:
    return render_template(
        "attendance/scanner.html",
        talk=talk,
        answer=answer,
        again=again,
        latest=list_attendance(talk.uid, limit=LATEST),
        new_id=lambda: str(uuid4()),
        place=place_words,
        seal_key=b64encode(public_key()).decode(),
        **_counts(talk),
    )


def _counts(talk: VersionTalk) -> dict[str, Any]:
    return {"came": count_at(talk.uid), "going": count_going(current_edition().id).get(talk.uid, 0)}


@attendance.get("/<int:talk_id>/counts")
@requires(PERMISSION)
def count_show(talk_id: int) -> Response:
    """How many came, chose it and may: a fragment that asks again every few seconds."""
    talk = shown_talk(talk_id)
    response = make_response(render_template("attendance/_counts.html", talk=talk, **_counts(talk)))
    response.add_etag()
    return response.make_conditional(request)


@attendance.get("/<int:talk_id>/people")
@requires(PERMISSION)
def person_list(talk_id: int) -> str:
    """People whose name contains the words typed: a fragment of the scanner, or a page."""
    talk, typed = shown_talk(talk_id), request.args.get("q", "")
    return render_template(
        "attendance/_people.html" if is_fragment() else "attendance/people.html",
        talk=talk,
        people=find_by_name(typed, edition_id=current_edition().id, talk_uid=talk.uid),
        typed=typed,
        searched=bool(search_words(typed)),
        new_id=lambda: str(uuid4()),
    )


@attendance.post("/<int:talk_id>/arrivals")
@requires(PERMISSION)
def arrival_create(talk_id: int) -> Any:
    """A typed code or a person found by name, without JavaScript: the scanner again, with the answer on it."""
    talk, form = shown_talk(talk_id), AttendanceForm()
    done = form.accepts(lambda: _record(talk, form))
    if done is None:
        return _scanner(talk, answer=None), form.status
    again = {"code": form.code.data or "", "registration": form.registration.data}
    return _scanner(talk, answer=answer_words(done.result), again=again)


def _record(talk: VersionTalk, form: AttendanceForm) -> Any:
    now, registration_id = utc_now(), form.registration.data
    scan = ScanInput(
        scan_id=form.scan_id.data,
        text=form.code.data or "",
        registration_id=registration_id,
        method=ScanMethod.TYPED if registration_id is None else ScanMethod.SEARCH,
        device=WITHOUT_SCRIPT,
        scanned_at=now,
        told=Told.LET_IN if form.let_in.data else None,
    )
    return record_attendance(scan, talk=talk, edition_id=current_edition().id, by=current_person().id, now=now)


@attendance.post("/<int:talk_id>/arrivals/<int:attendance_id>/removal")
@requires(PERMISSION)
def arrival_delete(talk_id: int, attendance_id: int) -> Response:
    """Take back that somebody came."""
    talk, edition_id = shown_talk(talk_id), current_edition().id
    undo_attendance(attendance_id, talk=talk, edition_id=edition_id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la asistencia. Queda en la historia de la persona."), "success")
    return redirect(url_for("attendance.session_show", talk_id=talk_id), 303)
