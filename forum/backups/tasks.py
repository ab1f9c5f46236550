"""The backup of the day, made by the worker."""

from flask import current_app

from forum.backups.errors import BackupRefused
from forum.backups.service import make_due
from forum.core.clock import utc_now
from forum.core.incidents import report
from forum.jobs.marks import every, job
from forum.settings import Settings


@job("backups.make")
@every(minutes=20)
def make() -> None:
    """Make the backup of the day once its hour has come; what fails is told and tried again."""
    settings: Settings = current_app.config["FORO"]
    try:
        make_due(settings, now=utc_now())
    except (BackupRefused, OSError) as error:
        report(error, "in the backup of the day")
