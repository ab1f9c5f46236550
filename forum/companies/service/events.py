"""The history of a company: who changed what, and when."""

from datetime import datetime
from typing import Any

from forum.companies.models import CompanyEvent
from forum.core.history import record


def record_event(company_id: int, kind: str, *, by: int | None, now: datetime, **detail: Any) -> None:
    """Record one change of a company; inside atomic()."""
    record(CompanyEvent(company_id=company_id, kind=kind, detail=detail), by=by, now=now)
