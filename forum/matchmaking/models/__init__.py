"""The tables of buyers, suppliers and requirements, and of what one side marks for itself."""

from forum.matchmaking.models.marks import RequirementMark, SupplierMark
from forum.matchmaking.models.participants import Availability, Buyer, Supplier
from forum.matchmaking.models.requirements import Requirement, RequirementCertificate

__all__ = [
    "Availability",
    "Buyer",
    "Requirement",
    "RequirementCertificate",
    "RequirementMark",
    "Supplier",
    "SupplierMark",
]
