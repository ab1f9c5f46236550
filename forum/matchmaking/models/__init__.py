"""The tables of buyers, suppliers and requirements."""

from forum.matchmaking.models.drawings import Drawing, NdaAcceptance
from forum.matchmaking.models.loads import RequirementLoad
from forum.matchmaking.models.participants import Availability, Buyer, Supplier
from forum.matchmaking.models.requirements import Requirement, RequirementCertificate, RequirementEvent

__all__ = [
    "Availability",
    "Buyer",
    "Drawing",
    "NdaAcceptance",
    "Requirement",
    "RequirementCertificate",
    "RequirementEvent",
    "RequirementLoad",
    "Supplier",
]
