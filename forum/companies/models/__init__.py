"""The tables of companies, of what they offer, and of the allies they belong to."""

from forum.companies.models.allies import (
    Affiliation,
    AffiliationClaim,
    Ally,
    AllyCode,
    AllyLogo,
    AllyRepresentative,
    CompanyCode,
)
from forum.companies.models.companies import (
    Capability,
    Certificate,
    CertificateEvidence,
    Company,
    CompanyEvent,
    CompanyInvitation,
    CompanyLogo,
    Membership,
    Process,
    Site,
)

__all__ = [
    "Affiliation",
    "AffiliationClaim",
    "Ally",
    "AllyCode",
    "AllyLogo",
    "AllyRepresentative",
    "Capability",
    "Certificate",
    "CertificateEvidence",
    "Company",
    "CompanyCode",
    "CompanyEvent",
    "CompanyInvitation",
    "CompanyLogo",
    "Membership",
    "Process",
    "Site",
]
