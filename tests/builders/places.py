"""Places reserved for groups."""

from datetime import datetime

from forum.companies.models import AllyCode
from forum.core.clock import utc_now
from forum.editions.models import Category
from forum.registration.models import PlaceBlock
from forum.registration.service.blocks import reserve_places


def a_block(
    category: Category, code: AllyCode, *, places: int = 1, of_code: bool = False, release_at: datetime | None = None
) -> PlaceBlock:
    """Places of a category for the ally of a code, or for that code alone."""
    return reserve_places(
        category.edition_id,
        category_id=category.id,
        places=places,
        name="",
        ally_id=code.ally_id,
        ally_code_id=code.id if of_code else None,
        release_at=release_at,
        by=None,
        now=utc_now(),
    )
