"""The blueprint of the organiser's figures."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__, url_prefix="/<edition_slug>")
