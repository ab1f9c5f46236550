"""A counter is taken back by the side that made it, while nobody answered: what it had answered stands again."""

from datetime import datetime
from typing import Any

from forum.accounts.queries import history_of
from forum.core.database import atomic, session
from forum.editions.models import Slot
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import list_representatives
from forum.meetings.enums import RequestChange
from forum.meetings.errors.answers import NothingToTakeBack
from forum.meetings.models import MeetingRequest, RequestEvent
from forum.meetings.notices import acted, notify_request
from forum.meetings.queries.requests import EAGER
from forum.meetings.rules.answers import ensure_takes_back, other_side, standing_counter
from forum.meetings.service.seating import lock_sides
from forum.meetings.service.steps import record_step, staff_acts_for, state_now


def snapshot(request: MeetingRequest) -> dict[str, Any]:
    """What a counter changes of a request, as it is kept in the history to be restored."""
    countered_at = request.countered_at
    return {
        "slot_id": request.preferred_slot_id,
        "person_id": request.person_id,
        "note": request.counter_note,
        "countered_at": None if countered_at is None else countered_at.isoformat(),
        "expires_at": request.expires_at.isoformat(),
    }


def take_back_counter(request_id: int, *, side: Side, by: int, now: datetime) -> MeetingRequest:
    """Take back what this side proposed instead of an answer: the answer is due from it again.

    Slot, person, message and deadline are what they were; a deadline that has passed meanwhile is the counter's. The
    staff (`Side.ORGANISER`) does it for the side that countered, and then both are told.

    Raises:
        AlreadyAnswered, AlreadyAccepted, RequestExpired, OnWaitingList: it is too late.
        NotYourRequest: the other side countered.
        NothingToTakeBack: there is no counter, or it is not known what it answered.
        SidesChanged: it was handed to somebody else meanwhile.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER)
        ours = other_side(request.awaiting) if side is Side.ORGANISER else side
        is_countered = request.countered_at is not None
        ensure_takes_back(state_now(request, now=now), request.awaiting, is_countered=is_countered, side=ours)
        _restore(request, _before(request.id), now=now)
        request.awaiting = ours
        record_step(request, by=by, now=now, change=RequestChange.TAKEN_BACK, acts_for=staff_acts_for(side, ours))
        edition, more = get_edition(request.edition_id), acted(request, side=side, ours=ours, by=by)
        for told in (other_side(ours), ours) if side is Side.ORGANISER else (other_side(ours),):
            notify_request("counter_taken_back", request, edition, to=told, now=now, **more)
        return request


def _before(request_id: int) -> dict[str, Any]:
    """How a locked request stood before the counter that stands now."""
    events = [event for event, _by in history_of(RequestEvent, request_id=request_id)]
    at = standing_counter([each.change for each in events])
    before: dict[str, Any] | None = None if at is None else events[at].detail.get("before")
    if before is None:
        raise NothingToTakeBack
    return before


def _restore(request: MeetingRequest, before: dict[str, Any], *, now: datetime) -> None:
    """A slot that is gone is asked for no more; who no longer represents the company does not come."""
    slot_id, countered_at = before["slot_id"], before["countered_at"]
    request.preferred_slot = None if slot_id is None else session().get(Slot, slot_id)
    people = {person.id: person for person in list_representatives(request.company_id)}
    request.person = people.get(before["person_id"], request.person)
    request.counter_note = before["note"]
    request.countered_at = None if countered_at is None else datetime.fromisoformat(countered_at)
    deadline = datetime.fromisoformat(before["expires_at"])
    request.expires_at = deadline if deadline > now else request.expires_at
    session().flush()
