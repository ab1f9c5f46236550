"""Sheets of requirements that were uploaded."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.database import one
from forum.matchmaking.models import Buyer, RequirementLoad


def load_for(person_id: int, load_id: int, *, edition_id: int) -> RequirementLoad:
    """A sheet that this person uploaded in this edition, with its buyer.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    query = (
        select(RequirementLoad)
        .join(Buyer, Buyer.id == RequirementLoad.buyer_id)
        .where(RequirementLoad.id == load_id, RequirementLoad.by_id == person_id, Buyer.edition_id == edition_id)
        .options(joinedload(RequirementLoad.buyer).options(joinedload(Buyer.company), joinedload(Buyer.person)))
    )
    return one(query)
