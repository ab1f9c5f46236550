"""The places of the program: the one table of where people work, which the frame and the page of all links are made of.

This module knows every domain. A place is the first page of a section; the pages below its address belong to it. On a
phone the bar at the bottom (`bars.py`) holds some of them, and the way to all others.
"""

from forum.app.administration import ADMINISTRATION
from forum.app.ally_place import ALLY
from forum.app.standing import Place, Standing, may
from forum.core.i18n import N_
from forum.core.links import LinkTo

# where people work, in this order; beside the others the first page after signing in, which knows the hour
TODAY = Place(
    to=LinkTo(N_("Hoy"), "today.today_show", icon="clock"),
    offered=lambda _standing: True,
    name=N_("Hoy"),
    under=("today",),
)

PLACES: tuple[Place, ...] = (
    Place(
        to=LinkTo(
            N_("Mis citas y requerimientos"),
            "meetings.buyer_show",
            hint=N_("Quién le pide cita, lo que busca comprar y sus horas en la mesa."),
            icon="handshake",
        ),
        offered=Standing.is_buyer,
        name=N_("Solicitudes"),
        under=("meetings",),
        counts="requests",
    ),
    Place(
        to=LinkTo(
            N_("Buscar proveedores"),
            "meetings.supplier_directory_list",
            hint=N_("Por proceso, certificado, municipio, y cuáles cumplen lo que usted busca."),
            icon="search",
        ),
        offered=Standing.is_buyer,
        name=N_("Buscar"),
        under=("meetings/directory", "meetings/companies"),
    ),
    Place(
        to=LinkTo(
            N_("Buscar compradores"),
            "meetings.requirement_list",
            hint=N_("Lo que buscan comprar, si usted cumple y por qué; pida su cita."),
            icon="search",
        ),
        offered=Standing.is_supplier,
        name=N_("Buscar"),
        under=("meetings/requirements", "meetings/companies"),
    ),
    Place(
        to=LinkTo(
            N_("Mis citas y solicitudes"),
            "meetings.supplier_show",
            hint=N_("Lo que pidió, lo que le respondieron y sus citas acordadas."),
            icon="handshake",
        ),
        offered=Standing.is_supplier,
        name=N_("Solicitudes"),
        under=("meetings",),
        counts="unfinished",
    ),
    Place(
        to=LinkTo(
            N_("Mis empresas"),
            "companies.company_list",
            hint=N_("El perfil de su empresa, sus colegas y su estrato."),
            icon="company",
        ),
        offered=Standing.is_supplier,
        name=N_("Empresa"),
        under=("companies",),
    ),
    Place(
        to=LinkTo(
            N_("Exponer en el foro"),
            "exhibitors.application_list",
            hint=N_("Su stand, el estado de su solicitud y los gafetes de su personal."),
            icon="stand",
        ),
        offered=Standing.is_supplier,
        name=N_("Stand"),
        under=("exhibitors",),
    ),
    ALLY,
    Place(
        to=LinkTo(
            N_("Mi agenda"),
            "agenda.day_show",
            hint=N_("Sus citas con hora y mesa; para imprimir o para su calendario."),
            icon="calendar",
        ),
        offered=Standing.has_a_day,
        name=N_("Agenda"),
        under=("agenda",),
    ),
    Place(
        to=LinkTo(
            N_("Mi disponibilidad"),
            "meetings.availability_show",
            hint=N_("Cuándo no puede ir a una cita: horarios y otros compromisos."),
            icon="clock",
        ),
        offered=Standing.meets,
        name=N_("Disponibilidad"),
        under=("meetings/availability", "meetings/people"),
    ),
    Place(
        to=LinkTo(
            N_("Mi gafete"), "badges.badge_show", hint=N_("Con él entra al foro: en pantalla o impreso."), icon="badge"
        ),
        offered=Standing.attends,
        name=N_("Gafete"),
        under=("badge",),
    ),
    Place(
        to=LinkTo(
            N_("Escanear en la puerta"), "checkin.gate_list", hint=N_("Escanee los gafetes en su puerta."), icon="scan"
        ),
        offered=may("checkin.scan"),
        name=N_("Puertas"),
        under=("checkin", "attendance"),
    ),
    Place(
        to=LinkTo(
            N_("Mesa de control"),
            "floor.desk_show",
            hint=N_("Cada mesa ahora y después: quién llegó, quién falta."),
            icon="table",
        ),
        offered=may("floor.work"),
        name=N_("Mesa de control"),
        under=("floor",),
    ),
    Place(
        to=LinkTo(
            N_("Tablero"),
            "dashboard.dashboard_show",
            hint=N_("Los números de la edición, cada uno por separado."),
            icon="gauge",
        ),
        offered=may("dashboard.view"),
        name=N_("Tablero"),
        under=("dashboard", "report"),
    ),
    Place(
        to=LinkTo(
            N_("Registros"),
            "registration_desk.registration_list",
            hint=N_("Quién se registró; aprobar, buscar y descargar la lista."),
            icon="users",
        ),
        offered=may("registration.review"),
        name=N_("Registros"),
        under=("registrations", "people"),
    ),
    Place(
        to=LinkTo(
            N_("Delegaciones"),
            "delegation_desk.delegation_list",
            hint=N_("Empresas, escuelas y municipios con lugares; sus solicitudes y su gente."),
            icon="users",
        ),
        offered=may("editions.edit"),
        name=N_("Delegaciones"),
        under=("delegations",),
    ),
    Place(
        to=LinkTo(
            N_("Lugares apartados"),
            "registration_desk.reserved_list",
            hint=N_("Lugares de una categoría para un aliado o un código, y cuándo se liberan."),
            icon="lock",
        ),
        offered=may("editions.edit"),
        name=N_("Apartados"),
        under=("registrations/reserved",),
    ),
    Place(
        to=LinkTo(
            N_("Registro en sitio"),
            "walkins.walk_in_list",
            hint=N_("Quién llega sin registro: su gafete al momento, también sin conexión."),
            icon="plus",
        ),
        offered=may("registration.review"),
        name=N_("En sitio"),
        under=("checkin/walk-ins",),
    ),
    Place(
        to=LinkTo(
            N_("Coordinación de citas"),
            "meetings.overview_show",
            hint=N_("Compradores, proveedores, solicitudes y citas."),
            icon="table",
        ),
        offered=may("meetings.coordinate"),
        name=N_("Citas"),
        under=("meetings",),
    ),
    Place(
        to=LinkTo(
            N_("Expositores y stands"),
            "exhibitors.review_list",
            hint=N_("Solicitudes por revisar y el plano de la exposición."),
            icon="stand",
        ),
        offered=may("exhibitors.review"),
        name=N_("Expositores"),
        under=("exhibitors",),
    ),
    Place(
        to=LinkTo(
            N_("Empresas"),
            "companies.directory_list",
            hint=N_("Las que participan en esta edición, por nombre, RFC y estrato."),
            icon="company",
        ),
        offered=may("exhibitors.review"),
        name=N_("Empresas"),
        under=("companies",),
    ),
    Place(
        to=LinkTo(
            N_("Aliados y códigos"),
            "companies.ally_list",
            hint=N_("Cámaras y organismos que traen gente, con sus códigos."),
            icon="handshake",
        ),
        offered=may("editions.edit"),
        name=N_("Aliados"),
        under=("allies",),
    ),
    Place(
        to=LinkTo(
            N_("Gafetes"),
            "badge_desk.print_run_list",
            hint=N_("Imprimir los que faltan y reponer el de una persona."),
            icon="print",
        ),
        offered=may("badges.print"),
        name=N_("Gafetes"),
        under=("badges",),
    ),
    Place(
        to=LinkTo(
            N_("Importar listas"),
            "imports.batch_list",
            hint=N_("Personas, compradores, empresas y stands desde Excel o CSV; todo se puede deshacer."),
            icon="upload",
        ),
        offered=may("imports.make"),
        name=N_("Importar"),
        under=("imports",),
    ),
    *ADMINISTRATION,
)
