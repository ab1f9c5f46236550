"""The companies that rows of a sheet may be about."""

from collections import defaultdict

from sqlalchemy import select

from forum.companies.models import Affiliation, Company
from forum.companies.rules.names import name_key
from forum.companies.rules.rfc import GENERIC_RFCS
from forum.core.database import session
from forum.imports.rules.companies import KnownCompanies, StoredCompany


def known_companies() -> KnownCompanies:
    """All companies, by RFC and by name."""
    by_rfc: dict[str, StoredCompany] = {}
    by_id: dict[int, StoredCompany] = {}
    by_name: dict[str, list[StoredCompany]] = defaultdict(list)
    query = select(Company.id, Company.name, Company.legal_name, Company.rfc, Company.website).order_by(Company.id)
    for row in session().execute(query):
        by_id[row.id] = company = StoredCompany(**row._mapping)
        if company.rfc and company.rfc not in GENERIC_RFCS:
            by_rfc[company.rfc] = company
        for key in {name_key(company.name), name_key(company.legal_name)}:
            by_name[key].append(company)
    return KnownCompanies(by_rfc, by_name, by_id)


def list_members(ally_id: int) -> set[int]:
    """The companies that belong to an ally."""
    return set(session().scalars(select(Affiliation.company_id).where(Affiliation.ally_id == ally_id)))
