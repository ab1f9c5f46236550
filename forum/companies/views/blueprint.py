"""The addresses of companies, all below an edition."""

from flask import Blueprint

blueprint = Blueprint("companies", __name__, url_prefix="/<edition_slug>")
