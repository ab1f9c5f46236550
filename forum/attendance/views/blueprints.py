"""The blueprints of attendance."""

from flask import Blueprint

attendance = Blueprint("attendance", __name__, url_prefix="/<edition_slug>/attendance")
