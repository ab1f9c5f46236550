"""The blueprint of the timetable's drafts, below the co-ordination of every edition's meetings."""

from flask import Blueprint

blueprint = Blueprint("timetable", __name__, url_prefix="/<edition_slug>/meetings/coordination/timetables")
