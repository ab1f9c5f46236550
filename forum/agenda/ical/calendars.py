"""Calendar files: a person's agenda as iCalendar bytes, values in, bytes out.

Event lines are written directly, because a tree of components takes more than ten times as long; the time zone block,
which is hard to get right, comes from `icalendar` and is cached. The tests check the bytes with `icalendar`, libical,
ical.js and vobject. Sources: RFC 5545 (format), RFC 5546 (methods), RFC 7986 (feeds).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote
from zoneinfo import ZoneInfo

PRODUCT = "-//Foro//Agenda de proveeduria//ES"
LINE_OCTETS = 75
UNTITLED = "—"
"""Written in place of an empty title: calendar apps refuse a property without a value."""
FIRST_ZONE_YEAR = 2023
"""Mexico abolished daylight saving in October 2022: from 2023 on a zone block is a single offset, −0600."""

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONG = re.compile(rb"\n[^\r]{%d,}" % (LINE_OCTETS + 1))
_DATES = re.compile(r"RDATE:(.*)\r\n")
_PARAMETER = str.maketrans({'"': "'", "\\": "/", "^": "^^"})
_PLAIN_URI = re.compile(r"[A-Za-z0-9:/?#\[\]@!$&'()*+,;=%._~-]*")


class Method(StrEnum):
    """What a calendar object asks of the app that receives it (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class EntryStatus(StrEnum):
    """Status of an entry. A cancelled meeting stays in the feed as CANCELLED, so that apps remove it."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Contact:
    """A name and a mail address: of the organiser of a calendar, or of the person invited."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One appointment.

    `uid` never changes; `sequence` rises with changes of time or place and with a cancellation. `is_free`: other
    appointments may lie within it.
    Raises ValueError when a time is naive or the entry does not end after it starts.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    last_modified: datetime
    status: EntryStatus = EntryStatus.CONFIRMED
    location: str = ""
    description: str = ""
    url: str = ""
    created: datetime | None = None
    categories: tuple[str, ...] = ()
    alarm_minutes: int | None = None
    is_free: bool = False

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None or self.last_modified.tzinfo is None:
            raise ValueError(f"naive time in calendar entry {self.uid}")
        if self.created is not None and self.created.tzinfo is None:
            raise ValueError(f"naive time in calendar entry {self.uid}")
        if self.ends_at <= self.starts_at:
            raise ValueError(f"calendar entry {self.uid} ends before it starts")
        if not self.uid or self.sequence < 0:
            raise ValueError("a calendar entry needs a uid and a sequence from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A person's calendar: its name, its organiser, its entries in order, and the zone of its times."""

    name: str
    organizer: Contact
    entries: tuple[CalendarEntry, ...]
    description: str = ""
    time_zone: str = "America/Mexico_City"
    refresh: timedelta = timedelta(minutes=30)
    source: str = ""


def calendar_feed(calendar: Calendar) -> bytes:
    """The calendar as a feed to subscribe to, with its refresh interval and its address.

    Equal calendars give equal bytes, so that `entity_tag` is the same until something changes.
    """
    ttl = _duration(calendar.refresh)
    source = [f"SOURCE;VALUE=URI:{url}"] if (url := _uri(calendar.source)) else []
    return _published(calendar, [f"REFRESH-INTERVAL;VALUE=DURATION:{ttl}", f"X-PUBLISHED-TTL:{ttl}", *source])


def calendar_download(calendar: Calendar) -> bytes:
    """The calendar as a file: the same entries, without the lines of a subscription."""
    return _published(calendar, [])


def invitation(
    entry: CalendarEntry,
    *,
    organizer: Contact,
    attendee: Contact,
    time_zone: str = "America/Mexico_City",
    answer: str = "NEEDS-ACTION",
    asks: bool = False,
) -> bytes:
    """The calendar part of a mail: a REQUEST, or a CANCEL when the entry is cancelled (RFC 5546, 3.2.2, 3.2.5).

    `answer`: the PARTSTAT, what the person answered so far; `asks`: whether an answer is wanted, and read.
    """
    cancelled = entry.status is EntryStatus.CANCELLED
    method = Method.CANCEL if cancelled else Method.REQUEST
    guest = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT"
    if not cancelled:
        guest += f";PARTSTAT={answer};RSVP={'TRUE' if asks else 'FALSE'}"
    contacts = f"{_contact('ORGANIZER', organizer)}\r\n{_contact(guest, attendee)}"
    return _document(_head(method, []), (entry,), contacts=contacts, time_zone=time_zone)


def media_type(method: Method = Method.PUBLISH) -> str:
    """The Content-Type of the bytes; it must repeat the method (RFC 6047, 2.4)."""
    return f"text/calendar; charset=utf-8; method={method.value}"


def entity_tag(data: bytes) -> str:
    """A strong entity tag of the bytes, without quotation marks, for `Response.set_etag`."""
    return blake2b(data, digest_size=16).hexdigest()


def plain_text(text: str) -> str:
    """The text in the form a calendar allows: line feeds for all line breaks, no control or surrogate characters.

    Only white space becomes an empty text: libical refuses a value without a visible character.
    """
    if _UNSAFE.search(text):
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _BREAK.sub("\n", text)))
    return "" if text.isspace() else text


def _published(calendar: Calendar, subscription: list[str]) -> bytes:
    """A METHOD:PUBLISH object: one ORGANIZER in every event, no ATTENDEE."""
    name = _text(calendar.name) or UNTITLED
    lines = [f"NAME:{name}", f"X-WR-CALNAME:{name}", f"X-WR-TIMEZONE:{calendar.time_zone}"]
    if description := _text(calendar.description):
        lines += [f"DESCRIPTION:{description}", f"X-WR-CALDESC:{description}"]
    head = _head(Method.PUBLISH, [*lines, *subscription])
    organizer = _contact("ORGANIZER", calendar.organizer)
    return _document(head, calendar.entries, contacts=organizer, time_zone=calendar.time_zone)


def _head(method: Method, lines: Iterable[str]) -> str:
    opening = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method.value}"
    return "\r\n".join([opening, *lines, ""])


def _document(head: str, entries: Sequence[CalendarEntry], *, contacts: str, time_zone: str) -> bytes:
    first = min((entry.starts_at.year for entry in entries), default=FIRST_ZONE_YEAR)
    last = max((entry.ends_at.year for entry in entries), default=FIRST_ZONE_YEAR)
    block = _zone_block(time_zone, min(first - 1, FIRST_ZONE_YEAR), last + 1)
    events = [_event(entry, contacts, time_zone) for entry in entries]
    return _LONG.sub(_fold, "".join([head, block, *events, "END:VCALENDAR\r\n"]).encode())


@lru_cache(maxsize=64)
def _zone_block(time_zone: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of whole years, so that the block changes once a year at most.

    Each RDATE stands on a line of its own: ical.js reads only the first value of a list.
    """
    from icalendar import Timezone

    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    block = Timezone.from_tzid(time_zone, first_date=first, last_date=last)
    block.pop("COMMENT", None)
    unfolded = str(block.to_ical(), "utf-8").replace("\r\n ", "")
    return _DATES.sub(lambda dates: "".join(f"RDATE:{each}\r\n" for each in dates[1].split(",")), unfolded)


def _event(entry: CalendarEntry, contacts: str, time_zone: str) -> str:
    stamp = _instant(entry.last_modified)
    summary = _text(entry.summary) or UNTITLED
    lines = [
        f"BEGIN:VEVENT\r\nUID:{_text(entry.uid)}\r\nSEQUENCE:{entry.sequence}\r\nSTATUS:{entry.status}\r\n"
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n{_times(entry, time_zone)}\r\nSUMMARY:{summary}\r\n{contacts}"
    ]
    if entry.created is not None:
        lines.append(f"CREATED:{_instant(entry.created)}")
    if location := _repeated(entry.location):
        lines.append(f"LOCATION:{location}")
    if description := _text(entry.description):
        lines.append(f"DESCRIPTION:{description}")
    if url := _uri(entry.url):
        lines.append(f"URL:{url}")
    if entry.categories:
        lines.append("CATEGORIES:" + ",".join(map(_repeated, entry.categories)))
    if entry.status is EntryStatus.CANCELLED or entry.is_free:
        lines.append("TRANSP:TRANSPARENT")
    elif entry.alarm_minutes is not None:
        lines.append(
            f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{summary}\r\nTRIGGER:-PT{entry.alarm_minutes}M\r\nEND:VALARM"
        )
    lines.append("END:VEVENT\r\n")
    return "\r\n".join(lines)


def _times(entry: CalendarEntry, time_zone: str) -> str:
    starts, ends = _local(entry.starts_at, time_zone), _local(entry.ends_at, time_zone)
    return f"DTSTART;TZID={time_zone}:{starts}\r\nDTEND;TZID={time_zone}:{ends}"


def _contact(name: str, contact: Contact) -> str:
    """An ORGANIZER or ATTENDEE line, folded here because every event repeats it.

    A parameter cannot contain a quotation mark, apps disagree about a backslash in it, RFC 6868 doubles its caret.
    """
    common_name = " ".join(plain_text(contact.name).translate(_PARAMETER).split())
    address = quote(contact.mail, safe="@+!$*'-._~")
    line = f'\n{name};CN="{common_name}":mailto:{address}'
    return _LONG.sub(_fold, line.encode()).decode()[1:]


def _text(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    if text.isspace() or not text.isprintable():
        text = plain_text(text).replace("\\", "\\\\").replace("\n", "\\n")
    elif "\\" in text:
        text = text.replace("\\", "\\\\")
    if "," in text:
        text = text.replace(",", "\\,")
    return text.replace(";", "\\;") if ";" in text else text


_repeated = lru_cache(maxsize=4096)(_text)
"""For texts that many entries share: a forum has hundreds of tables and thousands of agendas."""


def _uri(uri: str) -> str:
    """A URI value: not escaped as TEXT; characters outside its alphabet are percent-encoded."""
    if _PLAIN_URI.fullmatch(uri):
        return uri
    return quote(plain_text(uri), safe=":/?#[]@!$&'()*+,;=%._~-")


def _fold(line: re.Match[bytes]) -> bytes:
    """A long line in pieces of at most 75 octets, cut between characters (RFC 5545, 3.1)."""
    octets = line[0]
    pieces, start, room = [], 0, LINE_OCTETS + 1  # the match begins with the line feed before the line
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)


def _instant(moment: datetime) -> str:
    return f"{_digits(moment.astimezone(UTC))}Z"


@lru_cache(maxsize=8192)
def _local(moment: datetime, time_zone: str) -> str:
    """The local time; a forum has few slots and many people, so most answers are cached."""
    return _digits(moment.astimezone(ZoneInfo(time_zone)))


def _digits(moment: datetime) -> str:
    """`20260909T091500`, in a third of the time of `strftime`."""
    values = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return "%04d%02d%02dT%02d%02d%02d" % values  # noqa: UP031 - half the time of an f-string


def _duration(length: timedelta) -> str:
    """A DURATION value in whole minutes, at least one."""
    return f"PT{max(1, int(length.total_seconds()) // 60)}M"
