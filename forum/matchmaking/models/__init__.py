"""The tables of buyers, suppliers and requirements, and of what one side marks for itself."""

from forum.matchmaking.models.drawings import Drawing, NdaAcceptance
from forum.matchmaking.models.loads import RequirementLoad
from forum.matchmaking.models.marks import RequirementMark, SupplierMark
from forum.matchmaking.models.participants import Availability, Buyer, BuyerEvent, Supplier, SupplierEvent
from forum.matchmaking.models.requirements import Requirement, RequirementCertificate, RequirementEvent
from forum.matchmaking.models.sharing import ContactSharing

__all__ = [
    "Availability",
    "Buyer",
    "BuyerEvent",
    "ContactSharing",
    "Drawing",
    "NdaAcceptance",
    "Requirement",
    "RequirementCertificate",
    "RequirementEvent",
    "RequirementLoad",
    "RequirementMark",
    "Supplier",
    "SupplierEvent",
    "SupplierMark",
]
