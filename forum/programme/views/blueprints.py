"""The blueprints of the programme: everybody's pages, one's own sessions, those of others, the pages of its desk."""

from flask import Blueprint

programme = Blueprint("programme", __name__, url_prefix="/<edition_slug>/programme")
desk = Blueprint("programme_desk", __name__, url_prefix="/<edition_slug>/programme/desk")
people = Blueprint(
    "programme_people", __name__, url_prefix="/<edition_slug>/registrations/<int:registration_id>/sessions"
)
own_programme = Blueprint("own_programme", __name__)
