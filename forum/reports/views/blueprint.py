"""The blueprint of the report and the comparison of editions."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, url_prefix="/<edition_slug>/report")
