"""Noting the places that become free, in the change that frees them; `service.places` offers them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert

from forum.core.database import on_commit, session
from forum.jobs import soon
from forum.matchmaking.models import Buyer
from forum.meetings.models import FreedPlace
from forum.meetings.queries.waitlist import is_offered, list_waiting_people

KEEP_OFFERS = "meetings.keep_offers"


def free_places(places: Iterable[tuple[int, int]], *, now: datetime) -> None:
    """Note the slots in which buyers became free (buyer and slot), where somebody waits; a job offers them.

    Inside the change that frees them. It locks nothing.
    """
    freed = list(places)
    people = list_waiting_people({buyer_id for buyer_id, _slot in freed}) if freed else {}
    waited = [(people[buyer_id], slot_id) for buyer_id, slot_id in freed if buyer_id in people]
    if waited:
        rows = [{"person_id": who, "slot_id": slot_id, "freed_at": now} for who, slot_id in waited]
        session().execute(insert(FreedPlace), rows)
        on_commit(lambda: soon(KEEP_OFFERS))


def tell_offered(*slot_ids: int) -> None:
    """Let a job tell at once whoever had a slot offered that somebody else takes; inside the change that takes it."""
    if is_offered(slot_ids):
        on_commit(lambda: soon(KEEP_OFFERS))


def keep_place(buyer: Buyer, slot_id: int) -> None:
    """Let a place of a buyer that became free be offered to nobody else; it stays free."""
    place = delete(FreedPlace).where(FreedPlace.person_id == buyer.person_id, FreedPlace.slot_id == slot_id)
    session().execute(place, execution_options={"synchronize_session": False})
