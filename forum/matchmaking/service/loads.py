"""Sheets of requirements: kept until they are confirmed, then made drafts in one change."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from forum.core.database import atomic, locked
from forum.editions.queries import get_edition
from forum.matchmaking.errors import NothingToLoad
from forum.matchmaking.models import Buyer, Requirement, RequirementLoad
from forum.matchmaking.notices import notify_loaded
from forum.matchmaking.service.requirements import Need, create_requirement

KEPT = timedelta(days=1)


def keep_load(buyer: Buyer, *, rows: Sequence[Sequence[str]], by: int, now: datetime) -> RequirementLoad:
    """Keep the rows of a sheet until somebody has read what becomes of them."""
    with atomic() as current:
        load = RequirementLoad(buyer_id=buyer.id, by_id=by, rows=[list(row) for row in rows], created_at=now)
        current.add(load)
    return load


def confirm_load(load_id: int, buyer: Buyer, *, needs: Sequence[Need], by: int, now: datetime) -> Sequence[Requirement]:
    """Make drafts of all of these needs; the buyer is told once where somebody else does it for them.

    Raises:
        NothingToLoad: there are none, or the sheet is loaded already.
        InvitationPending, BuyerRemoved: the buyer does not take part.
    """
    with atomic():
        load = locked(RequirementLoad, load_id, by_id=by)
        if load.loaded_at is not None or not needs:
            raise NothingToLoad
        load.loaded_at = now
        made = [create_requirement(buyer, need=need, by=by, now=now, is_told=False) for need in needs]
        if by != buyer.person_id:
            notify_loaded(buyer, len(made), get_edition(buyer.edition_id), now=now)
    return made


def delete_old_loads(*, now: datetime) -> None:
    """Delete the sheets that were uploaded more than a day ago."""
    with atomic() as current:
        current.execute(delete(RequirementLoad).where(RequirementLoad.created_at < now - KEPT))
