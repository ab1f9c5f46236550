"""The state of the system, for who organises: what works, what waits, and whom to ask where something does not."""

import importlib.metadata
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, render_template, url_for
from sqlalchemy import text
from werkzeug.local import LocalProxy

from forum.backups.rules import STALE
from forum.backups.service import latest_backup
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.commands import GIGABYTE, LITTLE_ROOM, NO_ROOM, is_at_head
from forum.core.database import db, session
from forum.core.filters import date_time, number
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.dashboard.views.blueprint import blueprint
from forum.jobs.beat import SILENT, last_beat, waiting_jobs
from forum.mail.enums import MailState
from forum.mail.queries import count_of_state
from forum.settings import Settings

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
FINE, WATCH, WRONG = "success", "warning", "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How one part is: in a word with its tone, in a sentence, and a page with more."""

    part: str
    word: str
    tone: str = FINE
    says: str = ""
    url: str | None = None


@blueprint.get("/dashboard/system")
@requires_everywhere("accounts.grant")
def system_show() -> str:
    """The database, the background work, mail, backups, room on the disk, version."""
    settings: Settings = current_app.config["FORO"]
    states = [_database(), *_work(), *_mail(settings), _backup(settings), _room(settings), _version()]
    return render_template("dashboard/system.html", states=states, is_fine=all(each.tone == FINE for each in states))


def _database() -> State:
    begin = time.perf_counter()
    session().execute(text("SELECT 1"))
    took = f"{number(round(1000 * (time.perf_counter() - begin), 1))} ms"
    name = ENGINES.get(db.engine.dialect.name, db.engine.dialect.name)
    return State(
        part=_("Base de datos"), word=_("Responde"), says=_("%(name)s; respuesta: %(took)s.", name=name, took=took)
    )


def _work() -> Iterator[State]:
    app = cast("LocalProxy[Flask]", current_app)._get_current_object()
    at, waits = last_beat(app), waiting_jobs(app)
    part, says = _("Trabajo de fondo"), ngettext("Espera %(num)s tarea.", "Esperan %(num)s tareas.", waits)
    if at is not None and utc_now() - at <= SILENT:
        yield State(part=part, word=_("En marcha"), says=says)
        return
    since = _("Sin señal desde el %(moment)s.", moment=date_time(at)) if at else _("Aún no hay señal.")
    stopped = _("No sale correo ni se hacen respaldos. Pida a quien opera el sistema que inicie «forum worker».")
    yield State(part=part, word=_("Detenido"), tone=WRONG, says=f"{since} {stopped}")


def _mail(settings: Settings) -> Iterator[State]:
    part, url = _("Correo"), url_for("mail.mail_list")
    waits, failed = count_of_state(MailState.WAITING), count_of_state(MailState.FAILED)
    says = ngettext("Espera %(num)s correo.", "Esperan %(num)s correos.", waits)
    if settings.smtp_host is None:
        word = _("Sin servidor")
        says = _("Los correos se guardan y no llegan a nadie. Pida a quien opera el sistema que configure el servidor.")
        yield State(part=part, word=word, tone=WRONG, says=says, url=url)
    elif failed:
        lost = ngettext("%(num)s no se pudo entregar.", "%(num)s no se pudieron entregar.", failed)
        yield State(part=part, word=_("Con fallas"), tone=WATCH, says=f"{says} {lost}", url=url)
    else:
        yield State(part=part, word=_("En marcha"), says=says, url=url)


def _backup(settings: Settings) -> State:
    part = _("Respaldo")
    newest = latest_backup(settings.backup_dir)
    if newest is None:
        says = _("No hay ningún respaldo. Pida a quien opera el sistema que los active.")
        return State(part=part, word=_("Sin respaldo"), tone=WRONG, says=says)
    is_old = utc_now() - newest.made_at > STALE
    return State(
        part=part,
        word=_("Atrasado") if is_old else _("Al día"),
        tone=WRONG if is_old else FINE,
        says=_("El último es del %(moment)s.", moment=date_time(newest.made_at)),
    )


def _room(settings: Settings) -> State:
    free = shutil.disk_usage(settings.data_dir).free
    tone = WRONG if free < NO_ROOM else WATCH if free < LITTLE_ROOM else FINE
    word = _("Suficiente") if tone == FINE else _("Poco")
    says = _("Espacio libre: %(room)s.", room=f"{number(round(free / GIGABYTE, 1))} GB")
    return State(part=_("Espacio en disco"), word=word, tone=tone, says=says)


def _version() -> State:
    version = importlib.metadata.version("foro")
    if is_at_head():
        return State(part=_("Versión"), word=version, says=_("La base de datos es de esta versión."))
    says = _("La base de datos es de otra versión. Pida a quien opera el sistema que ejecute «forum migrate».")
    return State(part=_("Versión"), word=version, tone=WRONG, says=says)
