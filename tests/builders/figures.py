"""Figures of former editions, the sheets they come in, and official reports."""

from collections.abc import Sequence

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.reports.enums import Figure
from forum.reports.models import FigureLoad, GivenFigure, IssuedReport
from forum.reports.rules import Line, Section
from forum.reports.rules.issued import Content, digest_of, packed
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


def an_issued_report(edition: Edition, *, by: int, registered: int = 7, number: int = 1) -> IssuedReport:
    """An official report as it was issued, with one figure."""
    content = packed(
        {
            "es": _told("Asistencia", "Personas registradas", registered),
            "en": _told("Attendance", "People registered", registered),
        }
    )
    with atomic() as session:
        row = IssuedReport(
            edition_id=edition.id,
            number=number,
            cut_on=edition.ends_on,
            issued_at=utc_now(),
            issued_by_id=by,
            content=content,
            digest=digest_of(content),
        )
        session.add(row)
    return row


def _told(title: str, label: str, registered: int) -> Content:
    lines = [
        Line(label=label, values=[registered]),
        Line(label="León", values=[None], hidden=frozenset({0})),
    ]
    return Content(sections=[Section(title=title, columns=["Total"], lines=lines)], definitions=[("C", "< 5")])
