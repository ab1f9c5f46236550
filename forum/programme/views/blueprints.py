"""The blueprints of the programme: everybody's pages, one's own sessions, and the pages of who prepares it."""

from flask import Blueprint

programme = Blueprint("programme", __name__, url_prefix="/<edition_slug>/programme")
desk = Blueprint("programme_desk", __name__, url_prefix="/<edition_slug>/programme/desk")
own_programme = Blueprint("own_programme", __name__)
