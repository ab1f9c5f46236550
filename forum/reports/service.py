"""Figures of former editions: kept as a sheet until they are confirmed, written in one change, taken back by year.

And the official report: until when it counts, and issuing it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, insert, select

from forum.core.database import atomic, locked, session
from forum.editions.models import Edition
from forum.reports.errors import NoFiguresToLoad
from forum.reports.models import FigureLoad, GivenFigure, IssuedReport, ReportCutoff
from forum.reports.rules.issued import digest_of
from forum.reports.rules.official import ensure_cutoff, ensure_issuable

KEPT = timedelta(days=1)


def keep_load(edition_id: int, *, rows: Sequence[Sequence[str]], by: int, now: datetime) -> FigureLoad:
    """Keep the rows of a sheet until somebody has read what becomes of them."""
    with atomic() as current:
        load = FigureLoad(edition_id=edition_id, by_id=by, rows=[list(row) for row in rows], created_at=now)
        current.add(load)
    return load


def confirm_load(
    load_id: int, edition_id: int, *, figures: Sequence[tuple[int, str, int]], by: int, now: datetime
) -> int:
    """Write these figures (year, figure, value), in place of those that are there; returns how many.

    Raises:
        NoFiguresToLoad: there are none, or the sheet is loaded already.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        load = locked(FigureLoad, load_id, by_id=by, edition_id=edition_id)
        if load.loaded_at is not None or not figures:
            raise NoFiguresToLoad
        load.loaded_at = now
        there = {
            (each.year, each.figure.value): each
            for each in current.scalars(select(GivenFigure).where(GivenFigure.edition_id == edition_id))
        }
        for year, figure, value in figures:
            row = there.get((year, figure))
            if row is None:
                row = GivenFigure(edition_id=edition_id, year=year, figure=figure)
                current.add(row)
            row.value, row.given_at, row.given_by_id = value, now, by
    return len(figures)


def remove_year(edition_id: int, year: int) -> None:
    """Delete the figures that were given of a year."""
    with atomic() as current:
        locked(Edition, edition_id)
        current.execute(delete(GivenFigure).where(GivenFigure.edition_id == edition_id, GivenFigure.year == year))


def copy_figures(source_id: int, edition_id: int) -> None:
    """Give a copy of an edition the figures that were given to the other."""
    columns = ("year", "figure", "value", "given_at", "given_by_id")
    query = select(*(getattr(GivenFigure, name) for name in columns)).where(GivenFigure.edition_id == source_id)
    rows = [{**row._mapping, "edition_id": edition_id} for row in session().execute(query)]
    if rows:
        with atomic() as current:
            current.execute(insert(GivenFigure), rows)


def delete_old_loads(*, now: datetime) -> None:
    """Delete the sheets that were uploaded more than a day ago."""
    with atomic() as current:
        current.execute(delete(FigureLoad).where(FigureLoad.created_at < now - KEPT))


def set_cutoff(edition_id: int, cut_on: date) -> None:
    """Set until when the official report of an edition counts.

    Raises:
        CutoffBeforeEnd: the forum is not over on that day.
    """
    with atomic() as current:
        edition = locked(Edition, edition_id)
        ensure_cutoff(cut_on, edition.ends_on)
        row = current.get(ReportCutoff, edition_id)
        if row is None:
            current.add(ReportCutoff(edition_id=edition_id, cut_on=cut_on))
        else:
            row.cut_on = cut_on


def issue_report(edition_id: int, *, cut_on: date, content: str, by: int, now: datetime) -> IssuedReport:
    """Keep the official report of a day under the next number.

    Raises:
        CutoffAhead: the day is not over yet.
    """
    with atomic() as current:
        edition = locked(Edition, edition_id)
        ensure_issuable(cut_on, zone=edition.time_zone, now=now)
        last = current.scalar(select(func.max(IssuedReport.number)).where(IssuedReport.edition_id == edition_id))
        issued = IssuedReport(
            edition_id=edition_id,
            number=(last or 0) + 1,
            cut_on=cut_on,
            issued_at=now,
            issued_by_id=by,
            content=content,
            digest=digest_of(content),
        )
        current.add(issued)
    return issued
