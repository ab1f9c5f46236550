"""The co-ordinator's tables: who sits where, two swap, many get one by order or by a sheet, and the signs to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.labels import word_of
from forum.core.sheet_reading import read_rows
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.editions.models import MeetingTable
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_tables
from forum.meetings import service
from forum.meetings.documents.pdf import LANGUAGE_TAGS
from forum.meetings.errors.booking import UnknownColumns
from forum.meetings.forms.tables import AssignmentForm, SwapForm, TableSheetForm
from forum.meetings.queries.tables import list_buyers_here
from forum.meetings.rules.tables import Row, columns_of, in_turn, rows_of
from forum.meetings.views.blueprint import blueprint
from forum.printing.fonts import fonts_in
from forum.printing.signs import Sign, SignWords, signs_pdf

ORDERS = ("company", "person", "invited")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A buyer and the table they would get."""

    buyer: Buyer
    table: MeetingTable


@blueprint.route("/coordination/tables")
@requires("meetings.coordinate")
def table_list() -> ResponseReturnValue:
    """Every table with its hall and who sits there, and who has none."""
    buyers = list_buyers_here(current_edition().id)
    return render_template(
        "meetings/tables.html",
        tables=list_tables(current_edition().id),
        seated=_by_table(buyers),
        waiting=[each for each in buyers if each.table_id is None],
    )


@blueprint.route("/coordination/tables/signs.pdf")
@requires("meetings.coordinate")
def signs_show() -> Response:
    """The signs of the tables at which somebody receives, to print; the symbol leads to the public page."""
    edition = current_edition()
    seated = _by_table(list_buyers_here(edition.id))
    signs = [_sign(table, seated[table.id]) for table in list_tables(edition.id) if table.id in seated]
    words = SignWords(
        title=_("Letreros de las mesas"),
        language=LANGUAGE_TAGS[locale_name()],
        edition=edition.name,
        heading=_("Mesa"),
        address=f"{current_app.config['FORO'].base_url}{url_for('editions.edition_show', edition_slug=edition.slug)}",
        caption=_("Programa y registro"),
    )
    fonts = fonts_in(Path(current_app.static_folder or "") / "dist" / "fonts", "badge")
    file = signs_pdf(signs, words, fonts=fonts)
    return send_private(file, mimetype="application/pdf", name=f"{_('letreros')}-{edition.slug}.pdf")


@blueprint.route("/coordination/tables/swap", methods=["GET", "POST"])
@requires("meetings.coordinate")
def table_swap_new() -> ResponseReturnValue:
    """Let two buyers swap their tables."""
    edition, form = current_edition(), SwapForm()
    seated = [each for each in list_buyers_here(edition.id) if each.table is not None]
    choices = [(str(each.id), _named(each)) for each in seated]
    form.one_id.choices = form.other_id.choices = options([("", _("Elija…")), *choices])
    if not form.is_submitted():
        form.one_id.data = request.args.get("buyer", type=int)
    by = current_person().id
    if form.accepts(
        lambda: service.swap_tables(form.one_id.data, form.other_id.data, edition=edition, by=by, now=utc_now())
    ):
        flash(_("Intercambiamos las mesas. Avisamos por correo a quienes cambian de lugar."), "success")
        return redirect(url_for("meetings.table_list"), 303)
    return render_template("meetings/table_swap.html", form=form), form.status


@blueprint.route("/coordination/tables/assignment", methods=["GET", "POST"])
@requires("meetings.coordinate")
def assignment_new() -> ResponseReturnValue:
    """Give tables to all who have none, by hall and order (`?hall=`, `?order=`): shown first, then done at once."""
    edition, form = current_edition(), AssignmentForm()
    by = current_person().id
    if done := form.accepts(lambda: service.assign_tables(form.tables, edition=edition, by=by, now=utc_now())):
        count = len(done.result)
        words = ngettext(
            "Asignamos mesa a %(num)s comprador. Enviamos los avisos.",
            "Asignamos mesa a %(num)s compradores. Enviamos los avisos.",
            count,
        )
        flash(words, "success")
        return redirect(url_for("meetings.table_list"), 303)
    given = _shown(form.tables) if form.is_submitted() else _in_turn()
    return _assignment_page(form, TableSheetForm(formdata=None), given), form.status


@blueprint.route("/coordination/tables/sheet", methods=["POST"])
@requires("meetings.coordinate")
def table_sheet_create() -> ResponseReturnValue:
    """Read a sheet of tables: what each row does is shown first."""
    sheet = TableSheetForm()
    done = sheet.accepts(lambda: _read(sheet))
    rows = done.result if done else []
    tables = {row.buyer_id: row.table_id for row in rows if row.buyer_id is not None and row.table_id is not None}
    given = _shown(tables)
    form = AssignmentForm(formdata=None)
    return _assignment_page(form, sheet, given, troubles=[row for row in rows if row.trouble]), 200 if done else 422


def _by_table(buyers: Sequence[Buyer]) -> dict[int, list[Buyer]]:
    seated = sorted((each for each in buyers if each.table_id is not None), key=lambda each: each.table_id or 0)
    return {table_id: list(some) for table_id, some in groupby(seated, key=lambda each: each.table_id or 0)}


def _sign(table: MeetingTable, buyers: Sequence[Buyer]) -> Sign:
    companies = dict.fromkeys(each.company.name for each in buyers)
    languages = dict.fromkeys(str(word_of(each.interpreter_language)) for each in buyers if each.interpreter_language)
    return Sign(
        number=str(table.number),
        hall=table.hall.name,
        companies=" · ".join(companies),
        people=" · ".join(each.person.full_name for each in buyers),
        note=_("Intérprete: %(languages)s", languages=", ".join(languages)) if languages else "",
    )


def _named(buyer: Buyer) -> str:
    number = "—" if buyer.table is None else buyer.table.number
    return f"{buyer.company.name} · {buyer.person.full_name} · {_('Mesa %(number)s', number=number)}"


def _in_turn() -> list[_Given]:
    """Who would get which table by the hall and order of the address."""
    hall_id, order = request.args.get("hall", type=int), request.args.get("order", ORDERS[0])
    if hall_id is None:
        return []
    buyers = list_buyers_here(current_edition().id)
    taken = {each.table_id for each in buyers}
    free = [each for each in list_tables(current_edition().id) if each.hall_id == hall_id and each.id not in taken]
    waiting = [each for each in buyers if each.table_id is None]
    if order == "person":
        waiting.sort(key=lambda each: (each.person.name_sorted, each.id))
    elif order == "invited":
        waiting.sort(key=lambda each: (each.invited_at, each.id))
    return _shown(in_turn([each.id for each in waiting], [each.id for each in free]))


def _shown(tables: Mapping[int, int]) -> list[_Given]:
    """These tables and their buyers, in the order given; what is not of this edition is left out."""
    buyers = {each.id: each for each in list_buyers_here(current_edition().id)}
    known = {each.id: each for each in list_tables(current_edition().id)}
    return [
        _Given(buyer=buyers[buyer_id], table=known[table_id])
        for buyer_id, table_id in tables.items()
        if buyer_id in buyers and table_id in known
    ]


def _read(sheet: TableSheetForm) -> list[Row]:
    rows = read_rows(sheet.file.data.read())
    columns = columns_of(rows[0])
    if columns is None:
        raise UnknownColumns
    buyers = {(each.person.email or "").lower(): each.id for each in list_buyers_here(current_edition().id)}
    tables = {str(each.number): each.id for each in list_tables(current_edition().id)}
    return rows_of(rows[1:], columns, buyers=buyers, tables=tables)


def _assignment_page(
    form: AssignmentForm, sheet: TableSheetForm, given: Sequence[_Given], *, troubles: Sequence[Row] = ()
) -> str:
    form.pairs.data = ",".join(f"{each.buyer.id}:{each.table.id}" for each in given)
    halls = {each.hall_id: each.hall.name for each in list_tables(current_edition().id)}
    return render_template(
        "meetings/table_assignment.html",
        form=form,
        sheet=sheet,
        given=given,
        troubles=troubles,
        halls=list(halls.items()),
        hall_id=request.args.get("hall", type=int),
        order=request.args.get("order", ORDERS[0]),
        orders=[
            ("company", _("Por empresa")),
            ("person", _("Por persona")),
            ("invited", _("Por fecha de invitación")),
        ],
    )
