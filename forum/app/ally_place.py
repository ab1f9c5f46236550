"""The place of who represents an ally, one of the table of places."""

from forum.app.standing import Place, Standing
from forum.core.i18n import N_
from forum.core.links import LinkTo

ALLY = Place(
    to=LinkTo(
        N_("Mi organización aliada"),
        "allies.ally_list",
        hint=N_("Sus empresas afiliadas en números, sus códigos y los contactos que la gente autorizó."),
        icon="handshake",
    ),
    offered=Standing.represents,
    name=N_("Aliado"),
    under=("partner",),
)
