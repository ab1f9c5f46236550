"""Places of categories reserved for groups, for the organiser."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.orm import contains_eager

from forum.companies.models import Ally, AllyCode
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.editions.models import Category
from forum.registration.models import PlaceBlock


def list_blocks(edition_id: int) -> Sequence[Row[Any]]:
    """The reserved places of an edition with the name of their ally and code, those still reserved first."""
    query = (
        select(PlaceBlock, Ally.name.label("ally"), AllyCode.code)
        .join(PlaceBlock.category)
        .options(contains_eager(PlaceBlock.category))
        .outerjoin(Ally, Ally.id == PlaceBlock.ally_id)
        .outerjoin(AllyCode, AllyCode.id == PlaceBlock.ally_code_id)
        .where(Category.edition_id == edition_id)
        .order_by(PlaceBlock.released_at.is_not(None), Category.position, PlaceBlock.id)
    )
    return session().execute(query).all()


def block_in(edition_id: int, block_id: int) -> PlaceBlock:
    """Reserved places of this edition, with their category.

    Raises:
        NotFound: the edition has none with this id.
    """
    query = select(PlaceBlock).join(PlaceBlock.category).options(contains_eager(PlaceBlock.category))
    return one(query.where(PlaceBlock.id == block_id, Category.edition_id == edition_id))


def groups_of(edition_id: int) -> Sequence[Row[Any]]:
    """The allies, and their codes for many people in this edition: ally id, name, code id and code (None: the ally)."""
    here = or_(AllyCode.edition_id.is_(None), AllyCode.edition_id == edition_id)
    many = or_(AllyCode.cap.is_(None), AllyCode.cap > 1)
    query = select(Ally.id.label("ally_id"), Ally.name, AllyCode.id.label("code_id"), AllyCode.code).outerjoin(
        AllyCode, (AllyCode.ally_id == Ally.id) & here & many
    )
    return sorted(session().execute(query), key=lambda row: (sort_key(row.name), row.ally_id, row.code or ""))


def has_reserved(category_id: int) -> bool:
    """Whether an ally's code may still open a place of this category."""
    found = exists().where(
        PlaceBlock.category_id == category_id,
        PlaceBlock.ally_id.is_not(None),
        PlaceBlock.released_at.is_(None),
        PlaceBlock.taken < PlaceBlock.places,
    )
    return bool(session().scalar(select(found)))
