"""Codes reserved for the desk that no badge has yet."""

from typing import Any

from sqlalchemy import bindparam, select

from forum.badges.models import ReservedCode
from forum.core.prepared import Prepared

UNUSED = (ReservedCode.used_at.is_(None), ReservedCode.voided_at.is_(None))
"""No badge has the code, and it opens doors meanwhile."""

_ONE = Prepared(
    select(ReservedCode.code).where(
        ReservedCode.code == bindparam("code"), ReservedCode.edition_id == bindparam("edition_id"), *UNUSED
    )
)
_OF_NO_BADGE = Prepared(
    select(ReservedCode.code, ReservedCode.category_id, ReservedCode.reserved_at, ReservedCode.voided_at)
    .where(ReservedCode.edition_id == bindparam("edition_id"), ReservedCode.used_at.is_(None))
    .order_by(ReservedCode.reserved_at, ReservedCode.code)
)


def is_reserved(code: str, *, edition_id: int) -> bool:
    """Whether the code is reserved for the desk of this edition and no badge has it yet."""
    return bool(_ONE.rows(code=code, edition_id=edition_id))


def list_of_no_badge(edition_id: int) -> list[Any]:
    """The codes reserved for the desk that no badge has, the void ones too, the earliest first."""
    return _OF_NO_BADGE.rows(edition_id=edition_id)
