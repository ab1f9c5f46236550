"""The blueprint of the pages of keys and webhooks."""

from flask import Blueprint

blueprint = Blueprint("integrations", __name__, url_prefix="/<edition_slug>/integrations")
