"""Where the pages of an edition hang: the public ones, and those below `/<edition_slug>/setup`."""

from flask import Blueprint

editions = Blueprint("editions", __name__)
setup_pages = Blueprint("setup", __name__, url_prefix="/<edition_slug>/setup")
