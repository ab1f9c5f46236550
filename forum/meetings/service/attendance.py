"""The requirements, requests and meetings of a person who will not attend, and of a buyer who is removed."""

from contextlib import suppress
from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked_all
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing, RequirementNotDraft
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import find_buyer, get_buyer
from forum.matchmaking.queries.requirements import list_open_requirement_ids
from forum.matchmaking.service import close_requirement, end_attendance, end_buyer, locked_buyer
from forum.meetings.enums import RequestState
from forum.meetings.errors import AlreadyAnswered, RequestExpired
from forum.meetings.queries.requests import list_open_ids, list_unscheduled_ids
from forum.meetings.service.accompanying import take_off_requests
from forum.meetings.service.answers import close_all, give_up
from forum.meetings.service.meetings import cancel_meetings_of, cancel_meetings_with
from forum.registration.service import lock_registration_of


def cancel_participation(person_id: int, *, edition_id: int, reason: str, now: datetime) -> None:
    """Close a buyer's requirements, withdraw a supplier's requests, and cancel the meetings of either.

    Requests that were accepted and have no meeting yet end like the open ones. The buyer and the requests are locked
    first: whoever is making meetings of them either has finished by the time the meetings are looked up, or is refused.
    """
    with atomic():
        buyer = find_buyer(person_id, edition_id=edition_id)
        if buyer is not None:
            locked_all(Buyer, [buyer.id])[0].accepted_at = None
            _close_demand(buyer, by=None, now=now)
        for request_id in (
            *list_open_ids(person_id=person_id, edition_id=edition_id),
            *list_unscheduled_ids(person_id=person_id, edition_id=edition_id),
        ):
            with suppress(AlreadyAnswered, RequestExpired):
                give_up(request_id, by=None, now=now)
        take_off_requests(person_id, edition_id=edition_id, by=None, now=now)
        cancel_meetings_of(person_id, edition_id=edition_id, reason=reason, now=now)


def remove_buyer(
    buyer_id: int,
    *,
    reason: str,
    keeps_badge: bool,
    withdrew: bool = False,
    edition: Edition,
    by: int,
    now: datetime,
) -> Buyer:
    """Remove a buyer: their requirements close, requests are declined, meetings cancelled, each supplier is told.

    Their table is free for others at once. `withdrew`: they dropped out themselves; their meetings are cancelled by
    their side then, as suppliers read it.

    What was, stays readable: who removed them, when, why, and with it the requests and the meetings that were held.

    Raises:
        ReasonMissing: there is no reason.
        NotFound: the edition has no such buyer.
        BuyerRemoved: they are removed already.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        person_id = get_buyer(buyer_id, edition_id=edition.id).person_id
        locked_all(Person, [person_id])
        registration_id = lock_registration_of(person_id, edition_id=edition.id)
        buyer = locked_buyer(buyer_id, edition_id=edition.id)
        buyer.accepted_at = None  # first: the mails to the suppliers name no profile that is gone
        _close_demand(buyer, by=by, now=now)
        side, words = Side.BUYER if withdrew else Side.ORGANISER, reason.strip()
        cancel_meetings_with(buyer, reason=words, side=side, edition=edition, by=by, now=now)
        end_buyer(buyer, reason=words, keeps_badge=keeps_badge, withdrew=withdrew, edition=edition, by=by, now=now)
        if not keeps_badge and registration_id is not None:
            end_attendance(registration_id, reason=reason.strip(), by=by, now=now)
    return buyer


def _close_demand(buyer: Buyer, *, by: int | None, now: datetime) -> None:
    """Close a locked buyer's requirements, and decline what they accepted and has no meeting yet."""
    for requirement_id in list_open_requirement_ids(buyer.id):
        with suppress(RequirementNotDraft):  # somebody closed it meanwhile
            close_requirement(requirement_id, by=by, now=now, is_told=False)
    accepted = list_unscheduled_ids(buyer_id=buyer.id, edition_id=buyer.edition_id)
    close_all(accepted, states=(RequestState.UNSCHEDULED,), by=by, now=now)
