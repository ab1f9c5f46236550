"""Importing a list: upload, columns, what becomes of each row, import, the refused rows back, undo."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person, record_export
from forum.companies.context import participants
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.downloads import send_csv
from forum.core.errors import NotFound
from forum.core.i18n import N_, locale_name, ngettext, sentence_of
from forum.core.i18n import gettext as _
from forum.core.links import Link
from forum.core.listing import status_filter
from forum.core.paging import page_number
from forum.core.sheet_reading import Limits, read_rows
from forum.core.sheets import XLSX, xlsx_file
from forum.core.web import send_private
from forum.editions.context import current_edition
from forum.imports.documents import LISTS, rows_for
from forum.imports.enums import ImportKind, Verdict
from forum.imports.errors import AlreadyImported, ColumnsMissing
from forum.imports.forms import ColumnsForm, SheetForm, Targets, columns_form
from forum.imports.labels import KINDS as KIND_LABELS
from forum.imports.labels import VERDICTS
from forum.imports.models import ImportBatch, ImportColumns
from forum.imports.queries import batches as queries
from forum.imports.rules.rows import Scope
from forum.imports.service import batches, undoing
from forum.imports.transfer import flow
from forum.imports.transfer.kind import Kind
from forum.imports.transfer.kinds import KINDS, kind_named

blueprint = Blueprint("imports", __name__, url_prefix="/<edition_slug>/imports")

PERMISSION = "imports.make"
ONE = "/<int:batch_id>"
LIMITS = Limits(rows=20_000, megabytes=7, unpacked=120)
SAMPLES = 20


@blueprint.get("")
@requires(PERMISSION)
def batch_list() -> str:
    """The imports of the edition, and what can be imported."""
    page = queries.list_batches(current_edition().id, number=page_number())
    links = [
        Link(str(label), url_for("imports.batch_new", kind=kind.value), str(label.hint), label.icon)
        for kind, label in KIND_LABELS.items()
        if kind in KINDS
    ]
    return render_template("imports/list.html", page=page, links=links)


@blueprint.route("/new/<kind>", methods=["GET", "POST"])
@requires(PERMISSION)
def batch_new(kind: str) -> ResponseReturnValue:
    """Upload a sheet."""
    form, chosen = SheetForm(), kind_named(kind)
    if done := form.accepts(lambda: _keep(form, chosen)):
        return redirect(url_for("imports.batch_edit", batch_id=done.result.id), 303)
    page = render_template("imports/new.html", form=form, kind=chosen, columns=chosen.words().values())
    return page, form.status


@blueprint.get("/templates/<kind>.xlsx")
@requires(PERMISSION)
def template_show(kind: str) -> Response:
    """A workbook with the headings alone."""
    return _workbook([[*kind_named(kind).words().values()]], _("importar.xlsx"))


@blueprint.get("/lists/<listed>.xlsx")
@requires(PERMISSION)
def list_workbook_show(listed: str) -> Response:
    """What a list holds now, with the headings of its import and the id of each row, to be changed and uploaded."""
    headings, rows = _list_of(listed)
    return _workbook([headings, *rows], f"{listed}.xlsx")


@blueprint.get("/lists/<listed>.csv")
@requires(PERMISSION)
def list_text_show(listed: str) -> Response:
    """The same as CSV."""
    headings, rows = _list_of(listed)
    return send_csv(headings, rows, name=f"{listed}.csv")


def _list_of(name: str) -> tuple[list[str], list[list[str]]]:
    kind, edition_id = kind_named(name), current_edition().id
    if kind.kind not in LISTS:  # people have their own sheet; members are of no edition
        raise NotFound
    told = LISTS[kind.kind](participants(edition_id) if kind.kind is ImportKind.COMPANIES else edition_id)
    rows = rows_for(told, kind.words())
    if kind.kind is ImportKind.BUYERS:
        record_export(N_("Lista de compradores"), people=len(rows), edition_id=edition_id)
    return list(kind.words().values()), rows


@blueprint.route(f"{ONE}/columns", methods=["GET", "POST"])
@requires(PERMISSION)
def batch_edit(batch_id: int) -> ResponseReturnValue:
    """Say which column is what; guessed from the headings, and from what was chosen the last time."""
    batch = _batch(batch_id)
    kind, remembered = KINDS[batch.kind], queries.remembered_columns(batch.edition_id, batch.kind)
    if batch.imported_at is not None:
        raise AlreadyImported
    places = batch.columns or flow.guess_columns(kind, batch.sheet[0], remembered)
    form = columns_form(kind.words(), batch.sheet[:SAMPLES], places, _targets(batch, kind, remembered))
    if form.accepts(lambda: _judge(form, batch, kind)):
        return redirect(url_for("imports.batch_show", batch_id=batch.id), 303)
    page = render_template("imports/edit.html", form=form, batch=batch)
    return page, form.status


@blueprint.get(ONE)
@requires(PERMISSION)
def batch_show(batch_id: int) -> ResponseReturnValue:
    """What becomes, or became, of each row."""
    batch = _batch(batch_id)
    if batch.judged_at is None:
        return redirect(url_for("imports.batch_edit", batch_id=batch.id), 303)
    kind, verdict = KINDS[batch.kind], status_filter(Verdict)
    words = kind.words()
    page = queries.list_rows(batch.id, verdict=verdict, number=page_number())
    return render_template(
        "imports/show.html",
        batch=batch,
        page=page.showing([(row, flow.remarks_of(row, words)) for row in page.rows]),
        verdicts=VERDICTS,
        verdict=verdict,
        counts=queries.count_verdicts(batch.id),
        staying=queries.list_kept(batch.id) if batch.stayed else [],
        to_mail=queries.count_to_mail(batch.id) if kind.mails and batch.is_standing else 0,
    )


@blueprint.post(f"{ONE}/confirmation")
@requires(PERMISSION)
def confirmation_create(batch_id: int) -> Response:
    """Import all good rows."""
    batch = _batch(batch_id)
    done = flow.import_batch(KINDS[batch.kind], batch.id, _scope(batch))
    words = ngettext("Importamos %(num)s renglón.", "Importamos %(num)s renglones.", done.good)
    flash(words, "success")
    return _back(batch)


@blueprint.get(f"{ONE}/refused.xlsx")
@requires(PERMISSION)
def refused_show(batch_id: int) -> Response:
    """The rows that were refused, as they came, each with the reason."""
    batch = _batch(batch_id)
    words = KINDS[batch.kind].words()
    rows = flow.refused_sheet(batch, queries.list_refused(batch.id), words)
    record_export(N_("Renglones por corregir de una importación"), people=len(rows) - 1, edition_id=batch.edition_id)
    return _workbook(rows, _("renglones-por-corregir.xlsx"))


@blueprint.post(f"{ONE}/undoing")
@requires(PERMISSION)
def undoing_create(batch_id: int) -> Response:
    """Undo the whole import; what was touched since stays."""
    by = current_person().id
    batch = undoing.undo_batch(batch_id, edition_id=current_edition().id, by=by, now=utc_now())
    if batch.stayed:
        stay = ngettext(
            "Deshicimos la importación. Se queda %(num)s renglón; abajo dice por qué.",
            "Deshicimos la importación. Se quedan %(num)s renglones; abajo dice por qué.",
            batch.stayed,
        )
        flash(stay, "warning")
    else:
        flash(_("Deshicimos la importación. Todo quedó como antes."), "success")
    return _back(batch)


@blueprint.post(f"{ONE}/mails")
@requires(PERMISSION)
def mail_list_create(batch_id: int) -> Response:
    """Mail whoever the batch registered."""
    batch = _batch(batch_id)
    mailed = flow.mail_batch(KINDS[batch.kind], batch.id, _scope(batch))
    flash(ngettext("Enviamos %(num)s correo.", "Enviamos %(num)s correos.", mailed), "success")
    return _back(batch)


@blueprint.post(f"{ONE}/deletion")
@requires(PERMISSION)
def batch_delete(batch_id: int) -> Response:
    """Forget a sheet that is not imported."""
    batches.delete_sheet(batch_id, edition_id=current_edition().id)
    flash(_("Descartamos la hoja. No se importó nada."), "success")
    return redirect(url_for("imports.batch_list"), 303)


def _batch(batch_id: int) -> ImportBatch:
    return queries.get_batch(batch_id, edition_id=current_edition().id)


def _scope(batch: ImportBatch) -> Scope:
    by, home = current_person().id, url_for("meetings.buyer_show")
    return flow.scope_of(batch, by=by, now=utc_now(), language=locale_name(), home=home)


def _keep(form: SheetForm, kind: Kind) -> ImportBatch:
    file = form.file.data
    return batches.keep_sheet(
        current_edition().id,
        kind.kind,
        file_name=file.filename or "",
        rows=read_rows(file.read(), LIMITS),
        by=current_person().id,
        now=utc_now(),
    )


def _targets(batch: ImportBatch, kind: Kind, remembered: ImportColumns | None) -> Targets:
    before = batch.target_id or (remembered.target_id if remembered else None)
    return Targets(sentence_of(kind.target, {}), kind.targets(batch.edition_id), before)


def _judge(form: ColumnsForm, batch: ImportBatch, kind: Kind) -> ImportBatch:
    flow.ensure_columns(kind, batch.sheet[0], form.chosen)
    if kind.target_is_needed and form.target is None:
        raise ColumnsMissing(names=sentence_of(kind.target, {}))
    kept = batches.keep_choice(
        batch.id, edition_id=batch.edition_id, columns=form.chosen, target_id=form.target, now=utc_now()
    )
    return flow.judge_batch(kind, batch.id, _scope(kept))


def _back(batch: ImportBatch) -> Response:
    return redirect(url_for("imports.batch_show", batch_id=batch.id), 303)


def _workbook(rows: Sequence[Sequence[str]], name: str) -> Response:
    return send_private(xlsx_file(rows[0], rows[1:]), mimetype=XLSX, name=name)
