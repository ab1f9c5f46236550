"""The addresses of exhibitors, all below an edition."""

from flask import Blueprint

blueprint = Blueprint("exhibitors", __name__, url_prefix="/<edition_slug>/exhibitors")
