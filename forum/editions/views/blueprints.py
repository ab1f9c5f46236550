"""The blueprints of the public pages and of the pages below `/<edition_slug>/setup`."""

from flask import Blueprint

editions = Blueprint("editions", __name__)
setup_pages = Blueprint("setup", __name__, url_prefix="/<edition_slug>/setup")
