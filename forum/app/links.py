"""The links that domains offer on each other's pages."""

from forum.core.i18n import N_
from forum.core.links import LinkTo

# ways to take part, as the public page of an edition offers them
LINKS_TO_TAKE_PART: tuple[LinkTo, ...] = (
    LinkTo(
        N_("Registrarme como visitante"),
        "registration.category_list",
        hint=N_("Menos de dos minutos desde el celular. Le enviamos un correo con el enlace a su registro."),
        icon="badge",
    ),
    LinkTo(
        N_("Exponer con mi empresa"),
        "companies.company_new",
        hint=N_("Registre su empresa y elija su stand; también así pide citas con compradores."),
        icon="stand",
    ),
    LinkTo(
        N_("Encuentros de negocio B2B"),
        "meetings.home_show",
        hint=N_("Requerimientos de compra y citas uno a uno, en la mesa de cada comprador."),
        icon="handshake",
    ),
)

# what a person's page behind their link offers once they are approved; the endpoints take the link's token
REGISTRATION_LINKS: tuple[LinkTo, ...] = (
    LinkTo(N_("Ver mi gafete"), "badges.link_badge_show", icon="badge"),
    LinkTo(N_("Descargar gafete (PDF)"), "badges.link_pdf_show", icon="download"),
    LinkTo(N_("Ver mi agenda"), "agenda.link_day_show", icon="calendar"),
)

# what the desk does next for somebody who is approved; the endpoints take the id of the registration
DESK_LINKS: tuple[LinkTo, ...] = (LinkTo(N_("Gafete"), "badge_desk.badge_show", icon="badge"),)
