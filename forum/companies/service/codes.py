"""Using an ally's code: uses are limited, so each is counted by one guarded UPDATE, never by reading first."""

import unicodedata
from datetime import datetime

from sqlalchemy import or_, select, update

from forum.companies.errors import CodeExpired, CodeUsedUp, UnknownCode
from forum.companies.models import AllyCode
from forum.core.database import atomic, session


def normal_code(text: str) -> str:
    """A code as it is stored: upper-case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def take_ally_code(code_text: str, *, edition_id: int, now: datetime) -> AllyCode:
    """Count one use of the code somebody typed.

    Raises:
        UnknownCode: there is no such code for this edition.
        CodeExpired: the code is no longer valid.
        CodeUsedUp: its cap is reached.
    """
    meant = (
        select(AllyCode.id)
        .where(
            AllyCode.code == normal_code(code_text),
            or_(AllyCode.edition_id.is_(None), AllyCode.edition_id == edition_id),
        )
        .order_by(AllyCode.edition_id.is_(None))
        .limit(1)
    )
    ours = AllyCode.id == meant.scalar_subquery()
    take = (
        update(AllyCode)
        .where(
            ours,
            or_(AllyCode.cap.is_(None), AllyCode.uses < AllyCode.cap),
            or_(AllyCode.expires_at.is_(None), AllyCode.expires_at > now),
        )
        .values(uses=AllyCode.uses + 1)
        .returning(AllyCode)
    )
    with atomic() as current:
        options = {"synchronize_session": False, "populate_existing": True}
        taken = current.scalars(take, execution_options=options).one_or_none()
        if taken is not None:
            return taken
        code = current.scalars(select(AllyCode).where(ours)).one_or_none()
        if code is None:
            raise UnknownCode
        if code.expires_at is not None and code.expires_at <= now:
            raise CodeExpired
        raise CodeUsedUp


def release_ally_code(ally_code_id: int) -> None:
    """Return one use of a code; never below zero."""
    give_back = update(AllyCode).where(AllyCode.id == ally_code_id, AllyCode.uses > 0).values(uses=AllyCode.uses - 1)
    with atomic() as current:
        current.execute(give_back, execution_options={"synchronize_session": False})


def is_code(ally_code_id: int | None, code_text: str) -> bool:
    """Whether somebody typed this code, which they hold."""
    held = None if ally_code_id is None else session().get(AllyCode, ally_code_id)
    return held is not None and held.code == normal_code(code_text)
