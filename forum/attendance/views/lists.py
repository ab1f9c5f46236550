"""Who came to a session: the list, and as a file."""

from flask import Response, render_template

from forum.accounts.context import record_export
from forum.attendance.context import shown_talk
from forum.attendance.documents.sheets import attendance_headings, attendance_lines
from forum.attendance.queries.arrivals import list_attendance
from forum.attendance.views.blueprints import attendance
from forum.core.access import requires
from forum.core.downloads import send_csv
from forum.core.i18n import N_
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.programme.labels import place_words

SHEET_OF_ATTENDANCE = N_("Asistencia a una sesión")


@attendance.get("/<int:talk_id>/list")
@requires("registration.review")
def attendance_list(talk_id: int) -> str:
    """Everybody who came to a session."""
    talk = shown_talk(talk_id)
    return render_template("attendance/list.html", talk=talk, rows=list_attendance(talk.uid), place=place_words)


@attendance.get("/<int:talk_id>/list.csv")
@requires("registration.review")
def export_show(talk_id: int) -> Response:
    """Everybody who came to a session as CSV."""
    talk, edition = shown_talk(talk_id), current_edition()
    lines = list(attendance_lines(list_attendance(talk.uid)))
    record_export(SHEET_OF_ATTENDANCE, people=len(lines), edition_id=edition.id)
    return send_csv(attendance_headings(), lines, name=f"asistencia-{edition.slug}-{talk.id}.csv")


@attendance.get("/<int:talk_id>/list.xlsx")
@requires("registration.review")
def workbook_show(talk_id: int) -> Response:
    """Everybody who came to a session as an Excel file."""
    talk, edition = shown_talk(talk_id), current_edition()
    lines = list(attendance_lines(list_attendance(talk.uid)))
    record_export(SHEET_OF_ATTENDANCE, people=len(lines), edition_id=edition.id)
    file = xlsx_file(attendance_headings(), lines)
    return send_private(file, mimetype=XLSX, name=f"asistencia-{edition.slug}-{talk.id}.xlsx")
