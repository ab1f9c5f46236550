"""What matchmaking does when a company is registered."""

from forum.companies.signals import CompanyRegistered
from forum.editions.queries import get_edition
from forum.matchmaking.service import apply_as_supplier


def apply_for_meetings(event: CompanyRegistered) -> None:
    """Apply as supplier for a company that registered to ask for meetings."""
    if event.aim.wants_meetings:
        apply_as_supplier(event.company_id, edition=get_edition(event.edition_id), now=event.at)
