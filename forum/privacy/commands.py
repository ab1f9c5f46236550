"""Publishing the privacy notice."""

from flask import current_app

from forum.core.clock import utc_now
from forum.privacy.rules import Controller
from forum.privacy.service import ensure_notice
from forum.settings import Settings


def publish_notice() -> None:
    """Publish the notice with the organiser's name from the settings, unless it is in force already."""
    settings: Settings = current_app.config["FORO"]
    controller = Controller(
        name=settings.organiser_name, address=settings.organiser_address, email=settings.organiser_email
    )
    ensure_notice(utc_now(), controller=controller)
