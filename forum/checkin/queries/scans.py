"""The scans of an edition as a list."""

from typing import Any

from sqlalchemy import Row, select

from forum.badges.models import Badge
from forum.checkin.models import Gate, Scan
from forum.core.paging import Page, rows_of


def list_scans(edition_id: int, *, number: int) -> Page[Row[Any]]:
    """Every scan at the gates of an edition with whose badge it was, the latest first."""
    ids = select(Scan.id).join(Gate, Gate.id == Scan.gate_id).where(Gate.edition_id == edition_id)
    query = (
        select(Scan, Badge.registration_id)
        .join(Gate, Gate.id == Scan.gate_id)
        .outerjoin(Badge, Badge.id == Scan.badge_id)
        .where(Gate.edition_id == edition_id)
        .order_by(Scan.received_at.desc(), Scan.id)
    )
    return rows_of(query, number=number, ids=ids)
