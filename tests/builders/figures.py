"""Figures of former editions, and the sheets they come in."""

from collections.abc import Sequence

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.reports.enums import Figure
from forum.reports.models import FigureLoad, GivenFigure
from forum.reports.service import keep_load

SHEET = (("Año", "Cifra", "Valor"), ("2015", "Citas programadas", "1,800"), ("2015", "Nada", "x"))


def a_figure_load(edition: Edition, *, by: int, rows: Sequence[Sequence[str]] = SHEET) -> FigureLoad:
    """A sheet that somebody uploaded: a good row and a bad one."""
    return keep_load(edition.id, rows=rows, by=by, now=utc_now())


def a_given_figure(edition: Edition, year: int, figure: Figure, value: int) -> GivenFigure:
    """A figure of a former year."""
    with atomic() as session:
        row = GivenFigure(edition_id=edition.id, year=year, figure=figure, value=value, given_at=utc_now())
        session.add(row)
    return row
