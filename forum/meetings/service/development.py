"""Following what suppliers lacked, and keeping the list of who helps them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.editions.rules import end_of_day, to_local
from forum.meetings.enums import HelpKind, Lacking, LackState
from forum.meetings.errors.development import LackClosed, NothingToFollow
from forum.meetings.models import LackEvent, LackHelper, SupplierLack
from forum.meetings.queries.lacking import list_compared
from forum.meetings.rules.development import CLOSED, thing_of
from forum.meetings.rules.lacking import lacks_in


def follow_lacks(edition_id: int, *, by: int, now: datetime) -> int:
    """Follow whatever suppliers lack and is not followed yet; returns how many things that are.

    Raises:
        NothingToFollow: the forum is not over.
    """
    with atomic() as current:
        edition = locked(Edition, edition_id)
        if end_of_day(edition.ends_on, edition.time_zone) > now:
            raise NothingToFollow
        compared = list_compared(edition_id, today=to_local(now, edition.time_zone).date())
        lacked = {
            (each.company_id, lack.what, thing_of(lack)) for each in compared for lack, _condition in lacks_in(each)
        }
        new = sorted(lacked - _known(edition_id))
        rows = [
            SupplierLack(
                edition_id=edition_id,
                company_id=company_id,
                what=what,
                thing=thing,
                state=LackState.PENDING,
                changed_at=now,
                changed_by_id=by,
            )
            for company_id, what, thing in new
        ]
        current.add_all(rows)
        current.flush()
        for row in rows:
            record(LackEvent(lack_id=row.id, state=row.state), by=by, now=now)
    return len(rows)


def _known(edition_id: int) -> set[tuple[int, Lacking, str]]:
    query = select(SupplierLack.company_id, SupplierLack.what, SupplierLack.thing)
    rows = session().execute(query.where(SupplierLack.edition_id == edition_id))
    return {(company_id, what, thing) for company_id, what, thing in rows}


def change_lack(lack_id: int, *, edition_id: int, state: LackState, note: str, by: int, now: datetime) -> None:
    """Write down how far a thing is; a change of nothing writes nothing."""
    with atomic():
        lack = locked(SupplierLack, lack_id, edition_id=edition_id)
        if (lack.state, lack.note) == (state, note.strip()):
            return
        lack.state, lack.note = state, note.strip()
        lack.changed_at, lack.changed_by_id = now, by
        record(LackEvent(lack_id=lack_id, state=state, note=lack.note), by=by, now=now)


def claim_lack(lack_id: int, *, edition_id: int, company_id: int, by: int, now: datetime) -> None:
    """Write down that a company says it has what it lacked; the staff confirms it.

    Raises:
        LackClosed: the staff has closed it.
    """
    with atomic():
        lack = locked(SupplierLack, lack_id, edition_id=edition_id, company_id=company_id)
        if lack.state in CLOSED:
            raise LackClosed
        if lack.claimed_at is None:
            lack.claimed_at = now
            record(LackEvent(lack_id=lack_id, state=lack.state, claimed=True), by=by, now=now)


def add_helper(edition_id: int, *, organisation: str, kind: HelpKind, page: str, covers: Sequence[str]) -> LackHelper:
    """Add who helps suppliers."""
    with atomic() as current:
        helper = LackHelper(
            edition_id=edition_id, organisation=organisation, kind=kind, page=page, covers=sorted(covers)
        )
        current.add(helper)
    return helper


def change_helper(
    helper_id: int, *, edition_id: int, organisation: str, kind: HelpKind, page: str, covers: Sequence[str]
) -> None:
    """Change who helps suppliers, or with what."""
    with atomic():
        helper = locked(LackHelper, helper_id, edition_id=edition_id)
        helper.organisation, helper.kind, helper.page = organisation, kind, page
        helper.covers = sorted(covers)


def remove_helper(helper_id: int, *, edition_id: int) -> None:
    """Take one out of the list."""
    with atomic() as current:
        current.delete(locked(LackHelper, helper_id, edition_id=edition_id))


def copy_helpers(source_id: int, edition_id: int) -> None:
    """Give a copy of an edition the helpers of the other."""
    rows = session().scalars(select(LackHelper).where(LackHelper.edition_id == source_id).order_by(LackHelper.id)).all()
    for each in rows:
        add_helper(edition_id, organisation=each.organisation, kind=each.kind, page=each.page, covers=each.covers)
