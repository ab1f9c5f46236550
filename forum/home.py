"""What each person is offered after signing in, edition by edition: the ways straight to their own work.

Like `app`, this knows every domain; like a table of contents, it does nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, url_for

from forum.accounts.context import SignedIn
from forum.accounts.models import Role
from forum.companies.queries import companies_of
from forum.core.filters import weekday_date
from forum.core.home import HomeLink, Place
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.editions.queries import list_editions
from forum.registration.queries import attended_editions


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What one person is in one edition."""

    person: SignedIn
    edition_id: int
    has_company: bool
    attends: bool

    def is_buyer(self) -> bool:
        """Whether they buy there."""
        return self.person.has_role(Role.BUYER, self.edition_id)

    def is_supplier(self) -> bool:
        """Whether they act for a company, which may then exhibit and ask for meetings."""
        return self.has_company and not self.is_buyer()


Offered = Callable[[Standing], bool]


def _may(permission: str) -> Offered:
    return lambda standing: standing.person.may(permission, standing.edition_id)


def _attends(standing: Standing) -> bool:
    return standing.attends


# label, hint, icon, endpoint, who is offered it; in this order
HOME_LINKS: tuple[tuple[str, str, str, str, Offered], ...] = (
    (
        N_("Mis citas y requerimientos"),
        N_("Quién le pide cita, lo que busca comprar y sus horas en la mesa."),
        "handshake",
        "meetings.buyer_show",
        Standing.is_buyer,
    ),
    (
        N_("Buscar compradores"),
        N_("Lo que buscan comprar, si usted cumple y por qué; pida su cita."),
        "search",
        "meetings.requirement_list",
        Standing.is_supplier,
    ),
    (
        N_("Mis citas y solicitudes"),
        N_("Lo que pidió, lo que le respondieron y sus citas acordadas."),
        "handshake",
        "meetings.supplier_show",
        Standing.is_supplier,
    ),
    (
        N_("Mis empresas"),
        N_("El perfil de su empresa, sus colegas y su estrato."),
        "company",
        "companies.company_list",
        Standing.is_supplier,
    ),
    (
        N_("Exponer en el foro"),
        N_("Su stand, el estado de su solicitud y los gafetes de su personal."),
        "stand",
        "exhibitors.application_list",
        Standing.is_supplier,
    ),
    (
        N_("Mi agenda"),
        N_("Sus citas con hora y mesa; para imprimir o para su calendario."),
        "calendar",
        "agenda.day_show",
        _attends,
    ),
    (
        N_("Mi gafete"),
        N_("Con él entra al foro: en la pantalla o impreso."),
        "badge",
        "badges.badge_show",
        _attends,
    ),
    (
        N_("Escanear en la puerta"),
        N_("Abra el escáner de su acceso y deje pasar."),
        "scan",
        "checkin.gate_list",
        _may("checkin.scan"),
    ),
    (
        N_("Tablero"),
        N_("Los números de la edición, cada uno por separado."),
        "gauge",
        "dashboard.dashboard_show",
        _may("dashboard.view"),
    ),
    (
        N_("Registros"),
        N_("Quién se registró; aprobar, buscar y descargar la lista."),
        "users",
        "registration_desk.registration_list",
        _may("registration.review"),
    ),
    (
        N_("Coordinación de citas"),
        N_("Compradores, proveedores, solicitudes y citas."),
        "table",
        "meetings.overview_show",
        _may("meetings.coordinate"),
    ),
    (
        N_("Expositores y stands"),
        N_("Solicitudes por revisar y el plano de la exposición."),
        "stand",
        "exhibitors.review_list",
        _may("exhibitors.review"),
    ),
    (
        N_("Empresas"),
        N_("Todas las registradas, por nombre, RFC y estrato."),
        "company",
        "companies.directory_list",
        _may("exhibitors.review"),
    ),
    (
        N_("Aliados y códigos"),
        N_("Cámaras y organismos que traen gente, con sus códigos."),
        "handshake",
        "companies.ally_list",
        _may("editions.edit"),
    ),
    (
        N_("Gafetes"),
        N_("Imprimir los que faltan y reponer el de una persona."),
        "print",
        "badge_desk.print_run_list",
        _may("badges.print"),
    ),
    (
        N_("Equipo"),
        N_("Quién organiza y atiende, y qué puede hacer."),
        "users",
        "team.member_list",
        _may("accounts.grant"),
    ),
    (
        N_("Configuración"),
        N_("Fechas, salones, mesas, horarios y categorías."),
        "settings",
        "setup.overview_show",
        _may("editions.edit"),
    ),
    (
        N_("Correos"),
        N_("Lo que el sistema escribe a cada persona."),
        "mail",
        "mail.mail_list",
        _may("mail.read"),
    ),
)


def places(person: SignedIn) -> list[Place]:
    """The editions a person has work in, the latest first; unpublished ones for who prepares them."""
    has_company, attended = bool(companies_of(person.id)), attended_editions(person.id)
    found = []
    for edition in list_editions():
        if edition.published_at is None and not person.may("editions.edit", edition.id):
            continue
        standing = Standing(
            person=person, edition_id=edition.id, has_company=has_company, attends=edition.id in attended
        )
        links = tuple(
            HomeLink(label=_(label), hint=_(hint), icon=icon, url=_address(endpoint, edition.slug))
            for label, hint, icon, endpoint, is_offered in HOME_LINKS
            if is_offered(standing)
        )
        if links:
            found.append(Place(name=edition.name, detail=weekday_date(edition.starts_on), links=links))
    return found + _making(person, first=not found)


def _making(person: SignedIn, *, first: bool) -> list[Place]:
    """For an organiser: the way to the first edition, later to all of them."""
    if not person.may("editions.edit", None):
        return []
    label, endpoint = (
        (_("Crear edición"), "editions.edition_new") if first else (_("Ediciones"), "editions.edition_list")
    )
    hint = (
        _("Nombre, fechas y sede; lo demás se llena solo.") if first else _("Las anteriores, la actual y la que sigue.")
    )
    link = HomeLink(label=label, hint=hint, icon="calendar-plus", url=url_for(endpoint))
    return [Place(name=_("Ediciones"), detail="", links=(link,))]


def _address(endpoint: str, slug: str) -> str:
    needs_slug = current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug")
    return url_for(endpoint, edition_slug=slug) if needs_slug else url_for(endpoint)
