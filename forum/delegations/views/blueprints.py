"""The blueprints of delegations."""

from flask import Blueprint

delegations = Blueprint("delegations", __name__)
delegation_desk = Blueprint("delegation_desk", __name__, url_prefix="/<edition_slug>/delegations")
