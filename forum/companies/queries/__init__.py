"""Looking up companies, their people, the catalogue and the allies."""

from forum.companies.queries.companies import companies_of, company_for
from forum.companies.queries.people import (
    administration_for,
    admins_of,
    find_invitation,
    members_of,
    membership_for,
    open_invitations,
)

__all__ = [
    "administration_for",
    "admins_of",
    "companies_of",
    "company_for",
    "find_invitation",
    "members_of",
    "membership_for",
    "open_invitations",
]
