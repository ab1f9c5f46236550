"""Ticking off what a scanner said without network and the rules say otherwise."""

from datetime import datetime

from forum.checkin.models import ConflictReview, Scan
from forum.checkin.queries.conflicts import get_conflicting_scan
from forum.core.database import atomic, locked


def review_conflict(scan_id: str, *, edition_id: int, by: int, now: datetime) -> None:
    """Write down that somebody looked into a difference; the first who did stays.

    Raises:
        NotFound: there is no such difference in this edition.
    """
    with atomic() as current:
        scan = locked(Scan, get_conflicting_scan(scan_id, edition_id=edition_id).id)
        if current.get(ConflictReview, scan.id) is None:
            current.add(ConflictReview(scan_id=scan.id, at=now, by_id=by))


def reopen_conflict(scan_id: str, *, edition_id: int) -> None:
    """Take that back.

    Raises:
        NotFound: there is no such difference in this edition.
    """
    with atomic() as current:
        scan = locked(Scan, get_conflicting_scan(scan_id, edition_id=edition_id).id)
        review = current.get(ConflictReview, scan.id)
        if review is not None:
            current.delete(review)
