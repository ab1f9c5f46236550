"""Answers of calendar programs to invitations: what a mail with METHOD:REPLY says (RFC 5546, 3.2.3)."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any

from forum.agenda.enums import CalendarAnswer

LARGEST = 100_000
MAILTO = "mailto:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: of whom, to which invitation, about which SEQUENCE, and when it was given.

    `organizer`: the address that it answers to, as the calendar repeats it.
    """

    uid: str
    sequence: int
    attendee: str
    organizer: str
    answer: CalendarAnswer
    at: datetime


def reply_in(data: bytes) -> Reply | None:
    """The answer that a mail brings; None in any other mail, and where it is not one that can be understood."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        return next((reply for part in message.walk() if (reply := _reply_of(part))), None)
    except (ValueError, KeyError, LookupError, TypeError, AttributeError):  # what strangers write, in any form
        return None


def _reply_of(part: Message) -> Reply | None:
    if part.get_content_type() not in {"text/calendar", "application/ics"}:
        return None
    text = part.get_payload(decode=True)
    if not isinstance(text, bytes) or len(text) > LARGEST:
        return None
    from icalendar import Calendar

    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        return None
    attendee = event["ATTENDEE"]  # exactly one in a REPLY
    stamp = event.decoded("DTSTAMP")
    return Reply(
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
        attendee=_address(attendee),
        organizer=_address(event["ORGANIZER"]),
        answer=CalendarAnswer(str(attendee.params["PARTSTAT"]).lower()),
        at=stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC),
    )


def _address(value: Any) -> str:
    text = str(value)
    return (text[len(MAILTO) :] if text.lower().startswith(MAILTO) else text).strip().casefold()
