"""What `forum metrics` counts when it is asked: mails and jobs that wait, and how long ago work was done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from flask import Flask

from forum.backups.service import latest_backup
from forum.core.clock import utc_now
from forum.jobs.beat import last_beat, waiting_jobs
from forum.mail.enums import MailState
from forum.mail.queries import count_of_state
from forum.metrics.serving import Gauge, serve_metrics
from forum.settings import Settings, UnsafeSettings


def show_metrics(settings: Settings, create_app: Callable[[Settings], Flask]) -> int:
    """Show all figures until the process is stopped; this process measures none.

    Raises:
        UnsafeSettings: nothing is measured.
    """
    port = settings.metrics_port
    if port is None:
        raise UnsafeSettings("FORO_METRICS_PORT is missing: a port such as 9464, here and where pages are served.")
    app = create_app(replace(settings, metrics_port=None))
    serve_metrics(app, gauges_of(app), port=port)
    return 0


def gauges_of(app: Flask) -> Mapping[str, Gauge]:
    """The figures of an app."""
    settings: Settings = app.config["FORO"]
    found = {
        "foro_mails_waiting": Gauge("Mails that wait to be sent.", lambda: count_of_state(MailState.WAITING)),
        "foro_mails_given_up": Gauge("Mails that no server took.", lambda: count_of_state(MailState.FAILED)),
        "foro_jobs_waiting": Gauge("Jobs that wait for a worker.", lambda: waiting_jobs(app)),
        "foro_worker_age_seconds": Gauge("Seconds since a worker ran.", _age_of(lambda: last_beat(app))),
    }
    folder = settings.backup_dir
    if folder is not None:
        found["foro_backup_age_seconds"] = Gauge("Seconds since the last backup.", _age_of(lambda: _made_at(settings)))
    return found


def _made_at(settings: Settings) -> datetime | None:
    newest = latest_backup(settings.backup_dir)
    return None if newest is None else newest.made_at


def _age_of(moment: Callable[[], datetime | None]) -> Callable[[], float | None]:
    def age() -> float | None:
        at = moment()
        return None if at is None else (utc_now() - at).total_seconds()

    return age
