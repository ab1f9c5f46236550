"""Registrations in bulk, as an import makes and changes them: rows as they are written, places taken at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, update

from forum.companies.enums import Sector
from forum.core.database import session
from forum.core.search import fold
from forum.core.tokens import new_token
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryFull
from forum.registration.service.places import QUIETLY, lock_categories


def registration_values(
    edition_id: int,
    *,
    person_id: int,
    category_id: int,
    organisation: str,
    position: str,
    sector: Sector | None,
    now: datetime,
) -> dict[str, Any]:
    """An approved registration as a row that is written in bulk; its place is taken by `take_places`."""
    return {
        "edition_id": edition_id,
        "person_id": person_id,
        "category_id": category_id,
        "status": RegistrationStatus.APPROVED,
        "organisation": organisation,
        "organisation_folded": fold(organisation),
        "position": position,
        "sector": sector,
        "link_nonce": new_token(),
        "created_at": now,
        "changed_at": now,
    }


def event_values(
    registration_id: int, *, reason: str, changes: Mapping[str, Any], by: int, now: datetime
) -> dict[str, Any]:
    """What the history of such a registration says, as a row that is written in bulk."""
    return {
        "registration_id": registration_id,
        "status": RegistrationStatus.APPROVED,
        "reason": reason,
        "changes": dict(changes),
        "at": now,
        "by_id": by,
    }


def take_places(wanted: Mapping[int, int]) -> None:
    """Take this many places of these categories, all of them or none.

    Raises:
        CategoryFull: a category has not so many left.
    """
    lock_categories(*wanted)
    for category_id, places in sorted(wanted.items()):
        after = Category.places_taken + places
        free = or_(Category.quota.is_(None), after <= Category.quota)
        taken = update(Category).where(Category.id == category_id, free).values(places_taken=after)
        if session().execute(taken, execution_options=QUIETLY).rowcount != 1:  # type: ignore[attr-defined]
            raise CategoryFull(category=session().get_one(Category, category_id).name_es)
