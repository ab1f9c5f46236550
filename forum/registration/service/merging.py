"""One person who is registered twice in an edition: one registration stays, and the links of the other lead to it."""

from dataclasses import dataclass
from datetime import datetime

from forum.companies.service import release_ally_code
from forum.core.database import session
from forum.editions.models import Category
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.models import Registration
from forum.registration.rules import OVER
from forum.registration.service.places import change_status
from forum.registration.service.rights import keep_below


@dataclass(frozen=True, slots=True)
class Held:
    """A place that a registration held: of which category, and of which group."""

    category_id: int
    block_id: int | None


def end_merged(kept: Registration, merged: Registration, *, by: int, now: datetime) -> Held | None:
    """End a registration for another one of its person, which takes what it lacks; both are locked.

    Nobody is mailed and nothing is announced: what hangs on it has been moved. Returns the place it held, for the
    caller to free.
    """
    kept.organisation = kept.organisation or merged.organisation
    kept.position = kept.position or merged.position
    kept.sector = kept.sector or merged.sector
    kept.company_id = kept.company_id or merged.company_id
    _give_code(kept, merged)
    if merged.status is RegistrationStatus.APPROVED:
        _set_aside(kept, merged, now=now)
    held = Held(merged.category_id, merged.block_id) if merged.has_place else None
    merged.block_id = None
    merged.place_kept_at, merged.merged_into_id, kept.changed_at = None, kept.id, now
    if merged.status not in OVER:
        change_status(merged, RegistrationStatus.CANCELLED, by=by, now=now, canceller=Canceller.DESK)
    session().flush()
    return held


def _give_code(kept: Registration, merged: Registration) -> None:
    if merged.ally_code_id is None:
        return
    if kept.ally_code_id is None:
        kept.ally_code_id = merged.ally_code_id
    else:
        release_ally_code(merged.ally_code_id)
    merged.ally_code_id = None


def _set_aside(kept: Registration, merged: Registration, *, now: datetime) -> None:
    """Keep a right to attend of another kind for the day on which the stronger one ends."""
    category = session().get_one(Category, merged.category_id)
    if category.kind is session().get_one(Category, kept.category_id).kind:
        return
    keep_below(
        kept,
        category,
        company_id=merged.company_id,
        organisation=merged.organisation,
        position=merged.position,
        now=now,
    )
