"""What a company can do of what a requirement asks for."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.companies.models import Capability
from forum.core.database import session
from forum.matchmaking.models import Requirement
from forum.matchmaking.rules.capacity import CapacityMatch, Yearly, capacity_match

Capacity = tuple[CapacityMatch, Capability]


def find_capacity(company_id: int, requirement: Requirement) -> Capacity | None:
    """Whether the company can do as much as is asked; None where one of both does not say, or in another unit."""
    if requirement.annual_volume is None:
        return None
    query = select(Capability).where(
        Capability.company_id == company_id, Capability.process_id == requirement.process_id
    )
    return capacity_among(session().scalars(query), requirement)


def capacity_among(capabilities: Iterable[Capability], requirement: Requirement) -> Capacity | None:
    """The same of a company whose processes are loaded."""
    if requirement.annual_volume is None:
        return None
    own = next((each for each in capabilities if each.process_id == requirement.process_id), None)
    if own is None or own.annual_capacity is None:
        return None
    asked = Yearly(amount=requirement.annual_volume, unit=requirement.volume_unit)
    match = capacity_match(asked, Yearly(amount=own.annual_capacity, unit=own.capacity_unit))
    return None if match is None else (match, own)
