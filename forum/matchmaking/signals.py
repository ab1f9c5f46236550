"""What matchmaking announces, in the same transaction as the change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RequirementClosed:
    """A requirement takes no more requests: those without an answer are to be declined. `by` is None for the system."""

    requirement_id: int
    by: int | None
    at: datetime
