"""Codes that the desk hands out without network: reserved beforehand, and given to a badge once we know whose it is."""

import secrets
from datetime import datetime

from sqlalchemy import func, select, update

from forum.badges.enums import RevokedFor
from forum.badges.errors import CodeNotReserved
from forum.badges.models import Badge, ReservedCode
from forum.badges.queries.reserved import UNUSED
from forum.badges.rules import new_code
from forum.core.database import atomic, lock_rows, session
from forum.editions.models import Category, Edition

MOST_OF_EDITION = 5000
"""Codes that wait for a badge: each is a record in the roster of every scanner."""


def reserve_codes(edition_id: int, *, device: str, count: int, by: int, now: datetime) -> dict[int, list[str]]:
    """Fill up the codes that a device holds to `count` for every category; returns all it holds, by category.

    Fewer where the codes of the whole edition would become too many. Asking again gives the same codes again.
    """
    with atomic() as current:
        lock_rows(Edition, [edition_id])  # of two requests of a device the second sees what the first reserved
        of_edition = select(ReservedCode).where(ReservedCode.edition_id == edition_id, *UNUSED)
        room = MOST_OF_EDITION - (current.scalar(select(func.count()).select_from(of_edition.subquery())) or 0)
        categories = current.scalars(select(Category.id).where(Category.edition_id == edition_id).order_by(Category.id))
        held: dict[int, list[str]] = {category_id: [] for category_id in categories}
        mine = of_edition.where(ReservedCode.device == device).order_by(ReservedCode.reserved_at, ReservedCode.code)
        for each in current.scalars(mine):
            held[each.category_id].append(each.code)
        for category_id, codes in held.items():
            missing = max(0, min(count - len(codes), room))
            for code in sorted(new_code(secrets.token_bytes) for _ in range(missing)):
                reserved = ReservedCode(code=code, edition_id=edition_id, category_id=category_id, device=device)
                reserved.reserved_at, reserved.reserved_by_id = now, by
                current.add(reserved)
                codes.append(code)
            room -= missing
    return held


def void_codes(edition_id: int, *, now: datetime, device: str | None = None, code: str | None = None) -> None:
    """Let the codes that a device holds, or one code, open nothing any more; one that a badge has stays."""
    unused = (
        update(ReservedCode)
        .where(ReservedCode.edition_id == edition_id, *UNUSED)
        .filter_by(**({"code": code} if device is None else {"device": device}))
    )
    session().execute(unused.values(voided_at=now), execution_options={"synchronize_session": False})


def give_reserved_code(registration_id: int, code: str, *, edition_id: int, reason: str, by: int, now: datetime) -> int:
    """Let the valid badge of an approved registration be the one that the desk handed out; returns its id.

    A badge that was issued in this very moment takes the code; one that may be in somebody's hands is revoked for it.

    Raises:
        CodeNotReserved: the code was not reserved in this edition, or another badge has it.
    """
    with atomic() as current:
        reserved = current.get(ReservedCode, code, with_for_update=True, populate_existing=True)
        if reserved is None or reserved.edition_id != edition_id or reserved.used_at is not None:
            raise CodeNotReserved
        reserved.used_at = now
        valid = select(Badge).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
        badge = current.scalars(valid.with_for_update()).one_or_none()
        if badge is not None and badge.issued_at == now:
            badge.code = code
        else:
            if badge is not None:
                badge.revoked_at, badge.revoked_for = now, RevokedFor.REISSUED
                badge.revoked_reason, badge.revoked_by_id = reason, by
                current.flush()
            badge = Badge(registration_id=registration_id, code=code, issued_at=now)
            current.add(badge)
        current.flush()
        return badge.id
