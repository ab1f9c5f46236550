"""The blueprints of attendance: the doors of sessions, and certificates for everybody, their person and the desk."""

from flask import Blueprint

attendance = Blueprint("attendance", __name__, url_prefix="/<edition_slug>/attendance")
certificates = Blueprint("certificates", __name__, url_prefix="/<edition_slug>/certificates")
own_certificate = Blueprint("own_certificate", __name__)
certificate_desk = Blueprint(
    "certificate_desk", __name__, url_prefix="/<edition_slug>/registrations/<int:registration_id>/certificate"
)
