"""What matchmaking announces, in the transaction of the change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementClosed:
    """A requirement was closed: it takes no more requests. `by` is None where the system closed it."""

    requirement_id: int
    by: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SupplierApproved:
    """A company may ask for meetings from now on."""

    company_id: int
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementRetitled:
    """A requirement has another title."""

    requirement_id: int
    at: datetime
