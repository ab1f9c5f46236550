"""Looking up companies, the catalogue and the allies."""

from forum.companies.queries.companies import companies_of, company_for

__all__ = ["companies_of", "company_for"]
