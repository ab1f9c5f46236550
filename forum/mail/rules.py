"""How mail is kept and when it is tried again: plain values in, plain values out."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
LEASE = timedelta(minutes=10)
ADDRESS = re.compile(r"(https?://[^\s<>]+)")
MOMENT, DAY = "$moment", "$day"


@dataclass(frozen=True, kw_only=True, slots=True)
class RenderedMail:
    """A mail ready to be sent: who to, what it says as text and as HTML, and perhaps a calendar part."""

    id: int
    to_email: str
    to_name: str
    subject: str
    text: str
    html: str
    calendar: dict[str, str] | None


def one_line(text: str) -> str:
    """A text without line breaks or control characters: nothing in it can start a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def next_attempt(attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many attempts: 1, 2, 4 … minutes, at most six hours; None when it is enough."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + min(timedelta(minutes=2 ** max(attempts - 1, 0)), LONGEST_WAIT)


def packed(value: Any) -> Any:
    """A value as JSON keeps it: moments and days are marked, so that they come back as what they were."""
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
    """What `packed` kept, as it was."""
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
    """A plain text in pieces: words without address, and addresses."""
    return [(piece, piece if n % 2 else None) for n, piece in enumerate(ADDRESS.split(text)) if piece]
