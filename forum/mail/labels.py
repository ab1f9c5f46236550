"""How the states of a mail are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.mail.enums import MailState

STATES = {
    MailState.SENT: Label(_l("Enviado"), "success"),
    MailState.WAITING: Label(_l("En espera"), "info"),
    MailState.RETRYING: Label(_l("Reintentando"), "warning"),
    MailState.FAILED: Label(_l("Falló"), "danger"),
}
# without a mail server: what was "sent" is a file, and nobody has received it
STATES_WITHOUT_SERVER = {**STATES, MailState.SENT: Label(_l("Guardado"), "info", "document")}
LABELS = (STATES,)
