"""The report of an edition: its parts, their figures, and what each of them counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from forum.companies.enums import Sector, Stratum
from forum.companies.labels import SECTORS, STRATA
from forum.core.filters import weekday_date
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.labels import hint_of, word_of
from forum.dashboard.queries.numbers import meeting_numbers
from forum.editions.models import Edition
from forum.editions.queries import list_categories
from forum.meetings.enums import RequestStatus
from forum.reports import rules
from forum.reports.context.breakdowns import allies_in_full, allies_of, committees_of, suppliers_of
from forum.reports.enums import Figure
from forum.reports.queries import comparison, counts
from forum.reports.rules import Compared, Counted, Line, Organisation, People, Section
from forum.surveys.enums import SurveyRole
from forum.surveys.queries import count_answers
from forum.surveys.rules import role_of, summary_of


def report_of(edition: Edition, *, now: datetime) -> list[Section]:
    """All parts of the report, as they are now."""
    counted = counts.count_registrations(edition.id)
    companies, allies = rules.distinct(counts.list_organisations(edition.id)), counts.list_allies()
    return [
        _attendance(edition, counted),
        _categories(edition, counted),
        _sectors(counted, companies),
        _companies(companies),
        _strata(companies),
        _municipalities(companies),
        allies_of(edition, companies, allies),
        allies_in_full(edition, companies, allies),
        committees_of(edition),
        _meetings(edition, now=now),
        suppliers_of(edition, companies),
        satisfaction_of(edition, counted),
        comparison_of(edition),
    ]


def satisfaction_of(edition: Edition, counted: Sequence[Counted]) -> Section:
    """What people said of the forum, by what they were there; nobody can be told from it."""
    kinds = {each.id: role_of(each.kind) for each in list_categories(edition.id)}
    asked = rules.people_by(counted, lambda each: kinds[each.category_id])
    answers = count_answers(edition.id)

    def line(label: str, roles: Sequence[SurveyRole]) -> Line:
        found = summary_of(each for each in answers if each.role in roles)
        approved = sum(asked.get(role, NOBODY).approved for role in roles)
        values = [found.answers, approved, found.recommendation, found.quality, found.organisation]
        return Line(label=label, values=values)

    return Section(
        title=_("Satisfacción"),
        columns=[
            _("Respondieron"),
            _("De cuántos"),
            _("Recomendación (−100 a 100)"),
            _("A quién vinieron a ver (1 a 5)"),
            _("Organización (1 a 5)"),
        ],
        lines=[*(line(word_of(role), [role]) for role in SurveyRole), line(_("Total"), list(SurveyRole))],
        definition=_(
            "Encuesta voluntaria a personas con registro aprobado. Recomendación: porcentaje que dio 9 o 10 menos "
            "porcentaje que dio de 0 a 6. Con menos de 5 respuestas no se dicen promedios."
        ),
    )


def comparison_of(edition: Edition, *, figures: Mapping[Figure, int] | None = None) -> Section:
    """This edition beside former ones: what the app counted, and what the organisers gave of other years.

    `figures`: those of this edition, where they are not those of now.
    """
    counted, given = comparison.count_figures(), comparison.given_figures(edition.id)
    counted |= {edition.id: dict(figures)} if figures is not None else {}
    own = [
        Compared(year=each.starts_on.year, name=each.name, figures=counted.get(each.id, {}))
        for each in comparison.list_editions_until(edition)
    ]
    columns = rules.compared(own, given)
    return Section(
        title=_("Comparación de ediciones"),
        columns=[str(each.year) for each in columns],
        lines=rules.lines_of(columns, given, {each: (word_of(each), hint_of(each)) for each in Figure}),
        definition=_("Con asterisco: dato que dio el comité organizador, de años que no están en este sistema.")
        if given
        else "",
    )


def _attendance(edition: Edition, counted: Sequence[Counted]) -> Section:
    people, days = rules.people_of(counted), counts.entries_by_day(edition.id)
    return Section(
        title=_("Asistencia"),
        columns=[_("Total")],
        lines=[
            Line(
                label=_("Personas registradas"),
                values=[people.registered],
                definition=_("Todos los registros, en cualquier estado; cada persona cuenta una vez."),
            ),
            Line(
                label=_("Personas con registro aprobado"),
                values=[people.approved],
                definition=_("Registros aprobados al corte."),
            ),
            Line(
                label=_("Personas que asistieron"),
                values=[people.entered],
                definition=_("Personas distintas que entraron al foro al menos un día. No es la suma de los días."),
            ),
            Line(
                label=_("Entradas"),
                values=[sum(days.values())],
                definition=_("Suma de los días: quien vino dos días son dos entradas y una persona."),
            ),
            *(
                Line(
                    label=_("Entradas del %(day)s", day=weekday_date(day)),
                    values=[count],
                    definition=_("Personas distintas que entraron ese día."),
                )
                for day, count in days.items()
            ),
        ],
    )


def _people_columns() -> list[str]:
    return [_("Registradas"), _("Aprobadas"), _("Asistieron")]


def _people(label: str, people: People) -> Line:
    return Line(label=label, values=[people.registered, people.approved, people.entered])


NOBODY = People(registered=0, approved=0, entered=0)


def _categories(edition: Edition, counted: Sequence[Counted]) -> Section:
    found = rules.people_by(counted, lambda each: each.category_id)
    return Section(
        title=_("Personas por categoría"),
        columns=_people_columns(),
        lines=[_people(each.name(locale_name()), found.get(each.id, NOBODY)) for each in list_categories(edition.id)],
        definition=_("Cada persona cuenta en la categoría de su registro. Asistieron: entraron al menos un día."),
    )


def _sectors(counted: Sequence[Counted], companies: Sequence[Organisation]) -> Section:
    people = rules.people_by(counted, lambda each: each.sector)
    organisations = rules.count_by(companies, lambda each: each.sector)

    def line(label: str, sectors: Sequence[Sector | None]) -> Line:
        parts = [people.get(each, NOBODY) for each in sectors]
        return Line(
            label=label,
            values=[
                sum(each.registered for each in parts),
                sum(each.approved for each in parts),
                sum(each.entered for each in parts),
                sum(organisations.get(each, 0) for each in sectors if each is not None),
            ],
        )

    return Section(
        title=_("Triple hélice y otros sectores"),
        columns=[*_people_columns(), _("Organizaciones")],
        lines=[
            *(line(str(SECTORS[sector]), [sector]) for sector in Sector),
            line(_("Triple hélice (empresa, academia y gobierno)"), rules.TRIPLE_HELIX),
            line(_("Sin dato"), [None]),
        ],
        definition=_(
            "El sector que la persona eligió al registrarse o, si no eligió, el de la empresa que representa. "
            "Organizaciones: las que compran, proveen o exponen, por RFC distinto."
        ),
    )


def _companies(companies: Sequence[Organisation]) -> Section:
    def of(label: str, number: int, definition: str) -> Line:
        return Line(label=label, values=[number], definition=definition)

    return Section(
        title=_("Empresas participantes"),
        columns=[_("Empresas")],
        lines=[
            of(
                _("Total sin repetir"),
                len(companies),
                _("Por RFC distinto: la que compra y expone cuenta una vez. Sin RFC propio, cada empresa cuenta."),
            ),
            of(
                _("Empresas compradoras"),
                sum(each.buys for each in companies),
                _("Con al menos un comprador en la edición."),
            ),
            of(
                _("Proveedores"),
                sum(each.supplies for each in companies),
                _("Aprobados para pedir citas."),
            ),
            of(
                _("Expositores"),
                sum(each.exhibits for each in companies),
                _("Con solicitud de stand aprobada."),
            ),
        ],
    )


def _strata(companies: Sequence[Organisation]) -> Section:
    found = rules.count_by(filter(rules.is_stratified, companies), lambda each: each.stratum)
    lines = [Line(label=str(STRATA[each]), values=[found.get(each, 0)]) for each in Stratum]
    lines.append(Line(label=_("Sin clasificar"), values=[found.get(None, 0)]))
    mipyme = sum(found.get(each, 0) for each in rules.MIPYME)
    return Section(
        title=_("Empresas por estrato"),
        columns=[_("Empresas")],
        lines=[*lines, Line(label=_("MiPyME (micro, pequeña y mediana)"), values=[mipyme])],
        definition=strata_definition(),
    )


def strata_definition() -> str:
    """What the sizes are, with their law."""
    return _(
        "Empresas que proveen o exponen, por RFC distinto, según el Acuerdo de estratificación (DOF, 30 de junio "
        "de 2009): trabajadores × 10 % + ventas anuales en millones de pesos × 90 %, hasta 4.6 micro, hasta 93 "
        "(comercio) o 95 pequeña, hasta 235 (comercio y servicios) o 250 mediana. Sin clasificar: no dio sus datos."
    )


def _municipalities(companies: Sequence[Organisation]) -> Section:
    found = rules.count_by(companies, lambda each: each.municipality)
    return Section(
        title=_("Empresas por municipio"),
        columns=[_("Empresas")],
        lines=[Line(label=name or _("Sin dato"), values=[count]) for name, count in rules.largest_first(found)],
        definition=_("Según la primera planta u oficina que registró cada empresa."),
    )


def _meetings(edition: Edition, *, now: datetime) -> Section:
    found = meeting_numbers(edition.id)

    def of(label: str, number: int, definition: str) -> Line:
        return Line(label=label, values=[number], definition=definition)

    return Section(
        title=_("Encuentros de negocio"),
        columns=[_("Total")],
        lines=[
            of(_("Empresas compradoras"), found.buyer_companies, _("Con al menos un comprador en la edición.")),
            of(_("Compradores"), found.buyers, _("Personas que compran por esas empresas.")),
            of(_("Proveedores"), found.suppliers, _("Empresas aprobadas para pedir citas.")),
            of(_("Requerimientos"), found.requirements, _("Los que se publicaron, también si ya se cerraron.")),
            of(
                _("Requerimientos con cita"),
                found.requirements_with_meeting,
                _("Con al menos una cita programada y no cancelada."),
            ),
            of(_("Citas solicitadas"), found.sent, _("Solicitudes enviadas por proveedores o compradores.")),
            of(
                _("Solicitudes aceptadas"),
                found.requests.get(RequestStatus.ACCEPTED, 0),
                _("Las que aceptó la otra parte, con o sin hora todavía."),
            ),
            of(_("Citas programadas"), found.scheduled, _("Con hora y mesa, y no canceladas.")),
            of(_("Citas canceladas"), found.cancelled, _("Tenían hora y mesa, y alguien las canceló.")),
            of(
                _("Citas cuyo horario ya pasó"),
                counts.count_over(edition.id, now=now),
                _("Programadas y no canceladas. El sistema no registra si ambas partes acudieron."),
            ),
            of(
                _("Proveedores con cita"),
                found.suppliers_with_meeting,
                _("Proveedores aprobados con al menos una cita programada."),
            ),
        ],
    )
