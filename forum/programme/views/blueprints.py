"""The blueprints of the programme: everybody's pages, and those of who prepares it."""

from flask import Blueprint

programme = Blueprint("programme", __name__, url_prefix="/<edition_slug>/programme")
desk = Blueprint("programme_desk", __name__, url_prefix="/<edition_slug>/programme/desk")
