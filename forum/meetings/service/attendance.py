"""What becomes of a person's part in the meetings when they will not attend."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.parties import find_buyer
from forum.matchmaking.queries.requirements import published_ids
from forum.matchmaking.service.requirements import close_requirement
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.requests import EAGER, open_ids
from forum.meetings.rules.requests import status_now
from forum.meetings.service.meetings import free_person
from forum.meetings.service.requests import withdraw_request


def leave(person_id: int, *, edition_id: int, reason: str, now: datetime) -> None:
    """Free a person's meetings; a buyer's requirements close, a supplier's open requests are withdrawn.

    The buyer's row and the requests come first, under locks: whoever makes meetings of them at this moment is done when
    the meetings are looked up, or is refused.
    """
    with atomic():
        buyer = find_buyer(person_id, edition_id=edition_id)
        if buyer is not None:
            locked(Buyer, buyer.id).accepted_at = None
            for requirement_id in published_ids(buyer.id):
                close_requirement(requirement_id, by=None, now=now)
        for request_id in open_ids(person_id=person_id, edition_id=edition_id):
            request = locked(MeetingRequest, request_id, *EAGER)
            if status_now(request.status, request.expires_at, now=now) is RequestStatus.SENT:
                withdraw_request(request_id, by=None, now=now)
        free_person(person_id, edition_id=edition_id, reason=reason, now=now)
