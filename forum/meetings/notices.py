"""The mails to both sides, each in their own language: plain values, rendered when the mail is sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.notices import queue_notice
from forum.meetings.models import Meeting, MeetingRequest, RequestDraft, SlotOffer
from forum.meetings.queries.invitations import is_unnamed, named_or_addressed
from forum.meetings.rules.digests import DIGESTS


def acting_name(by: int | None) -> str:
    """The name of the co-ordinator who did something for a side, as mails tell it."""
    return "" if by is None else session().get_one(Person, by).full_name


def acted(request: MeetingRequest, *, side: Side, ours: Side, by: int | None) -> dict[str, Any]:
    """Who of the staff (`side`) did something with a request for which company (`ours`); nothing for a side itself."""
    if side is not Side.ORGANISER:
        return {}
    company = request.buyer.company if ours is Side.BUYER else request.company
    return {"acted_by": acting_name(by), "acted_for": company.name}


def notify_request(
    message: str, request: MeetingRequest, edition: Edition, *, to: Side, now: datetime, **more: Any
) -> None:
    """Notify one side of a request (loaded with requirement, buyer, company, people and slot) of a change of it.

    Of an invitation everybody who acts for the company is told, until it says who comes. `more`: what this mail says
    besides, such as `acted`.
    """
    buyer = request.buyer
    of_company = named_or_addressed(request)
    other, other_company = (request.person, request.company) if to is Side.BUYER else (buyer.person, buyer.company)
    slot = request.preferred_slot
    context = {
        "request_id": request.id,
        "requirement_id": request.requirement_id,
        "requirement": request.requirement.title,
        "company": other_company.name,
        "profile_id": other_company.id if to is Side.BUYER else _profile_id(buyer),
        "person": other.full_name,
        "comes": None if is_unnamed(request) else request.person.full_name,
        "proposed_at": None if slot is None else slot.starts_at,
        "reason": request.reason,
        "note": request.counter_note or request.reason,
        "to_buyer": to is Side.BUYER,
        "awaits_you": to is request.awaiting,
        "status": request.status.value,
        "expires_at": request.expires_at,
        "decline_reason": request.decline_reason,
        "decline_note": request.decline_note,
        **more,
    }
    for recipient in [buyer.person] if to is Side.BUYER else of_company:
        _queue(message, recipient, edition, context, now=now)


def _profile_id(buyer: Buyer) -> int | None:
    """The company of a buyer, whose profile suppliers open; None once the buyer takes no part: it may be gone."""
    return None if buyer.accepted_at is None else buyer.company_id


def notify_drafts(drafts: Sequence[RequestDraft], edition: Edition, *, now: datetime) -> None:
    """Notify who wrote these drafts (loaded with requirement and buyer's company) which were sent, and which not."""
    told = [
        {"requirement": each.requirement.title, "company": each.requirement.buyer.company.name, "refusal": each.refusal}
        for each in drafts
    ]
    context = {
        "sent": [each for each in told if not each["refusal"]],
        "refused": [each for each in told if each["refusal"]],
    }
    _queue("drafts_sent", drafts[0].written_by, edition, context, now=now)


def notify_meeting(
    message: str,
    meeting: Meeting,
    edition: Edition,
    *,
    by_side: Side,
    untold: Side | None = None,
    now: datetime,
    **more: Any,
) -> None:
    """Notify the side that did not make the change of a meeting, or both if the organiser made it.

    `untold`: a side that has another mail about it. Who comes besides is told always, whichever side made the change.
    """
    for side in (Side.BUYER, Side.SUPPLIER):
        people = [(each.person, True) for each in meeting.companions_of(side)]
        if side not in {by_side, untold}:
            people = [(meeting.buyer.person if side is Side.BUYER else meeting.person, False), *people]
        change = {"by_side": by_side.value, "own": side is by_side, **more}
        for person, is_brought in people:
            context = {**_seen_from(meeting, side, is_brought=is_brought), **change}
            _queue(message, person, edition, context, now=now)


def _seen_from(meeting: Meeting, side: Side, *, is_brought: bool = False) -> dict[str, Any]:
    """What a mail to one side says of a meeting: `person` is who meets them, `also` are the names of the others.

    `is_brought`: it is to somebody who comes besides; a buyer's colleague need not be a buyer, and opens no profile.
    """
    buyer = meeting.buyer
    other, company = (meeting.person, meeting.company) if side is Side.BUYER else (buyer.person, buyer.company)
    across = meeting.companions_of(Side.SUPPLIER if side is Side.BUYER else Side.BUYER)
    seen_by_buyer = None if is_brought else company.id
    return {
        "meeting_id": meeting.id,
        "uid": meeting.uid,
        "sequence": meeting.sequence,
        "requirement": meeting.about,
        "company": company.name,
        "profile_id": seen_by_buyer if side is Side.BUYER else _profile_id(buyer),
        "person": other.full_name,
        "also": [each.person.full_name for each in across],
        "interpreter": buyer.interpreter,
        **place_and_time(meeting.slot, meeting.table),
    }


def notify_called(meeting: Meeting, edition: Edition, *, sides: Sequence[Side], now: datetime) -> None:
    """Notify everybody of these sides that they are expected at the table now."""
    for side in sides:
        main = meeting.buyer.person if side is Side.BUYER else meeting.person
        for person, is_brought in [(main, False), *((each.person, True) for each in meeting.companions_of(side))]:
            context = _seen_from(meeting, side, is_brought=is_brought)
            queue_notice("meetings/meeting_called", person, edition, context, now=now)


def notify_companion(
    message: str, meeting: Meeting, edition: Edition, *, person: Person, of: Side, by: int | None, now: datetime
) -> None:
    """Notify somebody who is brought to a meeting, or taken away; and the two who meet, but for who did it."""
    if person.id != by:
        host = meeting.buyer.person if of is Side.BUYER else meeting.person
        context = {**_seen_from(meeting, of, is_brought=True), "host": host.full_name}
        _queue(message, person, edition, context, now=now)
    for side, main in ((Side.BUYER, meeting.buyer.person), (Side.SUPPLIER, meeting.person)):
        if main.id != by:
            news = {"who": person.full_name, "comes": message == "companion_brought", "own": side is of}
            _queue("companions_changed", main, edition, {**_seen_from(meeting, side), **news}, now=now)


def notify_seated(meeting: Meeting, edition: Edition, *, person: Person, by: int, now: datetime) -> None:
    """Notify somebody who had joined a supplier's request that they come to its meeting; the others know it."""
    if person.id != by:
        context = {**_seen_from(meeting, Side.SUPPLIER), "host": meeting.person.full_name}
        _queue("companion_brought", person, edition, context, now=now)


def notify_absent(meeting: Meeting, edition: Edition, *, person: Person, why: str, now: datetime) -> None:
    """Notify somebody who had joined a supplier's request that they do not come to its meeting; `why`: the refusal."""
    context = {**_seen_from(meeting, Side.SUPPLIER), "host": meeting.person.full_name, "why": why}
    _queue("companion_absent", person, edition, context, now=now)


def notify_accompanying(
    request: MeetingRequest, edition: Edition, *, person: Person, comes: bool, by: int, now: datetime
) -> None:
    """Notify whom a request names that somebody joins it, or no longer; and them, but for who did it."""
    context = {
        "request_id": request.id,
        "requirement": request.requirement.title,
        "company": request.buyer.company.name,
        "profile_id": _profile_id(request.buyer),
        "host": request.person.full_name,
        "who": person.full_name,
        "comes": comes,
    }
    for recipient in {each.id: each for each in (request.person, person)}.values():
        if recipient.id != by:
            is_me = recipient.id == person.id
            _queue("accompanying_changed", recipient, edition, {**context, "is_me": is_me}, now=now)


def notify_joined(
    meeting: Meeting, request: MeetingRequest, edition: Edition, *, by_side: Side, comes: bool, now: datetime
) -> None:
    """Notify the side across that a request is talked about at a meeting both have; `comes`: its own person does too.

    Of the company who meets the buyer is told, and who would have come by the request.
    """
    to_buyer = by_side is Side.SUPPLIER
    seen = _seen_from(meeting, Side.BUYER if to_buyer else Side.SUPPLIER)
    context = {**seen, "topic": request.requirement.title, "asked": request.person.full_name, "to_buyer": to_buyer}
    people = [meeting.buyer.person] if to_buyer else [meeting.person, request.person]
    for person in {each.id: each for each in people}.values():
        own = {"is_me": person.id == request.person.id, "attends": comes, "host": meeting.person.full_name}
        own["is_host"] = person.id == meeting.person.id
        _queue("request_joined", person, edition, {**context, **own}, now=now)


def notify_topic_removed(
    meeting: Meeting, request: MeetingRequest, edition: Edition, *, by_side: Side, now: datetime
) -> None:
    """Notify the side that did not do it, or both, that a meeting is not about a request any more, but stands."""
    for side, person in ((Side.BUYER, meeting.buyer.person), (Side.SUPPLIER, meeting.person)):
        if side is not by_side:
            context = {**_seen_from(meeting, side), "topic": request.requirement.title}
            _queue("topic_removed", person, edition, context, now=now)


def notify_offer(message: str, offer: SlotOffer, edition: Edition, *, to: Sequence[Person], now: datetime) -> None:
    """Notify people of a company of a slot that is offered to it, or of how the offer ended."""
    request, slot = offer.request, offer.slot
    context = {
        "request_id": request.id,
        "offer_id": offer.id,
        "requirement": request.requirement.title,
        "company": request.buyer.company.name,
        "profile_id": _profile_id(request.buyer),
        "person": request.buyer.person.full_name,
        "starts_at": slot.starts_at,
        "slot_ends_at": slot.ends_at,
        "ends_at": offer.ends_at,
        "status": offer.status.value,
    }
    for recipient in to:
        _queue(message, recipient, edition, context, now=now)


def place_and_time(slot: Slot, table: MeetingTable) -> dict[str, Any]:
    """When and where a meeting is, for a mail."""
    return {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "hall": table.hall.name, "table": table.number}


def notify_zone(person: Person, edition: Edition, *, now: datetime) -> None:
    """Notify a person with meetings that the time zone of the edition was corrected."""
    _queue("zone_corrected", person, edition, {}, now=now)


def notify_table(person: Person, edition: Edition, *, table: MeetingTable, now: datetime) -> None:
    """Notify a buyer of their table."""
    _queue("table_assigned", person, edition, {"table": table.number, "hall": table.hall.name}, now=now)


def rearranged(
    meeting: Meeting, person_id: int, *, to: tuple[Slot, MeetingTable] | None, without: Person | None = None
) -> dict[str, Any]:
    """What one of a meeting reads of its new place, before it has it; `to` None: that it is over for them.

    `without`: who does not come besides any more.
    """
    buying = {meeting.buyer.person_id, *(each.person_id for each in meeting.companions_of(Side.BUYER))}
    slot, table = to or (meeting.slot, meeting.table)
    return {
        "meeting_id": meeting.id,
        "company": (meeting.company if person_id in buying else meeting.buyer.company).name,
        "was_at": meeting.slot.starts_at,
        "was_table": meeting.table.number,
        "starts_at": None if to is None else slot.starts_at,
        "table": table.number,
        "without": None if to is None or without is None else without.full_name,
    }


def notify_cleared(
    person: Person, edition: Edition, changes: Sequence[Any], *, reason: str, by: int, now: datetime
) -> None:
    """Notify a person, in one mail, of all their meetings that the co-ordinator moved or cancelled at once."""
    context = {"cleared": list(changes), "reason": reason, "acted_by": acting_name(by)}
    _queue("agenda_cleared", person, edition, context, now=now)


def placed(meeting: Meeting, person_id: int) -> dict[str, Any]:
    """What one of a new meeting reads of it, in a mail about several."""
    buys = person_id == meeting.buyer.person_id
    return {
        "company": (meeting.company if buys else meeting.buyer.company).name,
        "requirement": meeting.about,
        "starts_at": meeting.slot.starts_at,
        "table": meeting.table.number,
    }


def notify_filled(person: Person, edition: Edition, places: Sequence[Any], *, by: int, now: datetime) -> None:
    """Notify a person, in one mail, of all meetings that they got from the waiting lists."""
    context = {"filled": list(places), "acted_by": acting_name(by)}
    queue_notice("meetings/places_filled", person, edition, context, now=now)


def notify_availability(person: Person, edition: Edition, *, by: str, now: datetime) -> None:
    """Notify a person that somebody else changed the times at which they can come to meetings."""
    _queue("availability_changed", person, edition, {"by": by, "person_id": person.id}, now=now)


def _queue(message: str, person: Person, edition: Edition, context: dict[str, Any], *, now: datetime) -> None:
    queue_notice(f"meetings/{message}", person, edition, context, now=now, digest=DIGESTS.get(message))
