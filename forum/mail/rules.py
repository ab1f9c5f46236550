"""How a mail's context is stored, and when sending is tried again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
MOST_TOGETHER = 40
LEASE = timedelta(seconds=30)
"""How long a mail belongs to the run that is sending it, unless that run says that it still is."""
ADDRESS = re.compile(r"(https?://[^\s<>]+)")
FACT = re.compile(r"^[^\W\d_][^:.,;\n]{0,30}: (?!https?:)\S.*$", re.MULTILINE)
"""A line of a mail's text with a label and what it is: `Sede: Poliforum León`."""
MOMENT, DAY = "$moment", "$day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """A file that a mail takes along; `kind` is what its templates know it by (`{% if "badge" in attached %}`).

    `says` is what they say of it beside, in the recipient's language (`{{ attached.badge.says }}`).
    `draw` makes its bytes when it is sent: who only looks at a mail has nothing drawn.
    `shown`: a picture of its HTML, at `cid:` and its kind, which no mail program has to load from anywhere.
    `method`: of a calendar what it asks of the mail program (RFC 6047): it is a body of the mail then, and a file.
    """

    kind: str
    name: str
    mimetype: str
    draw: Callable[[], bytes]
    shown: bool = False
    says: str = ""
    method: str = ""


class Superseded(Exception):
    """What the mail says is not true any more, and a newer one says what is: it is not sent, and forgotten."""


Attach = Callable[[Mapping[str, Any], str], Iterable[Attached]]
"""What makes the files of a message, from its context and the language of its recipient."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """Mails that leave as one where they wait for the same address: their key, and how long each waits for others."""

    key: str
    waits: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedMail:
    """A mail ready to be sent: recipient, text, HTML, its files, and sometimes a calendar part.

    `unsubscribe`: where a mail program ends the subscription with one POST (RFC 8058); empty for necessary mails.
    """

    id: int
    message_id: str
    to_email: str
    to_name: str
    subject: str
    text: str
    html: str
    calendar: dict[str, str] | None
    unsubscribe: str = ""
    files: tuple[Attached, ...] = ()


def one_line(text: str) -> str:
    """A text without line breaks and control characters, so that it cannot add a header to the mail."""
    printed = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printed.split())


def preview_of(text: str) -> str:
    """What a list of mails shows beside the subject: the first fact of a mail's text, and its first sentence."""
    paragraphs = [one_line(ADDRESS.sub("", part)) for part in re.split(r"\n\s*\n", text.strip())]
    said = next(filter(None, paragraphs[1:]), "")
    fact = FACT.search(text)
    return f"{fact[0].strip()} · {said}" if fact and fact[0].strip() not in said else said


def next_attempt(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after N attempts: in 1, 2, 4 … minutes, at most six hours; None after the last attempt."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + min(timedelta(minutes=2 ** max(attempts - 1, 0)), LONGEST_WAIT)


def spread(count: int, *, starts_at: datetime, per_minute: int | None) -> Iterator[datetime]:
    """When each of so many mails may leave, no more than `per_minute` of them in any minute (None: all at once)."""
    pause = timedelta(minutes=1) / per_minute if per_minute else timedelta()
    return (starts_at + number * pause for number in range(count))


def packed(value: Any) -> Any:
    """A value as JSON; moments and dates are marked, so that `unpacked` restores them."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("naive datetime in a mail")
        return {MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, dict):
        return {str(key): packed(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [packed(each) for each in value]
    return value


def unpacked(value: Any) -> Any:
    """The value that `packed` stored."""
    if isinstance(value, dict):
        if MOMENT in value:
            return datetime.fromisoformat(value[MOMENT])
        if DAY in value:
            return date.fromisoformat(value[DAY])
        return {key: unpacked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    return value


def with_links(text: str) -> list[tuple[str, str | None]]:
    """A plain text as (part, address) pairs; the address is None for parts that are not links."""
    return [(piece, piece if n % 2 else None) for n, piece in enumerate(ADDRESS.split(text)) if piece]
