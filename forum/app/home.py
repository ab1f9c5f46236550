"""The links each person is offered after signing in, by edition.

Like `app`, this module knows every domain.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from forum.accounts.context import SignedIn
from forum.accounts.enums import Role
from forum.app.links import ALL_MAILS, EDITIONS, FIRST_EDITION
from forum.companies.queries.companies import companies_of
from forum.core.filters import date_range
from forum.core.home import Workplace
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.links import LinkTo
from forum.editions.models import Edition
from forum.editions.queries import list_editions
from forum.editions.rules import roman
from forum.registration.queries import attended_editions


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The roles of one person in one edition."""

    person: SignedIn
    edition_id: int
    has_company: bool
    attends: bool

    def is_buyer(self) -> bool:
        """Whether they are a buyer."""
        return self.person.has_role(Role.BUYER, self.edition_id)

    def is_supplier(self) -> bool:
        """Whether they act for a company, which may exhibit and ask for meetings."""
        return self.has_company and not self.is_buyer()


Offered = Callable[[Standing], bool]


def _may(permission: str) -> Offered:
    return lambda standing: standing.person.may(permission, standing.edition_id)


def _attends(standing: Standing) -> bool:
    return standing.attends


# what is offered, to whom; in this order
HOME_LINKS: tuple[tuple[LinkTo, Offered], ...] = (
    (
        LinkTo(
            N_("Mis citas y requerimientos"),
            "meetings.buyer_show",
            hint=N_("Quién le pide cita, lo que busca comprar y sus horas en la mesa."),
            icon="handshake",
        ),
        Standing.is_buyer,
    ),
    (
        LinkTo(
            N_("Buscar proveedores"),
            "meetings.supplier_directory_list",
            hint=N_("Por proceso, certificado, municipio, y cuáles cumplen lo que usted busca."),
            icon="search",
        ),
        Standing.is_buyer,
    ),
    (
        LinkTo(
            N_("Buscar compradores"),
            "meetings.requirement_list",
            hint=N_("Lo que buscan comprar, si usted cumple y por qué; pida su cita."),
            icon="search",
        ),
        Standing.is_supplier,
    ),
    (
        LinkTo(
            N_("Mis citas y solicitudes"),
            "meetings.supplier_show",
            hint=N_("Lo que pidió, lo que le respondieron y sus citas acordadas."),
            icon="handshake",
        ),
        Standing.is_supplier,
    ),
    (
        LinkTo(
            N_("Mis empresas"),
            "companies.company_list",
            hint=N_("El perfil de su empresa, sus colegas y su estrato."),
            icon="company",
        ),
        Standing.is_supplier,
    ),
    (
        LinkTo(
            N_("Exponer en el foro"),
            "exhibitors.application_list",
            hint=N_("Su stand, el estado de su solicitud y los gafetes de su personal."),
            icon="stand",
        ),
        Standing.is_supplier,
    ),
    (
        LinkTo(
            N_("Mi agenda"),
            "agenda.day_show",
            hint=N_("Sus citas con hora y mesa; para imprimir o para su calendario."),
            icon="calendar",
        ),
        _attends,
    ),
    (
        LinkTo(
            N_("Mi gafete"),
            "badges.badge_show",
            hint=N_("Con él entra al foro: en la pantalla o impreso."),
            icon="badge",
        ),
        _attends,
    ),
    (
        LinkTo(
            N_("Escanear en la puerta"),
            "checkin.gate_list",
            hint=N_("Escanee los gafetes en su puerta."),
            icon="scan",
        ),
        _may("checkin.scan"),
    ),
    (
        LinkTo(
            N_("Tablero"),
            "dashboard.dashboard_show",
            hint=N_("Los números de la edición, cada uno por separado."),
            icon="gauge",
        ),
        _may("dashboard.view"),
    ),
    (
        LinkTo(
            N_("Registros"),
            "registration_desk.registration_list",
            hint=N_("Quién se registró; aprobar, buscar y descargar la lista."),
            icon="users",
        ),
        _may("registration.review"),
    ),
    (
        LinkTo(
            N_("Coordinación de citas"),
            "meetings.overview_show",
            hint=N_("Compradores, proveedores, solicitudes y citas."),
            icon="table",
        ),
        _may("meetings.coordinate"),
    ),
    (
        LinkTo(
            N_("Expositores y stands"),
            "exhibitors.review_list",
            hint=N_("Solicitudes por revisar y el plano de la exposición."),
            icon="stand",
        ),
        _may("exhibitors.review"),
    ),
    (
        LinkTo(
            N_("Empresas"),
            "companies.directory_list",
            hint=N_("Las que participan en esta edición, por nombre, RFC y estrato."),
            icon="company",
        ),
        _may("exhibitors.review"),
    ),
    (
        LinkTo(
            N_("Aliados y códigos"),
            "companies.ally_list",
            hint=N_("Cámaras y organismos que traen gente, con sus códigos."),
            icon="handshake",
        ),
        _may("editions.edit"),
    ),
    (
        LinkTo(
            N_("Gafetes"),
            "badge_desk.print_run_list",
            hint=N_("Imprimir los que faltan y reponer el de una persona."),
            icon="print",
        ),
        _may("badges.print"),
    ),
    (
        LinkTo(
            N_("Equipo"),
            "team.member_list",
            hint=N_("Quién organiza y atiende, y qué puede hacer."),
            icon="users",
        ),
        _may("accounts.grant"),
    ),
    (
        LinkTo(
            N_("Configuración"),
            "setup.overview_show",
            hint=N_("Fechas, salones, mesas, horarios y categorías."),
            icon="settings",
        ),
        _may("editions.edit"),
    ),
    (
        LinkTo(
            N_("Correos"),
            "mail.mail_list",
            hint=N_("Lo que el sistema escribe a cada persona de esta edición."),
            icon="mail",
        ),
        _may("mail.read"),
    ),
)


def places(person: SignedIn) -> list[Workplace]:
    """The editions a person works in, the latest first; unpublished ones only for their organisers."""
    has_company, attended = bool(companies_of(person.id)), attended_editions(person.id)
    found = []
    editions = [
        edition
        for edition in list_editions()
        if edition.published_at is not None or person.may("editions.edit", edition.id)
    ]
    named = Counter(edition.name for edition in editions)
    for edition in editions:
        standing = Standing(
            person=person, edition_id=edition.id, has_company=has_company, attends=edition.id in attended
        )
        links = tuple(
            entry.link(**_address(entry.endpoint, edition.slug))
            for entry, is_offered in HOME_LINKS
            if is_offered(standing)
        )
        if links:
            found.append(
                Workplace(name=edition.name, detail=_told_apart(edition, alone=named[edition.name] == 1), links=links)
            )
    return found + _above_editions(person, first=not found)


def _told_apart(edition: Edition, *, alone: bool) -> str:
    """The dates of an edition; beside others of its name also its number, its address, and that it is a draft."""
    dates = date_range(edition.starts_on, edition.ends_on)
    if alone:
        return dates
    parts = [_("%(roman)s edición", roman=roman(edition.ordinal)), dates, f"/{edition.slug}"]
    return " · ".join(parts if edition.published_at is not None else [*parts, _("borrador")])


def _above_editions(person: SignedIn, *, first: bool) -> list[Workplace]:
    """For organisers: the editions, or the form of the first one; the mails of all for those who organise all."""
    entries = []
    if first and person.may("editions.edit", None):
        entries.append(FIRST_EDITION)
    elif person.may_somewhere("editions.edit"):
        entries.append(EDITIONS)
    if person.may("mail.read", None):
        entries.append(ALL_MAILS)
    links = tuple(entry.link() for entry in entries)
    return [Workplace(name=_("Ediciones"), detail="", links=links)] if links else []


def _address(endpoint: str, slug: str) -> dict[str, str]:
    needs_slug = current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug")
    return {"edition_slug": slug} if needs_slug else {}
