"""Agendas to print from the board: one for each table, buyer or supplier, with the meetings in order of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.meetings.documents.board import heading_of
from forum.meetings.documents.pdf import LANGUAGE_TAGS
from forum.meetings.rules.grid import Column, Grid, Row, Sitting
from forum.printing.colours import SLATE
from forum.printing.flow import Column as Beside
from forum.printing.flow import Flow
from forum.printing.fonts import Fonts
from forum.printing.paper import LETTER
from forum.printing.typefaces import load_typefaces

Line = tuple[Column, Sitting]
HEAD, LINE = 70, 24  # the height of a heading, and of a line, in points


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendasTitle:
    """What the agendas are of: the edition and the moment they were made, in words."""

    edition: str
    made: str


def agendas_pdf(title: AgendasTitle, grid: Grid, *, page_each: bool, fonts: Fonts) -> BytesIO:
    """The agendas of the rows that have meetings; `page_each`: each begins a page, to be laid on its table."""
    out = BytesIO()
    flow = Flow(
        out,
        paper=LETTER,
        typefaces=load_typefaces(fonts),
        title=_("Agendas de citas"),
        language=LANGUAGE_TAGS[locale_name()],
        footer=f"{title.edition} · {title.made}",
    )
    printed = [(row, lines) for row in grid.rows if (lines := _lines(grid, row))]
    if not printed:
        flow.text(_("Sin citas todavía"))
    for number, (row, lines) in enumerate(printed):
        if number and page_each:
            flow.page()
        _write_agenda(flow, row, lines)
    flow.save()
    out.seek(0)
    return out


def _lines(grid: Grid, row: Row) -> list[Line]:
    met = ((column, grid.meeting(row, column)) for column in grid.columns)
    return [(column, meeting) for column, meeting in met if meeting is not None]


def _write_agenda(flow: Flow, row: Row, lines: Sequence[Line]) -> None:
    name, note = heading_of(row)
    flow.keep(HEAD + LINE * min(len(lines), 8))
    flow.text(name, size=20, bold=True)
    if note:
        flow.text(note, size=11, colour=SLATE)
    for day, theirs in groupby(lines, key=lambda line: weekday_date(line[0].starts_at)):
        flow.space(6)
        flow.text(day, size=12, bold=True)
        flow.rule()
        _write_day(flow, row, theirs)
    flow.space(18)


def _write_day(flow: Flow, row: Row, lines: Iterable[Line]) -> None:
    wide = flow.width - 170
    for column, meeting in lines:
        flow.keep(LINE)
        beside = meeting.other if row.number is not None else _("Mesa %(number)s", number=meeting.table)
        flow.row(
            [
                Beside(0, 90, f"{clock_time(column.starts_at)} – {clock_time(column.ends_at)}", bold=True),
                Beside(95, wide * 0.6, meeting.title, bold=True),
                Beside(105 + wide * 0.6, wide * 0.4 + 60, beside, colour=SLATE),
            ]
        )
        flow.rule()
