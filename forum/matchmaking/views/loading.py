"""Requirements from a sheet, by the buyer or by the co-ordinator for them: template, upload, verdicts, confirmation."""

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.queries.catalogue import find_processes
from forum.core.access import requires, signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.sheet_columns import word
from forum.core.sheet_reading import read_rows
from forum.core.sheets import XLSX, csv_lines, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.context import current_buyer
from forum.matchmaking.forms import LoadForm
from forum.matchmaking.models import Buyer, RequirementLoad
from forum.matchmaking.queries.loads import load_for
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.transfer import COLUMNS, Verdict, headings, known_of, rows_to_mend, verdicts_of
from forum.matchmaking.views.blueprint import blueprint

ONE = "/requirements/loads/<int:load_id>"
SHOWN = 200
"""The verdicts a page shows; those to be mended come first, and the sheet to mend has them all."""


@blueprint.route("/buyer/requirements/load", methods=["GET", "POST"])
@signed_in
def load_new() -> ResponseReturnValue:
    """Upload a sheet of one's own requirements."""
    return _upload_page(current_buyer(), back=url_for("matchmaking.own_requirement_list"))


@blueprint.route("/coordination/buyers/<int:buyer_id>/requirements/load", methods=["GET", "POST"])
@requires("meetings.coordinate")
def coordinated_load_new(buyer_id: int) -> ResponseReturnValue:
    """Upload a sheet of requirements for a buyer."""
    buyer = get_buyer(buyer_id, edition_id=current_edition().id)
    return _upload_page(buyer, back=url_for("meetings.coordinated_requirement_list", buyer=buyer.id))


@blueprint.route("/requirements/loads/template.xlsx")
@signed_in
def load_template_show() -> ResponseReturnValue:
    """The template, as a workbook: the headings alone."""
    return _workbook(headings(), [], _("requerimientos.xlsx"))


@blueprint.route("/requirements/loads/template.csv")
@signed_in
def load_text_template_show() -> ResponseReturnValue:
    """The template as CSV."""
    lines, name = "".join(csv_lines(headings(), [])), _("requerimientos.csv")
    return Response(lines, mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}"})


@blueprint.route(ONE)
@signed_in
def load_show(load_id: int) -> ResponseReturnValue:
    """What becomes of each row."""
    load = _load(load_id)
    verdicts = sorted(_verdicts(load), key=lambda each: (not each.problems, each.number))
    return render_template(
        "matchmaking/load.html",
        load=load,
        verdicts=verdicts[:SHOWN],
        good=sum(not each.problems for each in verdicts),
        bad=sum(bool(each.problems) for each in verdicts),
        back=_back(load),
        again=_again(load),
    )


@blueprint.route(f"{ONE}/confirmation", methods=["POST"])
@signed_in
def load_confirmation_create(load_id: int) -> ResponseReturnValue:
    """Make drafts of all good rows."""
    load = _load(load_id)
    needs = [each.need for each in _verdicts(load) if each.need is not None]
    made = service.confirm_load(load.id, load.buyer, needs=needs, by=current_person().id, now=utc_now())
    words = ngettext("Guardamos %(num)s borrador.", "Guardamos %(num)s borradores.", len(made))
    flash(words, "success")
    return redirect(url_for("matchmaking.load_show", load_id=load.id), 303)


@blueprint.route(f"{ONE}/mend.xlsx")
@signed_in
def load_mend_show(load_id: int) -> ResponseReturnValue:
    """The rows that were not taken, each with what is wrong."""
    load = _load(load_id)
    first, *rest = rows_to_mend(load.rows, _verdicts(load))
    return _workbook(first, rest, _("requerimientos-por-corregir.xlsx"))


def _upload_page(buyer: Buyer, *, back: str) -> ResponseReturnValue:
    form, by = LoadForm(), current_person().id
    if done := form.accepts(lambda: _keep(form, buyer, by=by)):
        return redirect(url_for("matchmaking.load_show", load_id=done.result.id), 303)
    page = render_template(
        "matchmaking/load_new.html",
        form=form,
        buyer=buyer if by != buyer.person_id else None,
        back=back,
        columns=[word(column) for column in COLUMNS],
    )
    return page, form.status


def _keep(form: LoadForm, buyer: Buyer, *, by: int) -> RequirementLoad:
    rows = read_rows(form.file.data.read())
    verdicts_of(rows[:1], known_of([], []))  # has it the columns that every row needs?
    return service.keep_load(buyer, rows=rows, by=by, now=utc_now())


def _load(load_id: int) -> RequirementLoad:
    """A sheet the person uploaded, who still is its buyer or co-ordinates the meetings."""
    edition_id, person = current_edition().id, current_person()
    load = load_for(person.id, load_id, edition_id=edition_id)
    if load.buyer.person_id != person.id and not person.may("meetings.coordinate", edition_id):
        raise NotFound
    return load


def _verdicts(load: RequirementLoad) -> list[Verdict]:
    known = known_of(find_processes(""), current_edition().committee_names("en"))
    return verdicts_of(load.rows, known)


def _is_own(load: RequirementLoad) -> bool:
    return bool(load.buyer.person_id == current_person().id)


def _back(load: RequirementLoad) -> str:
    if _is_own(load):
        return url_for("matchmaking.own_requirement_list")
    return url_for("meetings.coordinated_requirement_list", buyer=load.buyer_id)


def _again(load: RequirementLoad) -> str:
    if _is_own(load):
        return url_for("matchmaking.load_new")
    return url_for("matchmaking.coordinated_load_new", buyer_id=load.buyer_id)


def _workbook(first: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> Response:
    return send_private(xlsx_file(first, rows), mimetype=XLSX, name=name)
