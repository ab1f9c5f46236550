"""Looking up companies, their people, the catalogue and the allies."""

from forum.companies.queries.allies import ally_with_codes, list_allies
from forum.companies.queries.catalogue import Family, catalogue, find_processes, process_ids_of
from forum.companies.queries.companies import companies_of, company_for
from forum.companies.queries.directory import count_by_stratum, count_rfcs, list_companies
from forum.companies.queries.people import (
    administration_for,
    admins_of,
    find_invitation,
    members_of,
    membership_for,
    open_invitations,
)
from forum.companies.queries.profiles import (
    certificate_of,
    completeness_of,
    find_logo,
    has_logo,
    profile_for,
    profile_of,
    site_of,
)

__all__ = [
    "Family",
    "administration_for",
    "admins_of",
    "ally_with_codes",
    "catalogue",
    "certificate_of",
    "companies_of",
    "company_for",
    "completeness_of",
    "count_by_stratum",
    "count_rfcs",
    "find_invitation",
    "find_logo",
    "find_processes",
    "has_logo",
    "list_allies",
    "list_companies",
    "members_of",
    "membership_for",
    "open_invitations",
    "process_ids_of",
    "profile_for",
    "profile_of",
    "site_of",
]
