"""The links that domains offer on each other's pages."""

from flask import url_for

from forum.core.clock import utc_now
from forum.core.edition import find_current_edition
from forum.core.i18n import N_
from forum.core.links import Link, LinkTo
from forum.editions.queries import find_front_edition
from forum.meetings.context import MeetingLinks

# the doors of the public page of an edition
LINKS_TO_TAKE_PART: tuple[LinkTo, ...] = (
    LinkTo(
        N_("Visitar"),
        "registration.category_list",
        hint=N_("Su registro en menos de dos minutos, desde el celular."),
        icon="badge",
    ),
    LinkTo(
        N_("Vender a la industria"),
        "matchmaking.about_show",
        hint=N_("Citas uno a uno con los compradores: vea qué buscan."),
        icon="handshake",
    ),
    LinkTo(
        N_("Exponer"),
        "companies.company_new",
        hint=N_("Registre su empresa y elija su stand."),
        icon="stand",
        says=(("wants", "stand"),),
    ),
)

# what a person's page behind their link offers once they are approved; the endpoints take the link's token
REGISTRATION_LINKS: tuple[LinkTo, ...] = (
    LinkTo(N_("Ver mi gafete"), "badges.link_badge_show", icon="badge"),
    LinkTo(N_("Descargar gafete (PDF)"), "badges.link_pdf_show", icon="download"),
    LinkTo(N_("Ver mi agenda"), "agenda.link_day_show", icon="calendar"),
    LinkTo(N_("Mi constancia"), "own_certificate.link_certificate_show", icon="certificate"),
)

# what comes before these on that page once the edition is over
AFTER_LINKS: tuple[LinkTo, ...] = (LinkTo(N_("Responder la encuesta"), "surveys.link_survey_edit", icon="check"),)

# what the desk does with all registrations of a list; the endpoints take the filters of its address
LIST_LINKS: tuple[LinkTo, ...] = (
    LinkTo(N_("Enviar mensaje a esta lista"), "messages.message_new", icon="mail"),
    LinkTo(N_("Posibles duplicados"), "people.pair_list", icon="users"),
)


def _writing(rows: str) -> LinkTo:
    return LinkTo(N_("Enviar mensaje…"), "messages.listed_new", icon="mail", says=(("rows", rows),))


# what domains above do with the lines of a list that are ticked, by its name; the endpoints take the form of the list
MANY_LINKS: dict[str, tuple[LinkTo, ...]] = {
    "registrations": (
        LinkTo(N_("Imprimir gafetes"), "badge_desk.chosen_run_create", icon="print"),
        _writing("registrations"),
    ),
    **{rows: (_writing(rows),) for rows in ("buyers", "companies", "exhibitors", "meetings", "requests", "suppliers")},
}

# the lists of the console that can be saved under a name
SAVED_LISTS: dict[str, LinkTo] = {
    "registrations": LinkTo(N_("Registros"), "registration_desk.registration_list"),
    "buyers": LinkTo(N_("Compradores"), "matchmaking.buyer_list"),
    "suppliers": LinkTo(N_("Proveedores"), "matchmaking.supplier_list"),
    "requests": LinkTo(N_("Solicitudes de cita"), "meetings.request_list"),
    "meetings": LinkTo(N_("Citas"), "meetings.meeting_list"),
    "companies": LinkTo(N_("Empresas"), "companies.directory_list"),
    "exhibitors": LinkTo(N_("Expositores"), "exhibitors.review_list"),
    "badges": LinkTo(N_("Lista de gafetes"), "badge_desk.holder_list"),
    "stands": LinkTo(N_("Stands y plano"), "exhibitors.stand_list"),
}

# what the desk does next for somebody who is approved; the endpoints take the id of the registration
DESK_LINKS: tuple[LinkTo, ...] = (
    LinkTo(N_("Gafete"), "badge_desk.badge_show", icon="badge"),
    LinkTo(N_("Sesiones"), "programme_people.session_list", icon="microphone"),
    LinkTo(N_("Constancia"), "certificate_desk.certificate_show", icon="certificate"),
)

# what the co-ordinator of the meetings finds on the overview besides; and what is offered once a meeting is over: to
# each of its sides, to the staff for one of them, and of all meetings to who sees their agenda
MEETING_LINKS = MeetingLinks(
    coordination=(
        LinkTo(
            N_("Agendas propuestas"),
            "timetable.timetable_list",
            hint=N_("Planear todas las citas de una vez, comparar y publicar."),
            icon="calendar-plus",
        ),
    ),
    own=LinkTo(N_("Decir qué resultó"), "outcomes.outcome_edit", icon="check"),
    spoken=(
        LinkTo(N_("Anotar lo que dijo el comprador"), "outcomes.spoken_edit", icon="edit", says=(("side", "buyer"),)),
        LinkTo(
            N_("Anotar lo que dijo el proveedor"), "outcomes.spoken_edit", icon="edit", says=(("side", "supplier"),)
        ),
    ),
    all=LinkTo(N_("Mis resultados"), "outcomes.outcome_list", icon="check"),
    confirm=LinkTo(N_("Confirmar mis citas"), "outcomes.confirmation_edit", icon="check"),
)

# what becomes of the meetings where an organiser changes the frame; the endpoints take the ids of the page
FRAME_LINKS: dict[str, tuple[LinkTo, ...]] = {
    "hall": (
        LinkTo(
            N_("Cerrar el salón y pasar sus citas"),
            "meetings.clearing_new",
            hint=N_("Primero verá a dónde va cada cita y a quién se avisa."),
            icon="swap",
            says=(("what", "hall"),),
        ),
        LinkTo(
            N_("Vaciar una mesa o moverla a otro salón"),
            "meetings.table_list",
            hint=N_("Cada mesa con su comprador: elija «Vaciar»."),
            icon="table",
        ),
    ),
    "day": (
        LinkTo(
            N_("Cambiar los horarios de este día con sus citas"),
            "meetings.recut_new",
            hint=N_("Otra duración, otro inicio o fin: primero verá a dónde va cada cita y a quién se avisa."),
            icon="clock",
        ),
    ),
}

# what else the desk may do for anybody registered
ABOUT_LINKS: tuple[LinkTo, ...] = (LinkTo(N_("Unir con otro registro"), "people.merge_new", icon="users"),)

# what stands above editions: the first link while there is none, the others with a permission in some or in all
FIRST_EDITION = LinkTo(
    N_("Crear edición"),
    "editions.edition_new",
    hint=N_("Nombre, fechas y sede; lo demás se llena solo."),
    icon="calendar-plus",
)
EDITIONS = LinkTo(
    N_("Ediciones"),
    "editions.edition_list",
    hint=N_("Las anteriores, la actual y la que sigue."),
    icon="calendar-plus",
)
ALL_MAILS = LinkTo(
    N_("Correos de todas las ediciones"),
    "mail.mail_list",
    hint=N_("También los que no son de ninguna, como los enlaces para entrar."),
    icon="mail",
)


def doors() -> tuple[Link, ...]:
    """The doors of the edition that the start page shows; none while there is none."""
    edition = find_front_edition(now=utc_now())
    if edition is None:
        return ()
    return tuple(entry.link(edition_slug=edition.slug) for entry in LINKS_TO_TAKE_PART)


def sharing_url() -> str | None:
    """Where one says which allies may have one's contact data, which stands below an edition; None without any."""
    edition = find_current_edition() or find_front_edition(now=utc_now())
    return None if edition is None else url_for("sharing.recipients_edit", edition_slug=edition.slug)
