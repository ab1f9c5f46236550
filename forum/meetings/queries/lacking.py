"""Companies beside the requirements whose meetings they asked for: what they lack."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from forum.companies.models import Affiliation, Ally, Capability, Process
from forum.core.collation import sort_key
from forum.core.database import session
from forum.core.paging import batches
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.capacity import capacity_among
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.requirements import criteria_of
from forum.matchmaking.rules.match import match_of
from forum.meetings.models import MeetingRequest
from forum.meetings.rules.lacking import Compared


def list_compared(edition_id: int, *, company_id: int | None = None, today: date) -> list[Compared]:
    """Every company, or one, beside each requirement it asked a meeting for in an edition, or was invited about."""
    query = select(MeetingRequest.company_id, MeetingRequest.requirement_id).distinct()
    query = query.where(MeetingRequest.edition_id == edition_id)
    if company_id is not None:
        query = query.where(MeetingRequest.company_id == company_id)
    pairs = sorted((company, requirement) for company, requirement in session().execute(query))
    requirements = _requirements({requirement for _company, requirement in pairs})
    companies = {company for company, _requirement in pairs}
    profiles, capabilities = get_profiles(companies), _capabilities(companies)
    found = []
    for company, requirement_id in pairs:
        requirement = requirements[requirement_id]
        capacity = capacity_among(capabilities.get(company, ()), requirement)
        found.append(
            Compared(
                company_id=company,
                requirement_id=requirement_id,
                process_id=requirement.process_id,
                match=match_of(criteria_of(requirement), profiles[company], today),
                capacity=None if capacity is None else capacity[0],
            )
        )
    return found


def _requirements(ids: set[int]) -> dict[int, Requirement]:
    found: dict[int, Requirement] = {}
    for some in batches(ids):
        query = select(Requirement).where(Requirement.id.in_(some))
        query = query.options(joinedload(Requirement.process), selectinload(Requirement.certificates))
        found.update((each.id, each) for each in session().scalars(query))
    return found


def _capabilities(company_ids: set[int]) -> dict[int, list[Capability]]:
    found: dict[int, list[Capability]] = {}
    for some in batches(company_ids):
        for each in session().scalars(select(Capability).where(Capability.company_id.in_(some))):
            found.setdefault(each.company_id, []).append(each)
    return found


def process_names(language: str) -> dict[int, str]:
    """Every process by its id, in "es" or "en"."""
    rows = session().execute(select(Process.id, Process.name_es, Process.name_en))
    return {id: english if language == "en" else spanish for id, spanish, english in rows}


def allies_of(company_id: int) -> list[Ally]:
    """The allies to which a company belongs, by name."""
    query = select(Ally).join(Affiliation, Affiliation.ally_id == Ally.id).where(Affiliation.company_id == company_id)
    return sorted(session().scalars(query), key=lambda each: sort_key(each.name))
