"""The mails to both sides, each in their own language: plain values, rendered when the mail is sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.notices import queue_notice
from forum.meetings.models import Meeting, MeetingRequest, RequestDraft, SlotOffer
from forum.meetings.queries.invitations import is_unnamed, named_or_addressed


def notify_request(message: str, request: MeetingRequest, edition: Edition, *, to: Side, now: datetime) -> None:
    """Notify one side of a request (loaded with requirement, buyer, company, people and slot) of a change of it.

    Of an invitation everybody who acts for the company is told, until it says who comes.
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
        "person": other.full_name,
        "comes": None if is_unnamed(request) else request.person.full_name,
        "proposed_at": None if slot is None else slot.starts_at,
        "reason": request.reason,
        "note": request.counter_note or request.reason,
        "to_buyer": to is Side.BUYER,
        "expires_at": request.expires_at,
        "decline_reason": request.decline_reason,
        "decline_note": request.decline_note,
    }
    for recipient in [buyer.person] if to is Side.BUYER else of_company:
        queue_notice(f"meetings/{message}", recipient, edition, context, now=now)


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
    queue_notice("meetings/drafts_sent", drafts[0].written_by, edition, context, now=now)


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

    `untold`: a side that has another mail about it.
    """
    for side in (Side.BUYER, Side.SUPPLIER):
        if side not in {by_side, untold}:
            _notify_side(f"meetings/{message}", meeting, edition, to=side, by_side=by_side, more=more, now=now)


def _notify_side(
    message: str, meeting: Meeting, edition: Edition, *, to: Side, by_side: Side, more: dict[str, Any], now: datetime
) -> None:
    buyer = meeting.buyer
    recipient, other = (buyer.person, meeting.person) if to is Side.BUYER else (meeting.person, buyer.person)
    other_company = meeting.company if to is Side.BUYER else buyer.company
    context = {
        "meeting_id": meeting.id,
        "uid": meeting.uid,
        "sequence": meeting.sequence,
        "requirement": meeting.request.requirement.title if meeting.request is not None else "",
        "company": other_company.name,
        "person": other.full_name,
        "by_side": by_side.value,
        "interpreter": buyer.interpreter,
        **place_and_time(meeting.slot, meeting.table),
        **more,
    }
    queue_notice(message, recipient, edition, context, now=now)


def notify_offer(message: str, offer: SlotOffer, edition: Edition, *, to: Sequence[Person], now: datetime) -> None:
    """Notify people of a company of a slot that is offered to it, or of how the offer ended."""
    request, slot = offer.request, offer.slot
    context = {
        "request_id": request.id,
        "offer_id": offer.id,
        "requirement": request.requirement.title,
        "company": request.buyer.company.name,
        "person": request.buyer.person.full_name,
        "starts_at": slot.starts_at,
        "slot_ends_at": slot.ends_at,
        "ends_at": offer.ends_at,
        "status": offer.status.value,
    }
    for recipient in to:
        queue_notice(f"meetings/{message}", recipient, edition, context, now=now)


def place_and_time(slot: Slot, table: MeetingTable) -> dict[str, Any]:
    """When and where a meeting is, for a mail."""
    return {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "hall": table.hall.name, "table": table.number}


def notify_zone(person: Person, edition: Edition, *, now: datetime) -> None:
    """Notify a person with meetings that the time zone of the edition was corrected."""
    queue_notice("meetings/zone_corrected", person, edition, {}, now=now)


def notify_table(person: Person, edition: Edition, *, table: MeetingTable, now: datetime) -> None:
    """Notify a buyer of their table."""
    queue_notice("meetings/table_assigned", person, edition, {"table": table.number, "hall": table.hall.name}, now=now)
