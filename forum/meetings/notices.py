"""What the two sides are told by mail, each in their own language; plain values, rendered when the mail is sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition, MeetingTable, Slot
from forum.mail.service import Recipient, queue_mail, queue_mails
from forum.meetings.models import Meeting, MeetingRequest, Side, Supplier
from forum.meetings.queries.drafts import Missed, Told
from forum.meetings.rules.reasons import SENTENCES


def tell_request(message: str, request: MeetingRequest, edition: Edition, *, to: Side, now: datetime) -> None:
    """Tell one side of a request (loaded with requirement, buyer, company and people) what became of it."""
    buyer = request.buyer
    reader, other = (buyer.person, request.person) if to is Side.BUYER else (request.person, buyer.person)
    other_company = request.company if to is Side.BUYER else buyer.company
    _send(
        f"meetings/{message}",
        reader,
        edition,
        {
            "request_id": request.id,
            "requirement": request.requirement.title,
            "company": other_company.name,
            "person": other.full_name,
            "reason": request.reason,
            "expires_at": request.expires_at,
            "decline_reason": request.decline_reason,
            "decline_note": request.decline_note,
        },
        now=now,
    )


def tell_meeting(
    message: str, meeting: Meeting, edition: Edition, *, by_side: Side, now: datetime, **more: Any
) -> None:
    """Tell whoever did not do it what became of a meeting: the other side, or both when the organiser did."""
    for side in (Side.BUYER, Side.SUPPLIER):
        if side is not by_side:
            _tell_side(f"meetings/{message}", meeting, edition, to=side, by_side=by_side, more=more, now=now)


def _tell_side(
    message: str, meeting: Meeting, edition: Edition, *, to: Side, by_side: Side, more: dict[str, Any], now: datetime
) -> None:
    buyer = meeting.buyer
    reader, other = (buyer.person, meeting.person) if to is Side.BUYER else (meeting.person, buyer.person)
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
    _send(message, reader, edition, context, now=now)


def place_and_time(slot: Slot, table: MeetingTable) -> dict[str, Any]:
    """When and where, for a mail."""
    return {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "hall": table.hall.name, "table": table.number}


def tell_supplier(supplier: Supplier, person: Person, edition: Edition, *, now: datetime) -> None:
    """Tell somebody of a supplier what was decided on its taking part."""
    context = {"company": supplier.company.name, "status": supplier.status.value, "reason": supplier.reason}
    _send("meetings/supplier_decided", person, edition, context, now=now)


def tell_table(person: Person, edition: Edition, *, table: MeetingTable, now: datetime) -> None:
    """Tell a buyer at which table they sit."""
    _send("meetings/table_assigned", person, edition, {"table": table.number, "hall": table.hall.name}, now=now)


def tell_agendas(
    edition: Edition, agenda: Iterable[tuple[str, Told]], *, missed: Iterable[Missed], now: datetime
) -> int:
    """Tell everybody whom a published timetable concerns, in one mail each; how many have an address.

    `agenda` are its meetings, each "made", "moved" or "dropped"; `missed` the requests without a place: the supplier is
    told why, and so is the buyer who had said yes.
    """
    letters: dict[int, dict[str, Any]] = {}
    people: dict[int, Person] = {}

    def note(reader: Person, kind: str, item: dict[str, Any]) -> None:
        people[reader.id] = reader
        empty = {"edition": edition.name, "edition_slug": edition.slug, "made": [], "moved": [], "dropped": []}
        letters.setdefault(reader.id, {**empty, "missed": []})[kind].append(item)

    for kind, meeting in agenda:
        note(meeting.host, kind, _agenda_item(meeting, meeting.guest, meeting.guest_company))
        note(meeting.guest, kind, _agenda_item(meeting, meeting.host, meeting.host_company))
    for request in missed:
        note(request.guest, "missed", _missed_item(request, request.host_company))
        if request.accepted:
            note(request.host, "missed", _missed_item(request, request.guest_company))
    recipients = ((_reader(people[id]), letter) for id, letter in letters.items())
    return queue_mails("meetings/agenda_published", recipients=recipients, now=now)


def _agenda_item(meeting: Told, other: Person, company: str) -> dict[str, Any]:
    return {
        "starts_at": meeting.starts_at,
        "hall": meeting.hall,
        "table": meeting.table,
        "person": other.full_name,
        "company": company,
        "requirement": meeting.requirement,
    }


def _missed_item(request: Missed, company: str) -> dict[str, Any]:
    """The sentence stays what it is until it is read, in the reader's language."""
    return {
        "company": company,
        "requirement": request.requirement,
        "sentence": SENTENCES[request.reason],
        "numbers": dict(request.numbers),
    }


def _reader(person: Person) -> Recipient:
    return Recipient(person.email, person.full_name, person.language)


def _send(message: str, reader: Person, edition: Edition, context: dict[str, Any], *, now: datetime) -> None:
    queue_mail(
        message,
        to=reader.email,
        name=reader.full_name,
        language=reader.language,
        context={"edition": edition.name, "edition_slug": edition.slug, **context},
        now=now,
    )
