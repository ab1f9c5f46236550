"""The tables of buyers, suppliers and requirements."""

from forum.matchmaking.models.parties import Availability, Buyer, Supplier
from forum.matchmaking.models.requirements import Requirement, RequirementCertificate

__all__ = ["Availability", "Buyer", "Requirement", "RequirementCertificate", "Supplier"]
