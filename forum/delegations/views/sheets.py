"""A list of people uploaded by the manager: all of them are named, or it says what to mend in which line."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext, sentence_of
from forum.core.limits import limited
from forum.core.sheet_reading import Limits, read_rows
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.delegations.context import delegation_of_link
from forum.delegations.forms import GuestSheetForm
from forum.delegations.rules import MOST_PLACES, may_name
from forum.delegations.service import name_people
from forum.delegations.transfer import headings, lines_of
from forum.delegations.views.blueprints import delegations

LIMITS = Limits(rows=MOST_PLACES, megabytes=2, unpacked=20)
SHOWN = 100
Wrong = list[tuple[int, str]]


@delegations.route("/d/<token>/sheet", methods=["GET", "POST"])
@limited("10/minute;60/hour", methods=["POST"])
@public
def sheet_new(token: str) -> tuple[str, int] | Response:
    """Upload a list, and name all its people."""
    delegation = delegation_of_link(token)
    form, wrong = GuestSheetForm(), Wrong()
    may_change = may_name(delegation.status, delegation.changes_until, now=utc_now())
    if done := form.accepts(lambda: _name_all(delegation.id, form)):
        named, wrong = done.result
        if not wrong:
            words = ngettext("Agregamos a %(num)s persona.", "Agregamos a %(num)s personas.", named)
            flash(words, "success")
            return redirect(url_for("delegations.delegation_show", token=token))
    page = render_template("delegations/sheet.html", form=form, token=token, wrong=wrong[:SHOWN], may_change=may_change)
    return page, form.status


def _name_all(delegation_id: int, form: GuestSheetForm) -> tuple[int, Wrong]:
    """How many were named, and what is wrong with which line: then nobody was."""
    lines = lines_of(read_rows(form.file.data.read(), LIMITS))
    wrong: Wrong = [(line.number, " ".join(line.problems)) for line in lines if line.problems]
    if wrong:
        return 0, wrong
    guests = [(line.number, line.guest) for line in lines if line.guest is not None]
    refused = name_people(delegation_id, guests=guests, now=utc_now())
    return len(guests), [(number, sentence_of(each.sentence, each.params)) for number, each in refused.items()]


@delegations.route("/d/<token>/sheet/template.xlsx")
@public
def template_show(token: str) -> FlaskResponse:
    """The headings of a list, as a workbook."""
    delegation_of_link(token)
    return send_private(xlsx_file(headings(), []), mimetype=XLSX, name=_("delegacion.xlsx"))
