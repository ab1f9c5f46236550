"""The badge desk: printing many badges, and finding a person's."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import chain
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person, record_export
from forum.badges import queries
from forum.badges.enums import Layout, RunOrder, Which
from forum.badges.errors import NoBadgeLeftInRun
from forum.badges.forms import ALL, PrintForm
from forum.badges.labels import PAPER_HINTS
from forum.badges.models import BY_TEMPLATE, PrintRun
from forum.badges.queries import RunContents
from forum.badges.rules import PORTION, Printable
from forum.badges.service import (
    ask_for_file,
    file_path,
    mark_as_printed,
    start_print_run,
    stream_run,
    undo_mark,
    unprintable_badges,
)
from forum.badges.views.own import badge_fonts
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import N_, locale_name, ngettext
from forum.core.i18n import gettext as _
from forum.core.paging import portions
from forum.core.web import is_fragment, send_private
from forum.editions.context import current_edition

PERMISSION = "badges.print"
BADGES = N_("Gafetes para imprimir")
MOST_NAMED = 20
LATEST_CHANGES = 10
Context = Callable[[], AbstractContextManager[object]]
desk = Blueprint("badge_desk", __name__, url_prefix="/<edition_slug>/badges")


@desk.get("")
@requires(PERMISSION)
def print_run_list() -> str:
    """The badges to print, the runs so far, and a search for one person."""
    if is_fragment() and "runs" in request.args:
        return render_template("badges/_runs.html", **_runs())
    typed = request.args.get("q", "")
    people = queries.find_holders(typed, edition_id=current_edition().id)
    if is_fragment():
        return render_template("badges/_people.html", people=people, typed=typed, searched=bool(typed.strip()))
    return _desk(PrintForm(), people=people, typed=typed)


@desk.post("")
@requires(PERMISSION)
def print_run_create() -> Any:
    """Start a print run; its PDF is downloaded from the list."""
    form = PrintForm()
    counts = _with_choices(form)
    bins = _with_bins(form)
    done = form.accepts(
        lambda: start_print_run(
            current_edition().id,
            category_id=int(form.category.data) or None,
            which=Which(form.which.data),
            layout=None if form.layout.data == BY_TEMPLATE else Layout(form.layout.data),
            bin=int(form.bin.data) or None,
            order=RunOrder(form.order.data),
            is_separated=form.separated.data,
            by=current_person().id,
            now=utc_now(),
        )
    )
    if done:
        announce_run(done.result)
        return redirect(url_for(".print_run_list", _anchor=f"run-{done.result.id}"))
    return _desk(form, counts=counts, bins=bins), form.status


@desk.get("/print-runs/<int:run_id>.pdf")
@requires(PERMISSION)
def print_run_show(run_id: int) -> Any:
    """The PDF of a run: of a few badges drawn while it is sent, of many the file, if it says what is so now.

    A part of it (`from` and `to`) is always drawn.
    """
    edition = current_edition()
    run = queries.get_run(run_id, edition_id=edition.id)
    templates = queries.templates_of(edition.id)
    contents = queries.contents_of(run, edition, templates)
    if not contents.has_valid_badges:
        raise NoBadgeLeftInRun
    name = f"gafetes-{edition.slug}-{run.id}.pdf"
    if run.is_long and not {"now", "from"} & request.args.keys():
        return _file(run, contents, name=name)
    badge_ids = _part(contents)
    record_export(BADGES, people=len(badge_ids), edition_id=edition.id)
    badges = _fetched(current_app.app_context, badge_ids)
    pieces = stream_run(run, edition, badges, templates=templates, fonts=badge_fonts())
    started = chain([next(pieces)], pieces)  # an error shows before the answer begins
    response = Response(started, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _part(contents: RunContents) -> list[int]:
    """The badges that are asked for by their numbers; all where none is."""
    badge_ids = contents.in_order(first=request.args.get("from", 1, type=int), last=request.args.get("to", type=int))
    if not badge_ids:
        raise NoBadgeLeftInRun
    return badge_ids


@desk.post("/print-runs/<int:run_id>/mark")
@requires(PERMISSION)
def mark_create(run_id: int) -> WerkzeugResponse:
    """Say that the badges of a run are printed."""
    mark_as_printed(run_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Marcamos esa impresión: sus gafetes cuentan como impresos."), "success")
    return _to_runs(run_id)


@desk.post("/print-runs/<int:run_id>/mark/deletion")
@requires(PERMISSION)
def mark_delete(run_id: int) -> WerkzeugResponse:
    """Take back that the badges of a run are printed."""
    undo_mark(run_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la marca: esos gafetes cuentan otra vez como por imprimir."), "success")
    return _to_runs(run_id)


@desk.post("/print-runs/<int:run_id>/file")
@requires(PERMISSION)
def file_create(run_id: int) -> Any:
    """Have the PDF of a long run drawn, again if it is there."""
    run = queries.get_run(run_id, edition_id=current_edition().id)
    ask_for_file(run.id, now=utc_now())
    return _to_runs(run_id)


def _runs() -> dict[str, Any]:
    return {
        "runs": queries.list_runs(current_edition().id),
        "overdue": utc_now() - queries.LOST_AFTER,
        "outdated": request.args.get("outdated"),
    }


def announce_run(run: PrintRun) -> None:
    """Say that a new run is ready or being drawn, and how many of its badges are on paper already."""
    _announce(run)
    _warn_of_printed(run)


def _announce(run: PrintRun) -> None:
    if run.is_long:
        ask_for_file(run.id, now=utc_now())
        flash(
            ngettext(
                "Preparamos el PDF de %(num)s gafete. Aquí verá cuándo está listo.",
                "Preparamos el PDF de %(num)s gafetes. Aquí verá cuándo está listo.",
                run.badges,
            ),
            "info",
        )
    else:
        flash(_ready(run.badges), "success")


def _warn_of_printed(run: PrintRun) -> None:
    """Say how many badges of a new run are on paper already."""
    again = queries.count_printed_before(run.id)
    if again:
        flash(
            ngettext(
                "%(num)s de ellos ya está marcado como impreso: saldrá otra vez.",
                "%(num)s de ellos ya están marcados como impresos: saldrán otra vez.",
                again,
            ),
            "warning",
        )


def _file(run: PrintRun, contents: RunContents, *, name: str) -> Any:
    """The PDF of a long run; where it is not there, or says what is not so any more, a page with a way to have it."""
    file, path = queries.find_file(run.id), file_path(current_app.config["FORO"].data_dir, run.id)
    if file is None or file.ready_at is None:
        return _to_runs(run.id)
    if file.contents == contents.digest and path.is_file():
        record_export(BADGES, people=run.badges, edition_id=run.edition_id)
        return send_private(path, mimetype="application/pdf", name=name)
    return _to_runs(run.id, outdated=file.ready_at)


def _to_runs(run_id: int, *, outdated: datetime | None = None) -> WerkzeugResponse:
    """To the run in the list; `outdated` is when the file was ready that is not to be had any more."""
    ready_at = outdated.isoformat() if outdated else None
    return redirect(url_for(".print_run_list", outdated=ready_at, _anchor=f"run-{run_id}"), 303)


def _fetched(context: Context, badge_ids: list[int]) -> Iterator[Printable]:
    """What the badges say, each portion read in a session that ends before its badges are printed."""
    for portion in portions(badge_ids, size=PORTION):
        with context():
            printables = queries.list_printables(portion)
        yield from printables


def _desk(
    form: PrintForm,
    *,
    counts: list[queries.BadgeCount] | None = None,
    bins: list[queries.BinLoad] | None = None,
    people: list[queries.FoundHolder] | None = None,
    typed: str = "",
) -> str:
    counts = _with_choices(form) if counts is None else counts
    bins = _with_bins(form) if bins is None else bins
    return render_template(
        "badges/desk.html",
        form=form,
        hints=PAPER_HINTS,
        counts=counts,
        bins=bins,
        total=sum(count.badges for count in counts),
        unprepared=sum(count.unprepared for count in counts),
        prepared=sum(count.prepared for count in counts),
        printed=sum(count.printed for count in counts),
        handed=sum(count.handed for count in counts),
        unprintable=unprintable_badges(current_edition(), counts=counts, fonts=badge_fonts()),
        most_named=MOST_NAMED,
        **_runs(),
        people=people or [],
        typed=typed,
        searched=bool(typed.strip()),
    )


def _with_choices(form: PrintForm) -> list[queries.BadgeCount]:
    """Offer the categories that have badges; return their counts."""
    counts = queries.count_badges(current_edition().id)
    named = [(str(count.category.id), count.category.name(locale_name())) for count in counts]
    form.category.choices = options([(ALL, _("Todas")), *named])
    return counts


def _with_bins(form: PrintForm) -> list[queries.BinLoad]:
    """Offer the bins; return them with their loads."""
    bins = queries.list_bins(current_edition().id)
    form.offer_bins(
        (str(each.range.number), _("Caja %(number)s · %(text)s", number=each.range.number, text=each.range.letters))
        for each in bins
    )
    return bins


def _ready(badges: int) -> str:
    return str(ngettext("%(num)s gafete listo: descargue su PDF.", "%(num)s gafetes listos: descargue su PDF.", badges))
