"""Allies and their codes, for the organiser."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from forum.companies.models import Ally, AllyCode
from forum.core.collation import sort_key
from forum.core.database import found, session


def list_allies(edition_id: int) -> Sequence[tuple[Ally, int, int]]:
    """Every ally by name, with the number of its codes in an edition and of their uses."""
    of_edition = or_(AllyCode.edition_id.is_(None), AllyCode.edition_id == edition_id)
    query = (
        select(Ally, func.count(AllyCode.id), func.coalesce(func.sum(AllyCode.uses), 0))
        .outerjoin(AllyCode, (AllyCode.ally_id == Ally.id) & of_edition)
        .group_by(Ally.id)
    )
    return sorted((row._tuple() for row in session().execute(query)), key=lambda row: sort_key(row[0].name))


def ally_with_codes(ally_id: int, *, edition_id: int) -> tuple[Ally, Sequence[AllyCode]]:
    """An ally and its codes for an edition, newest first.

    Raises:
        NotFound: there is no such ally.
    """
    ally = found(session().get(Ally, ally_id))
    of_edition = or_(AllyCode.edition_id.is_(None), AllyCode.edition_id == edition_id)
    query = select(AllyCode).where(AllyCode.ally_id == ally_id, of_edition).order_by(AllyCode.id.desc())
    return ally, session().scalars(query).all()
