"""Places of a category reserved for a group: an ally, one of its codes, or a delegation.

All places of a block count as taken in its category while it is reserved, so nobody else gets one and the quota holds
by itself. Released, those that nobody of the group took are free again. Categories are locked before blocks.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update

from forum.companies.models import AllyCode
from forum.core.database import atomic, locked, session
from forum.core.errors import NotFound
from forum.editions.models import Category
from forum.editions.queries import category_in
from forum.registration.errors import BlockBelowTaken, BlockReleased, CategoryFull
from forum.registration.models import PlaceBlock, Registration
from forum.registration.rules.offers import ensure_block_size
from forum.registration.service.places import (
    QUIETLY,
    give_back,
    give_back_in_block,
    lock_categories,
    promote_in_block,
    promote_waiting,
    take_in_block,
    take_place,
)


def reserve_places(
    edition_id: int,
    *,
    category_id: int,
    places: int,
    name: str,
    ally_id: int | None,
    ally_code_id: int | None,
    release_at: datetime | None,
    by: int | None,
    now: datetime,
) -> PlaceBlock:
    """Reserve places of a category; who of the group waits there gets one at once.

    Raises:
        NotFound: the edition has no such category.
        CategoryFull: it has not so many places left.
    """
    ensure_block_size(places)
    with atomic():
        category = category_in(edition_id, category_id)
        lock_categories(category_id)
        take_places_of(category, places)
        block = PlaceBlock(
            category_id=category_id,
            name=name,
            ally_id=ally_id,
            ally_code_id=ally_code_id,
            places=places,
            taken=0,
            release_at=release_at,
            created_at=now,
            created_by_id=by,
        )
        session().add(block)
        session().flush()
        promote_in_block(block, now=now)
        return block


def take_places_of(category: Category, places: int) -> None:
    """Take several places of a category that is locked.

    Raises:
        CategoryFull: it has not so many left.
    """
    after = Category.places_taken + places
    free = or_(Category.quota.is_(None), after <= Category.quota)
    take = update(Category).where(Category.id == category.id, free).values(places_taken=after)
    taken = session().execute(take, execution_options=QUIETLY)
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise CategoryFull(category=category.name_es)


def change_block(
    block_id: int, *, edition_id: int, places: int, release_at: datetime | None, by: int, now: datetime
) -> None:
    """Reserve more or fewer places, or release them at another moment.

    Raises:
        NotFound: the edition has no such block.
        BlockReleased: it was released meanwhile.
        BlockBelowTaken: more of the group have a place than that.
        CategoryFull: the category has not so many places left.
    """
    ensure_block_size(places)
    with atomic():
        block = _locked_block(block_id, edition_id=edition_id)
        if places < block.taken:
            raise BlockBelowTaken(taken=block.taken)
        more = places - block.places
        if more > 0:
            take_places_of(session().get_one(Category, block.category_id), more)
        block.places, block.release_at = places, release_at
        block.changed_at, block.changed_by_id = now, by
        session().flush()
        promote_in_block(block, now=now)
        if more < 0:
            give_back(block.category_id, -more)
            promote_waiting(block.category_id, now=now)


def release_block(block_id: int, *, edition_id: int, by: int | None, now: datetime) -> int:
    """Release the places that nobody of the group took; returns how many.

    Raises:
        NotFound: the edition has no such block.
        BlockReleased: it was released before.
    """
    with atomic():
        block = _locked_block(block_id, edition_id=edition_id)
        left = block.places - block.taken
        block.released_at, block.released_by_id = now, by
        session().flush()
        give_back(block.category_id, left)
        promote_waiting(block.category_id, now=now)
        return left


def release_due_blocks(*, now: datetime) -> int:
    """Release the blocks whose day has come; returns how many."""
    due = (
        select(PlaceBlock.id, Category.edition_id)
        .join(Category, Category.id == PlaceBlock.category_id)
        .where(PlaceBlock.release_at <= now, PlaceBlock.released_at.is_(None))
    )
    released = 0
    for block_id, edition_id in session().execute(due).all():
        try:
            release_block(block_id, edition_id=edition_id, by=None, now=now)
        except BlockReleased:
            continue
        released += 1
    return released


def _locked_block(block_id: int, *, edition_id: int) -> PlaceBlock:
    """A block that still reserves, locked after its category."""
    query = select(PlaceBlock.category_id).join(Category, Category.id == PlaceBlock.category_id)
    category_id = session().scalar(query.where(PlaceBlock.id == block_id, Category.edition_id == edition_id))
    if category_id is None:
        raise NotFound
    lock_categories(category_id)
    block = locked(PlaceBlock, block_id)
    if block.released_at is not None:
        raise BlockReleased
    return block


def take_for_group(category_id: int, code: AllyCode | None) -> tuple[bool, int | None]:
    """Take a place for somebody with this code: one that is reserved for them, else any.

    Returns whether there was one, and of which block.
    """
    if code is not None:
        open_ones = select(PlaceBlock.id).where(
            PlaceBlock.category_id == category_id,
            PlaceBlock.released_at.is_(None),
            PlaceBlock.taken < PlaceBlock.places,
            is_for(code),
        )
        for block_id in session().scalars(open_ones.order_by(PlaceBlock.ally_code_id.is_(None), PlaceBlock.id)).all():
            if take_in_block(block_id):
                return True, block_id
    return take_place(category_id), None


def is_for(code: AllyCode) -> ColumnElement[bool]:
    """That a block is for whoever has this code."""
    of_ally = and_(PlaceBlock.ally_id == code.ally_id, PlaceBlock.ally_code_id.is_(None))
    return or_(PlaceBlock.ally_code_id == code.id, of_ally)


def take_for(registration: Registration, category_id: int) -> bool:
    """Take a place for a locked registration that holds none in this category; remembers of which block."""
    code = None
    if registration.ally_code_id is not None:
        code = session().get(AllyCode, registration.ally_code_id)
    placed, registration.block_id = take_for_group(category_id, code)
    return placed


def move_into_block(registration: Registration, block: PlaceBlock, *, now: datetime) -> None:
    """Let a locked registration in the block's category have one of its places; the one it held is freed.

    Raises:
        CategoryFull: the block has none left.
    """
    if registration.block_id == block.id:
        return
    lock_categories(block.category_id)
    held, before = registration.has_place, registration.block_id
    if not take_in_block(block.id):
        raise CategoryFull(category=block.name)
    registration.block_id = block.id
    session().flush()
    if held and not (before is not None and give_back_in_block(before)):
        give_back(block.category_id, 1)
        promote_waiting(block.category_id, now=now)
