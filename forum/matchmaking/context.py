"""For whom this request is: the company a supplier's person acts for, chosen once and remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask import session as cookie

from forum.accounts.context import current_person
from forum.companies.models import Company
from forum.companies.queries.companies import companies_of
from forum.editions.context import current_edition
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.parties import buyer_for, find_supplier

CHOSEN = "company_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The company somebody acts for now, the others they could, and how it takes part in this edition."""

    company: Company
    companies: Sequence[Company]
    supplier: Supplier | None


def acting() -> Acting | None:
    """The company of the asker: the one named by `?company=`, else the one chosen last, else the first; None: none."""
    companies = companies_of(current_person().id)
    if not companies:
        return None
    named = request.args.get("company", type=int)
    if named is not None and any(company.id == named for company in companies):
        cookie[CHOSEN] = named
    chosen = cookie.get(CHOSEN)
    company = next((company for company in companies if company.id == chosen), companies[0])
    return Acting(
        company=company,
        companies=companies,
        supplier=find_supplier(company.id, edition_id=current_edition().id),
    )


def own_buyer() -> Buyer:
    """The buyer the asker is in this edition; a stranger finds nothing."""
    return buyer_for(current_person().id, edition_id=current_edition().id)
