"""The requirements, requests and meetings of a person who will not attend."""

from contextlib import suppress
from datetime import datetime

from forum.core.database import atomic, locked
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import find_buyer
from forum.matchmaking.queries.requirements import list_published_ids
from forum.matchmaking.service.requirements import close_requirement
from forum.meetings.enums import DeclineReason
from forum.meetings.errors import AlreadyAnswered, RequestExpired
from forum.meetings.queries.requests import list_open_ids, list_unscheduled_ids
from forum.meetings.service.meetings import cancel_meetings_of
from forum.meetings.service.requests import decline_all, withdraw_request


def cancel_participation(person_id: int, *, edition_id: int, reason: str, now: datetime) -> None:
    """Close a buyer's requirements, withdraw a supplier's requests, and cancel the meetings of either.

    Requests that were accepted and have no meeting yet end like the open ones. The buyer and the requests are locked
    first: whoever is making meetings of them either has finished by the time the meetings are looked up, or is refused.
    """
    with atomic():
        buyer = find_buyer(person_id, edition_id=edition_id)
        if buyer is not None:
            locked(Buyer, buyer.id).accepted_at = None
            for requirement_id in list_published_ids(buyer.id):
                close_requirement(requirement_id, by=None, now=now)
            accepted = list_unscheduled_ids(buyer_id=buyer.id, edition_id=edition_id)
            decline_all(accepted, reason=DeclineReason.REQUIREMENT_CLOSED, by=None, now=now)
        for request_id in (
            *list_open_ids(person_id=person_id, edition_id=edition_id),
            *list_unscheduled_ids(person_id=person_id, edition_id=edition_id),
        ):
            with suppress(AlreadyAnswered, RequestExpired):
                withdraw_request(request_id, by=None, now=now)
        cancel_meetings_of(person_id, edition_id=edition_id, reason=reason, now=now)
