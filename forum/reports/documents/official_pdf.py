"""The official report as PDF: what it is of, its figures, its definitions. Values in, bytes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from forum.core.filters import number
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.printing.colours import SLATE
from forum.printing.flow import Column, Flow
from forum.printing.fonts import Fonts
from forum.printing.paper import LETTER
from forum.printing.typefaces import load_typefaces
from forum.reports.rules import HIDDEN, Line, Section
from forum.reports.rules.issued import Content

LANGUAGE_TAGS = {"es": "es-MX", "en": "en"}
MOST_COLUMNS = 6
WIDTH, GAP = 58.0, 6.0  # of a column of numbers, and between two
SIZE, HEAD = 8.5, 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the report is of, in words: the edition, and each fact of the issue with its label."""

    edition: str
    where: str
    title: str
    facts: Sequence[tuple[str, str]]
    footer: str


def official_pdf(cover: Cover, content: Content, *, fonts: Fonts) -> BytesIO:
    """The report in the reader's language."""
    out = BytesIO()
    flow = Flow(
        out,
        paper=LETTER,
        typefaces=load_typefaces(fonts),
        title=f"{cover.title} · {cover.edition}",
        language=LANGUAGE_TAGS[locale_name()],
        footer=cover.footer,
    )
    _write_cover(flow, cover)
    for section in content.sections:
        _write_section(flow, section)
    _write_heading(flow, _("Definiciones"))
    for term, meaning in content.definitions:
        flow.keep(30)
        flow.row([Column(0, 110, term, bold=True), Column(120, flow.width - 120, meaning)], size=SIZE)
        flow.space(2)
    flow.save()
    out.seek(0)
    return out


def _write_cover(flow: Flow, cover: Cover) -> None:
    flow.text(cover.edition, size=11, colour=SLATE)
    flow.text(cover.title, size=24, bold=True)
    flow.text(cover.where, size=11)
    flow.space(8)
    flow.rule()
    for label, value in cover.facts:
        flow.row([Column(0, 120, label, colour=SLATE), Column(130, flow.width - 130, value)], size=9)
    flow.rule()


def _write_heading(flow: Flow, heading: str) -> None:
    flow.space(14)
    flow.keep(76)
    flow.text(heading, size=12.5, bold=True)


def _write_section(flow: Flow, section: Section) -> None:
    _write_heading(flow, section.title)
    if section.definition:
        flow.text(section.definition, size=HEAD + 0.5, colour=SLATE)
    if not section.lines:
        flow.text(_("Sin datos al corte."), size=SIZE, colour=SLATE)
    for first in range(0, len(section.columns) if section.lines else 0, MOST_COLUMNS):
        places = range(first, min(first + MOST_COLUMNS, len(section.columns)))
        _write_head(flow, section, places)
        for line in section.lines:
            if flow.keep(24):
                _write_head(flow, section, places)
            _write_line(flow, line, places)


def _write_head(flow: Flow, section: Section, places: range) -> None:
    flow.space(4)
    edges = _edges(flow, len(places))
    names = [section.columns[place] for place in places]
    flow.row(
        [Column(x, WIDTH, name, right=True, colour=SLATE) for x, name in zip(edges, names, strict=True)], size=HEAD
    )
    flow.rule()


def _write_line(flow: Flow, line: Line, places: range) -> None:
    edges = _edges(flow, len(places))
    values = [_written(line, place) for place in places]
    cells = [Column(x, WIDTH, value, right=True) for x, value in zip(edges, values, strict=True)]
    flow.row([Column(0, edges[0] - GAP, line.label), *cells], size=SIZE)


def _edges(flow: Flow, columns: int) -> list[float]:
    """The left edge of each column of numbers, which stand at the right margin."""
    start = flow.width - columns * (WIDTH + GAP) + GAP
    return [start + at * (WIDTH + GAP) for at in range(columns)]


def _written(line: Line, place: int) -> str:
    value = line.values[place]
    if place in line.hidden:
        return HIDDEN
    return "—" if value is None else number(value) + ("*" if place in line.given else "")
