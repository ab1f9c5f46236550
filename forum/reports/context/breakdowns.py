"""The parts of the report that break figures down: by committee, by sector and size of suppliers, by ally and size."""

from collections.abc import Sequence

from forum.companies.enums import Sector, Stratum
from forum.companies.labels import SECTORS, STRATA
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.models import Edition
from forum.reports import rules
from forum.reports.queries import breakdowns, counts
from forum.reports.rules import Line, Organisation, Section


def committee_report_of(edition: Edition, committee: str) -> list[Section]:
    """The report on one committee: its figures, and who its suppliers are."""
    companies = rules.distinct(counts.list_organisations(edition.id))
    shown = dict(edition.committee_names(locale_name())).get(committee, committee)
    return [committees_of(edition, only=committee), suppliers_of(edition, companies, committee=committee, of=shown)]


def committees_of(edition: Edition, *, only: str = "") -> Section:
    """What each committee has: people of the team, requirements, requests and meetings about these."""
    found, names = breakdowns.count_by_committee(edition.id), dict(edition.committee_names(locale_name()))
    names |= {name: name for name in sorted(found) if name and name not in names}
    lines = [
        Line(label=shown, values=found.get(name, (0, 0, 0, 0))) for name, shown in names.items() if only in {"", name}
    ]
    if "" in found and not only:
        lines.append(Line(label=_("Sin comité"), values=[None, *found[""][1:]]))
    return Section(
        title=_("Por comité"),
        columns=[_("Personas del equipo"), _("Requerimientos"), _("Solicitudes de cita"), _("Citas programadas")],
        lines=lines,
        definition=_(
            "Según el comité de cada requerimiento publicado; citas con hora y mesa, y no canceladas. Equipo: quien "
            "tiene ese comité en su función."
        ),
    )


def suppliers_of(edition: Edition, companies: Sequence[Organisation], *, committee: str = "", of: str = "") -> Section:
    """Requests and meetings by the sector and the size of the supplier; triple helix beside all sectors."""
    done = breakdowns.count_by_supplier(edition.id, committee=committee)
    active = [each for each in companies if each.id in done or any(key in done for key in each.joined)]

    def line(label: str, among: Sequence[Organisation]) -> Line:
        counted = [done.get(key, (0, 0)) for each in among for key in (each.id, *each.joined)]
        values = [len(among), sum(asked for asked, _met in counted), sum(met for _asked, met in counted)]
        return Line(label=label, values=values)

    helix = [each for each in active if each.sector in rules.TRIPLE_HELIX]
    sized = [each for each in active if each.sector is Sector.EMPRESA]
    return Section(
        title=_("Citas por sector y estrato del proveedor: %(committee)s", committee=of)
        if of
        else _("Citas por sector y estrato del proveedor"),
        columns=[_("Proveedores"), _("Solicitudes de cita"), _("Citas programadas")],
        lines=[
            *(line(str(SECTORS[sector]), [each for each in active if each.sector is sector]) for sector in Sector),
            line(_("Triple hélice (empresa, academia y gobierno)"), helix),
            *(line(str(STRATA[stratum]), [each for each in sized if each.stratum is stratum]) for stratum in Stratum),
            line(_("Sin clasificar"), [each for each in sized if each.stratum is None]),
            line(_("Total"), active),
        ],
        definition=_(
            "Proveedores con al menos una solicitud o cita, por RFC distinto. Los sectores suman el total; los "
            "estratos suman el sector empresa."
        ),
    )


def allies_of(edition: Edition, companies: Sequence[Organisation], allies: Sequence[tuple[int, str]]) -> Section:
    """The member companies of each ally, and the people who came with its codes; each once in the total."""
    people = counts.people_by_ally(edition.id)
    members = {ally: sum(ally in each.allies for each in companies) for ally, _name in allies}
    lines = [
        Line(label=name, values=[members[ally], people.get(ally, 0)])
        for ally, name in allies
        if members[ally] or ally in people
    ]
    total = [sum(bool(each.allies) for each in companies), sum(people.values())]
    return Section(
        title=_("Por aliado"),
        columns=[_("Empresas afiliadas"), _("Personas con su código")],
        lines=[*lines, Line(label=_("Total sin repetir"), values=total)],
        definition=_(
            "Empresas participantes afiliadas a cada aliado, por RFC distinto: la que pertenece a dos cuenta en ambos "
            "y una vez en el total. Personas: registros con un código del aliado."
        ),
    )


def allies_in_full(edition: Edition, companies: Sequence[Organisation], allies: Sequence[tuple[int, str]]) -> Section:
    """The member companies of each ally by sector and size, and those it brought; in the total each counts once."""
    brought = breakdowns.companies_brought(edition.id)

    def values(members: Sequence[Organisation], came: int) -> list[int]:
        sectors = rules.count_by(members, lambda each: each.sector)
        strata = rules.count_by(filter(rules.is_stratified, members), lambda each: each.stratum)
        return [
            len(members),
            *(sectors[each] for each in rules.TRIPLE_HELIX),
            *(strata[each] for each in Stratum),
            strata[None],
            came,
        ]

    lines = []
    for ally, name in allies:
        members = [each for each in companies if ally in each.allies]
        if members or ally in brought:
            lines.append(Line(label=name, values=values(members, brought.get(ally, 0))))
    all_members = [each for each in companies if each.allies]
    return Section(
        title=_("Afiliados por sector y estrato"),
        columns=[
            _("Empresas afiliadas"),
            *(str(SECTORS[each]) for each in rules.TRIPLE_HELIX),
            *(str(STRATA[each]) for each in Stratum),
            _("Sin clasificar"),
            _("Empresas que trajo"),
        ],
        lines=[*lines, Line(label=_("Total sin repetir"), values=values(all_members, sum(brought.values())))],
        definition=_(
            "Empresas participantes por RFC distinto. Que un aliado la trajo lo dice el código con que la empresa "
            "llegó a la edición, uno por empresa; a cuántos aliados pertenece es otra cosa."
        ),
    )
