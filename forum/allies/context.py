"""The page of an ally, put together in the reader's language."""

from collections.abc import Sequence
from datetime import datetime

from forum.allies import rules
from forum.allies.queries import list_members, people_by_sector
from forum.allies.rules import Member
from forum.companies.enums import Sector, Stratum
from forum.companies.labels import SECTORS, STRATA
from forum.companies.rules.few import hidden_lines
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.editions.queries import find_edition_before
from forum.reports.rules import TRIPLE_HELIX, Line, Section


def sections_of(ally_id: int, edition: Edition, *, now: datetime) -> list[Section]:
    """The figures of an ally's members: this edition beside the last one, by sector, by size, and of its people."""
    members = rules.distinct(list_members(ally_id, edition_id=edition.id, now=now))
    return [
        _compared(ally_id, edition, members, now=now),
        _by_sector(members),
        _by_stratum(members),
        _people(ally_id, edition),
    ]


def _columns() -> list[str]:
    return [
        _("Empresas afiliadas"),
        _("Registradas"),
        _("Aprobadas"),
        _("Con stand"),
        _("Citas solicitadas"),
        _("Citas programadas"),
        _("Citas cuyo horario ya pasó"),
    ]


def _compared(ally_id: int, edition: Edition, members: Sequence[Member], *, now: datetime) -> Section:
    former = find_edition_before(edition)
    values = [rules.totals_of(members)]
    if former is not None:
        values.insert(0, rules.totals_of(rules.distinct(list_members(ally_id, edition_id=former.id, now=now))))
    names = [each.name for each in (former, edition) if each is not None]
    return Section(
        title=_("Sus empresas afiliadas"),
        columns=names,
        lines=[Line(label=label, values=list(row)) for label, *row in zip(_columns(), *values, strict=True)],
        definition=_(
            "Por RFC distinto: quienes están afiliadas hoy. Registradas: pidieron stand, proveen o compran en la "
            "edición. El sistema no registra si ambas partes acudieron a una cita."
        ),
    )


def _lines(groups: Sequence[tuple[str, Sequence[Member]]]) -> list[Line]:
    """A line for each group; where a number would tell of a person, the line says nothing."""
    sizes = [len(members) for _label, members in groups]
    telling = [place for place, (_label, members) in enumerate(groups) if rules.are_telling(members)]
    hidden = hidden_lines(sizes, telling)
    return [
        Line(label=label, values=[None] * len(_columns()) if place in hidden else rules.totals_of(members))
        for place, (label, members) in enumerate(groups)
    ]


def _small_numbers() -> str:
    return _("Una raya cubre números tan pequeños que dirían algo de una persona.")


def _by_sector(members: Sequence[Member]) -> Section:
    found = rules.grouped(members, lambda each: each.sector)
    helix = [each for each in members if each.sector in TRIPLE_HELIX]
    lines = _lines([(str(SECTORS[sector]), found.get(sector, [])) for sector in Sector])
    whole = Line(label=_("Triple hélice (empresa, academia y gobierno)"), values=rules.totals_of(helix))
    is_told = all(None not in line.values for line in lines)
    return Section(
        title=_("Por sector"),
        columns=_columns(),
        lines=[*lines, whole] if is_told else lines,
        definition=_small_numbers(),
    )


def _by_stratum(members: Sequence[Member]) -> Section:
    found = rules.grouped([each for each in members if each.sector is Sector.EMPRESA], lambda each: each.stratum)
    groups = [(str(STRATA[each]), found.get(each, [])) for each in Stratum]
    return Section(
        title=_("Por estrato"),
        columns=_columns(),
        lines=_lines([*groups, (_("Sin clasificar"), found.get(None, []))]),
        definition=_small_numbers(),
    )


def _people(ally_id: int, edition: Edition) -> Section:
    counts = people_by_sector(ally_id, edition_id=edition.id)
    told = rules.told_counts({sector: counts.get(sector, 0) for sector in [*Sector, None]})
    lines = [
        Line(label=str(SECTORS[sector]) if sector else _("Sin dato"), values=[number])
        for sector, number in told.items()
    ]
    return Section(
        title=_("Personas con un código suyo"),
        columns=[_("Personas")],
        lines=[*lines, Line(label=_("Total"), values=[sum(counts.values())])],
        definition=_small_numbers(),
    )
