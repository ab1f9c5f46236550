"""The labels of the outbox's filters."""

from forum.core.i18n import lazy_gettext as _l

STATE_NAMES = {"sent": _l("Enviados"), "waiting": _l("En espera"), "failed": _l("Fallidos")}
