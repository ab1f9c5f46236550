"""The pages of the privacy desk, below an edition's address; what they show is of all editions."""

from flask import Blueprint

desk = Blueprint("arco_desk", __name__, url_prefix="/<edition_slug>/arco")

PERMISSION = "privacy.manage"
