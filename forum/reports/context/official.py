"""The official report in the reader's language: its parts, of one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.companies.enums import Sector
from forum.companies.labels import SECTORS
from forum.companies.rules.rfc import GENERIC_RFCS
from forum.core.filters import weekday_date
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings.labels import ABSENT
from forum.reports import rules
from forum.reports.context import amounts
from forum.reports.context.official_tables import MIPYME, tables_of
from forum.reports.context.report import NOBODY, comparison_of
from forum.reports.enums import Figure
from forum.reports.queries import as_of, as_of_meetings
from forum.reports.rules import Counted, Line, Organisation, Section
from forum.reports.rules import business as count
from forum.reports.rules.business import Award, Met
from forum.reports.rules.hiding import hidden_between
from forum.reports.rules.official import Asked, Done, Slotted, line_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """What is counted, as it was at the moment of the report."""

    counted: Sequence[Counted]
    entries: Sequence[tuple[str, int]]
    companies: Sequence[Organisation]
    buyers: int
    requirements: int
    asked: Sequence[Asked]
    slotted: Sequence[Slotted]
    awards: Sequence[Award]

    @property
    def over(self) -> list[Met]:
        """The meetings whose time had passed and which were not cancelled."""
        return [each.met for each in self.slotted if each.over and not each.cancelled]

    @property
    def scheduled(self) -> int:
        """Number of meetings with a place that were neither cancelled nor missed."""
        return sum(not each.cancelled and each.met.absent is None for each in self.slotted)


def rows_at(edition: Edition, moment: datetime) -> Rows:
    """Everything that the report counts."""
    slotted = as_of_meetings.meetings_at(edition.id, moment)
    standing = {each.id for each in slotted if not each.cancelled and each.met.absent is None}
    return Rows(
        counted=as_of.registrations_at(edition.id, moment),
        entries=[(weekday_date(day), number) for day, number in as_of.entries_at(edition.id, moment).items()],
        companies=rules.distinct(as_of.organisations_at(edition.id, moment)),
        buyers=as_of.buyers_at(edition.id, moment),
        requirements=as_of.requirements_at(edition.id, moment),
        asked=as_of_meetings.requests_at(edition.id, moment),
        slotted=slotted,
        awards=as_of_meetings.awards_at(edition.id, moment, standing=standing),
    )


def official_of(edition: Edition, moment: datetime) -> list[Section]:
    """All parts of the report, of this moment."""
    rows = rows_at(edition, moment)
    done = Done(
        companies={each.key: each for each in rows.companies},
        keys={id: each.key for each in rows.companies for id in (each.id, *each.joined)},
        asked=rows.asked,
        slotted=rows.slotted,
    )
    tables = tables_of(edition, done)
    return [
        _people(rows),
        _people_by_sector(rows.counted),
        _companies(rows),
        _meetings(rows, done, tables[0]),
        _answered(rows.over),
        *tables,
        amounts.potential_of(as_of.potential_at(edition.id, moment)),
        amounts.expected_of(rows.over),
        amounts.awarded_of(rows.awards),
        *amounts.by_group_of(edition, rows.over, rows.companies),
        comparison_of(edition, figures=_figures(rows, done)),
    ]


def _of(label: str, number: int | None) -> Line:
    """A figure with the words that define it, which the definitions explain."""
    return Line(label=label, values=[number])


def _people(rows: Rows) -> Section:
    people = rules.people_of(rows.counted)
    return Section(
        title=_("Asistencia"),
        columns=[_("Total")],
        lines=[
            _of(_("Personas registradas"), people.registered),
            _of(_("Personas con registro aprobado"), people.approved),
            _of(_("Personas que asistieron"), people.entered),
            _of(_("Entradas"), sum(number for _day, number in rows.entries)),
            *(_of(_("Entradas del %(day)s", day=day), number) for day, number in rows.entries),
        ],
    )


def _people_by_sector(counted: Sequence[Counted]) -> Section:
    """People by sector, the three of the triple helix together too; of one to four nothing is told."""
    found = rules.people_by(counted, lambda each: each.sector)
    keys: list[Sector | None] = [*Sector, None]
    rows = [[each.registered, each.approved, each.entered] for each in (found.get(key, NOBODY) for key in keys)]
    helix = [at for at, key in enumerate(keys) if key in rules.TRIPLE_HELIX]
    others = [at for at in range(len(keys)) if at not in helix]
    hidden = [hidden_between((helix, others), [row[column] for row in rows]) for column in range(3)]
    names = [str(SECTORS[key]) if key else _("Sin dato") for key in keys]
    subtotal = [sum(rows[at][column] for at in helix) for column in range(3)]
    return Section(
        title=_("Personas por sector"),
        columns=[_("Registradas"), _("Aprobadas"), _("Asistieron")],
        lines=[
            *(
                line_of(name, row, {column for column in range(3) if at in hidden[column][0]})
                for at, (name, row) in enumerate(zip(names, rows, strict=True))
            ),
            line_of(
                _("Triple hélice (empresa, academia y gobierno)"),
                subtotal,
                {column for column in range(3) if not hidden[column][1]},
            ),
        ],
        definition=_("El sector que la persona eligió o, si no eligió, el de su empresa. De menos de 5 no se dice."),
    )


def _companies(rows: Rows) -> Section:
    own = sum(each.rfc is not None and each.rfc not in GENERIC_RFCS for each in rows.companies)
    return Section(
        title=_("Empresas distintas"),
        columns=[_("Empresas")],
        lines=[
            _of(_("Empresas participantes, sin repetir"), len(rows.companies)),
            _of(_("Con RFC propio"), own),
            _of(_("Sin RFC propio, cada una por separado"), len(rows.companies) - own),
            _of(_("Empresas compradoras"), sum(each.buys for each in rows.companies)),
            _of(_("Proveedores"), sum(each.supplies for each in rows.companies)),
            _of(_("Expositores"), sum(each.exhibits for each in rows.companies)),
        ],
    )


def _meetings(rows: Rows, done: Done, strata: Section) -> Section:
    met, over = done.held, rows.over
    small = next(line for line in strata.lines if line.label == str(MIPYME))
    return Section(
        title=_("Encuentros de negocio"),
        columns=[_("Total")],
        lines=[
            _of(_("Compradores"), rows.buyers),
            _of(_("Requerimientos publicados"), rows.requirements),
            _of(_("Solicitudes e invitaciones"), len(rows.asked)),
            _of(_("Solicitudes aceptadas"), sum(each.accepted for each in rows.asked)),
            _of(_("Citas programadas"), rows.scheduled),
            _of(_("Citas canceladas"), sum(each.cancelled for each in rows.slotted)),
            _of(_("Citas que terminaron"), len(over)),
            _of(_("Citas celebradas"), len(met)),
            *(_of(str(label), sum(each.absent is who for each in over)) for who, label in ABSENT.items()),
            _of(_("Proveedores con cita celebrada"), len({done.key(each.met.supplier_id) for each in met})),
            Line(
                label=_("MiPyMEs con al menos una cita celebrada"),
                values=[small.values[-1]],
                hidden=frozenset({0}) if len(small.values) - 1 in small.hidden else frozenset(),
            ),
        ],
    )


def _answered(over: Sequence[Met]) -> Section:
    def line(label: str, number: int) -> Line:
        return Line(label=label, values=[number, len(over), count.percent(number, len(over))])

    return Section(
        title=_("Quién respondió"),
        columns=[_("Respondieron"), _("De cuántas citas"), _("Porcentaje")],
        lines=[
            line(_("Compradores"), sum(Side.BUYER in each.answers for each in over)),
            line(_("Proveedores"), sum(Side.SUPPLIER in each.answers for each in over)),
            line(_("Al menos una parte"), sum(bool(each.answers) for each in over)),
        ],
    )


def _figures(rows: Rows, done: Done) -> dict[Figure, int]:
    """The figures of this edition for the comparison, of the same moment as the rest."""
    people = rules.people_of(rows.counted)
    return {
        Figure.REGISTERED: people.registered,
        Figure.PEOPLE: people.entered,
        Figure.ENTRIES: sum(number for _day, number in rows.entries),
        Figure.COMPANIES: len(rows.companies),
        Figure.EXHIBITORS: sum(each.exhibits for each in rows.companies),
        Figure.BUYER_COMPANIES: sum(each.buys for each in rows.companies),
        Figure.SUPPLIERS: sum(each.supplies for each in rows.companies),
        Figure.REQUIREMENTS: rows.requirements,
        Figure.REQUESTS: len(rows.asked),
        Figure.MEETINGS: rows.scheduled,
        Figure.MEETINGS_HELD: len(done.held),
    }
