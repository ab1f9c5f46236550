"""The places of who organises: the team, what other programs may do, the edition itself, what is written to people."""

from forum.app.standing import Place, Standing, may
from forum.core.i18n import N_
from forum.core.links import LinkTo

ADMINISTRATION: tuple[Place, ...] = (
    Place(
        to=LinkTo(
            N_("Equipo"), "team.member_list", hint=N_("Quién organiza y atiende, y qué puede hacer."), icon="users"
        ),
        offered=may("accounts.grant"),
        name=N_("Equipo"),
        under=("team",),
    ),
    Place(
        to=LinkTo(
            N_("Integraciones"),
            "integrations.key_list",
            hint=N_("Llaves de la API para otros programas, y a quién avisar de lo que pasa."),
            icon="key",
        ),
        offered=may("accounts.grant"),
        name=N_("Integraciones"),
        under=("integrations",),
    ),
    Place(
        to=LinkTo(
            N_("Configuración"),
            "setup.overview_show",
            hint=N_("Fechas, salones, mesas, horarios y categorías."),
            icon="settings",
        ),
        offered=may("editions.edit"),
        name=N_("Configuración"),
        under=("setup",),
    ),
    Place(
        to=LinkTo(
            N_("Programa de sesiones"),
            "programme_desk.talk_list",
            hint=N_("Charlas, paneles y talleres: salas, ponentes, horas, y publicar."),
            icon="microphone",
        ),
        offered=may("programme.edit"),
        name=N_("Programa"),
        under=("programme/desk",),
    ),
    Place(
        to=LinkTo(N_("Privacidad"), "arco_desk.request_list", hint=N_("Solicitudes ARCO y plazos."), icon="lock"),
        offered=Standing.organises_all,
        name=N_("Privacidad"),
        under=("arco",),
    ),
    Place(
        to=LinkTo(
            N_("Mensajes"),
            "messages.message_list",
            hint=N_("Escribir a muchos a la vez: a quién, cuándo y cómo va el envío."),
            icon="bell",
        ),
        offered=may("messages.send"),
        name=N_("Mensajes"),
        under=("messages",),
    ),
    Place(
        to=LinkTo(
            N_("Listas guardadas"), "lists.saved_list", hint=N_("Con filtros; por correo cada mañana."), icon="document"
        ),
        offered=Standing.reads_lists,
        name=N_("Listas"),
        under=("lists",),
    ),
    Place(
        to=LinkTo(N_("Correos"), "mail.mail_list", hint=N_("Lo que el sistema escribe a cada persona."), icon="mail"),
        offered=may("mail.read"),
        name=N_("Correos"),
        under=("mail",),
    ),
)
