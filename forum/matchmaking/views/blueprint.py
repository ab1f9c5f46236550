"""The blueprint of buyers, suppliers and requirements, below every edition's address."""

from flask import Blueprint

blueprint = Blueprint("matchmaking", __name__, url_prefix="/<edition_slug>/meetings")
