"""A buyer's folder as PDF: the agenda, then a page for each meeting. Texts in, bytes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.meetings.documents.words import EntryWords
from forum.printing.colours import SLATE
from forum.printing.flow import Column, Flow
from forum.printing.fonts import Fonts
from forum.printing.paper import LETTER
from forum.printing.typefaces import load_typefaces

LANGUAGE_TAGS = {"es": "es-MX", "en": "en"}
LABEL, VALUE = 110, 120  # the width of labels, and where their values begin


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTitle:
    """Whose folder it is: the edition, the buyer, their company, and the moment it was made, in words."""

    edition: str
    buyer: str
    company: str
    made: str


def folder_pdf(title: FolderTitle, entries: Sequence[EntryWords], *, fonts: Fonts) -> BytesIO:
    """The folder; without meetings it says so."""
    out = BytesIO()
    flow = Flow(
        out,
        paper=LETTER,
        typefaces=load_typefaces(fonts),
        title=_("Carpeta de encuentros de %(name)s", name=title.buyer),
        language=LANGUAGE_TAGS[locale_name()],
        footer=f"{title.edition} · {title.company} · {title.made}",
    )
    _write_agenda(flow, title, entries)
    for entry in entries:
        flow.page()
        _write_entry(flow, entry)
    flow.save()
    out.seek(0)
    return out


def _write_agenda(flow: Flow, title: FolderTitle, entries: Sequence[EntryWords]) -> None:
    flow.text(title.edition, size=10, colour=SLATE)
    flow.text(_("Carpeta de encuentros"), size=22, bold=True)
    flow.text(f"{title.buyer} · {title.company}", size=12)
    flow.space(8)
    if not entries:
        flow.text(_("Sin citas todavía"))
    for day, meetings in groupby(entries, key=lambda entry: entry.day):
        flow.space(8)
        flow.keep(60)
        flow.text(day, size=13, bold=True)
        flow.rule()
        for entry in meetings:
            flow.keep(30)
            _write_line(flow, entry)
            flow.rule()


def _write_line(flow: Flow, entry: EntryWords) -> None:
    company, place = 100.0, flow.width - 130
    about = " · ".join(filter(None, (entry.person, entry.requirement)))
    wide = place - company - 10
    flow.row(
        [
            Column(0, 92, entry.time, bold=True),
            Column(company, wide, entry.company, bold=True),
            Column(place, 130, entry.place),
        ]
    )
    flow.row([Column(company, flow.width - company, about, colour=SLATE)], size=9)


def _write_entry(flow: Flow, entry: EntryWords) -> None:
    flow.text(f"{entry.day} · {entry.time} · {entry.place}", size=10, colour=SLATE)
    flow.text(entry.company, size=20, bold=True)
    flow.rule()
    facts = (
        (_("Razón social"), entry.legal_name),
        (_("Asiste"), entry.person),
        (_("Correo"), entry.email),
        (_("Celular"), entry.phone),
        *((_("Asiste también"), each) for each in entry.also),
        (_("Con usted"), ", ".join(entry.with_me)),
        (_("Estrato"), entry.stratum),
        (_("Municipio"), entry.municipalities),
        (_("Sitio web"), entry.website),
    )
    for label, value in facts:
        if value:
            flow.row([Column(0, LABEL, label, colour=SLATE), Column(VALUE, flow.width - VALUE, value)])
    if entry.about:
        flow.space(8)
        flow.text(entry.about)
    for topic in entry.topics:
        _write_list(flow, f"{topic.requirement}: {topic.verdict}", topic.reasons)
    _write_list(flow, _("Procesos"), entry.processes or [_("Todavía no hay procesos.")])
    _write_list(flow, _("Certificados"), entry.certificates or [_("Todavía no hay certificados.")])
    if entry.note:
        _write_heading(flow, _("Notas privadas"))
        flow.text(entry.note)


def _write_heading(flow: Flow, heading: str) -> None:
    flow.space(12)
    flow.keep(40)
    flow.text(heading, size=12, bold=True)
    flow.space(2)


def _write_list(flow: Flow, heading: str, items: Iterable[str]) -> None:
    _write_heading(flow, heading)
    for item in items:
        flow.row([Column(0, 10, "•", colour=SLATE), Column(12, flow.width - 12, item)])
