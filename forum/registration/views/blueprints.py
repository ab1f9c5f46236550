"""The blueprints of registration."""

from flask import Blueprint

registration = Blueprint("registration", __name__)
registration_desk = Blueprint("registration_desk", __name__, url_prefix="/<edition_slug>/registrations")
