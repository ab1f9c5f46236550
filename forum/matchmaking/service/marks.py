"""What one side marks of the other for itself. Nobody is told, and the history is who marked last and when."""

from datetime import datetime

from sqlalchemy import select, update

from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked_all, session
from forum.matchmaking.enums import Mark
from forum.matchmaking.models import Buyer, RequirementMark, SupplierMark

Marked = SupplierMark | RequirementMark


def mark_supplier(company_id: int, mark: Mark | None, *, buyer_id: int, by: int, now: datetime) -> None:
    """Set a buyer's mark of a company; None takes it away."""
    with atomic() as current:
        lock_rows(Buyer, [buyer_id])
        kept = current.get(SupplierMark, (buyer_id, company_id), populate_existing=True)
        _set(kept, SupplierMark(buyer_id=buyer_id, company_id=company_id), mark, by=by, now=now)


def mark_requirement(requirement_id: int, mark: Mark | None, *, company_id: int, by: int, now: datetime) -> None:
    """Set a company's mark of a requirement; None takes it away."""
    with atomic() as current:
        locked_all(Company, [company_id])
        kept = current.get(RequirementMark, (company_id, requirement_id), populate_existing=True)
        _set(kept, RequirementMark(company_id=company_id, requirement_id=requirement_id), mark, by=by, now=now)


def _set(kept: Marked | None, new: Marked, mark: Mark | None, *, by: int, now: datetime) -> None:
    """Change what is kept, or keep what is new. Whose mark it is is locked: two who mark at once take turns."""
    if mark is not None:
        row = new if kept is None else kept
        row.mark, row.marked_at, row.marked_by_id = mark, now, by
        session().add(row)
    elif kept is not None:
        session().delete(kept)


def hand_marks(leaver_id: int, successor_id: int) -> None:
    """Give a buyer's marks to the (locked) colleague who takes the agenda over; what that one has marked stands."""
    own = select(SupplierMark.company_id).where(SupplierMark.buyer_id == successor_id)
    given = session().scalars(
        select(SupplierMark.company_id).where(SupplierMark.buyer_id == leaver_id, SupplierMark.company_id.not_in(own))
    )
    theirs = update(SupplierMark).where(SupplierMark.buyer_id == leaver_id, SupplierMark.company_id.in_(given.all()))
    session().execute(theirs.values(buyer_id=successor_id), execution_options={"synchronize_session": False})
