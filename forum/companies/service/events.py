"""What happened to a company, written down: who, when, what."""

from datetime import datetime
from typing import Any

from forum.companies.models import CompanyEvent
from forum.core.history import record


def record_event(company_id: int, kind: str, *, by: int | None, now: datetime, **detail: Any) -> None:
    """Write down one thing that happened; inside atomic()."""
    record(CompanyEvent(company_id=company_id, kind=kind, detail=detail), by=by, now=now)
