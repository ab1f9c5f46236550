"""The pages of attendance and its certificates."""

from forum.attendance.api import blueprint as scans
from forum.attendance.views import all_certificates, door, lists, own, proof, somebody
from forum.attendance.views.blueprints import attendance, certificate_desk, certificates, own_certificate

BLUEPRINTS = (attendance, scans, certificates, own_certificate, certificate_desk)
__all__ = ["BLUEPRINTS", "all_certificates", "door", "lists", "own", "proof", "somebody"]
