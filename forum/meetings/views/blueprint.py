"""The blueprint of requests and meetings, below every edition's address."""

from flask import Blueprint

blueprint = Blueprint("meetings", __name__, url_prefix="/<edition_slug>/meetings")
