"""The blueprint of the floor desk."""

from flask import Blueprint

blueprint = Blueprint("floor", __name__, url_prefix="/<edition_slug>/floor")
