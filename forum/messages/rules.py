"""The texts of a message and what stands in them, to whom it goes, when it leaves, and its state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from forum.core.i18n import N_
from forum.editions.rules import moment, to_local
from forum.exhibitors.enums import ExhibitorStatus
from forum.matchmaking.enums import SupplierStatus
from forum.meetings.enums import MeetingStatus, RequestState
from forum.messages.enums import LISTED, Anchor, Audience, MessageState
from forum.messages.errors import (
    EnglishIncomplete,
    HoursIncomplete,
    MessageScheduled,
    MessageSent,
    MomentPassed,
    PlaceholderOpen,
    TooLateToUndo,
    UnknownPlaceholder,
)
from forum.registration.enums import RegistrationStatus

LINK = "enlace"
PLACEHOLDERS: Mapping[str, str] = {
    "nombre": N_("nombre y apellidos de la persona"),
    "empresa": N_("su empresa u organización"),
    "evento": N_("nombre de la edición"),
    "fechas": N_("fechas del foro"),
    "sede": N_("sede del foro"),
    LINK: N_("enlace a su registro o, si entra con su cuenta, a su página de hoy"),
}
"""What texts may name between braces, and what is written in its place. The link is for texts, not for subjects."""

NAMED = re.compile(r"\{([^{}]*)\}")
BRACE = re.compile(r"[{}]")
LONGEST_SUBJECT, LONGEST_TEXT = 150, 5000

UNDO = timedelta(seconds=10)
"""How long a message waits, at least, so that its sender can still undo it."""
WRITING = timedelta(milliseconds=1)
"""How long writing one mail may take on a slow machine."""
LATEST = timedelta(days=1)
"""A message that could not leave on time, as without a worker, leaves up to so much later; then it is missed."""
MOST_DAYS = 365


STATES_OF: Mapping[Audience, type[StrEnum]] = {
    Audience.EXHIBITORS: ExhibitorStatus,
    Audience.MEETINGS: MeetingStatus,
    Audience.REQUESTS: RequestState,
    Audience.SUPPLIERS: SupplierStatus,
}
"""What the lines of the console's lists are filtered by."""


def state_of_list(audience: Audience, told: str | None) -> StrEnum | None:
    """The state by which a list is filtered, as it was told; None: all, also where there is no such state."""
    states = STATES_OF.get(audience)
    return states(told) if states is not None and told in set(states) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """To whom a message goes; status, category and ally are for registrations, as the desk filters them.

    `state`: the same of another list of the console. `ids`: the lines that were ticked in a list; None: all it finds.
    """

    audience: Audience = Audience.REGISTRATIONS
    text: str = ""
    category_id: int | None = None
    status: RegistrationStatus | None = None
    ally_id: int | None = None
    state: StrEnum | None = None
    ids: tuple[int, ...] | None = None

    @property
    def is_of_list(self) -> bool:
        """Whether it was chosen in a list, and not by what can be told of people."""
        return self.ids is not None or self.audience in LISTED

    def stored(self) -> dict[str, Any]:
        """As JSON; of people who are chosen neither by filters nor in a list nothing but the audience."""
        if self.ids is not None:
            return {"ids": list(self.ids)}
        if self.audience in LISTED:
            return _told({"text": self.text, "state": self.state})
        if self.audience is not Audience.REGISTRATIONS:
            return {}
        return _told(
            {"text": self.text, "category_id": self.category_id, "status": self.status, "ally_id": self.ally_id}
        )


def _told(filters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value}


def wanted_of(audience: Audience, stored: Mapping[str, Any]) -> Wanted:
    """What `stored` gave."""
    status, ids = stored.get("status"), stored.get("ids")
    return Wanted(
        state=state_of_list(audience, stored.get("state")),
        ids=tuple(ids) if ids is not None else None,
        audience=audience,
        text=stored.get("text", ""),
        category_id=stored.get("category_id"),
        status=RegistrationStatus(status) if status else None,
        ally_id=stored.get("ally_id"),
    )


def allowed(*, in_subject: bool = False) -> str:
    """The data that a text may name, as they are typed."""
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS if not (in_subject and name == LINK))


def ensure_subject(text: str) -> None:
    """Refuse a subject that names what there is not; a link is no part of a subject.

    Raises:
        UnknownPlaceholder, PlaceholderOpen
    """
    _ensure_known(text, in_subject=True)


def ensure_text(text: str) -> None:
    """Refuse a text that names what there is not.

    Raises:
        UnknownPlaceholder, PlaceholderOpen
    """
    _ensure_known(text, in_subject=False)


def _ensure_known(text: str, *, in_subject: bool) -> None:
    for name in NAMED.findall(text):
        if name not in PLACEHOLDERS or (in_subject and name == LINK):
            raise UnknownPlaceholder(name=name, allowed=allowed(in_subject=in_subject))
    if BRACE.search(NAMED.sub("", text)):
        raise PlaceholderOpen(allowed=allowed(in_subject=in_subject))


def ensure_english_whole(subject: str, text: str) -> None:
    """Refuse English of which one half is missing; without any, everybody reads Spanish.

    Raises:
        EnglishIncomplete
    """
    if bool(subject.strip()) != bool(text.strip()):
        raise EnglishIncomplete


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with the values in the places of their names, each looked at once: a value names nothing."""
    parts = _parts(text)
    return "".join(values.get(part, "") if number % 2 else part for number, part in enumerate(parts))


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[str, ...]:
    """A text in turns: what is written, the name of a datum, what is written …; cut once for all its readers."""
    return tuple(NAMED.split(text))


def pieces_of(text: str, values: Mapping[str, str]) -> list[str]:
    """A text with its values, cut where the link stands: that one is made when the mail is sent."""
    return [filled(piece, values) for piece in text.split(f"{{{LINK}}}")]


def whatsapp_link(phone: str, text: str) -> str:
    """The address that opens WhatsApp with a text for a number, `+52##########`; it sends nothing by itself."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}"


def anchor_day(anchor: Anchor, *, days: tuple[date, date], windows: Mapping[Anchor, datetime], zone: str) -> date:
    """The date from which the day of a message is counted; `days`: the first and the last of the forum."""
    if anchor is Anchor.STARTS:
        return days[0]
    return days[1] if anchor is Anchor.ENDS else to_local(windows[anchor], zone).date()


def due_on(day: date, days: int, clock: time, *, zone: str) -> datetime:
    """The moment some days after a date of the edition (negative: before), at an hour of the venue."""
    return moment(day + timedelta(days=days), clock, zone)


def is_due(due: datetime, *, now: datetime) -> bool:
    """Whether a scheduled message leaves now."""
    return due <= now < due + LATEST


def ensure_ahead(due: datetime, *, now: datetime) -> None:
    """Refuse a moment that has passed.

    Raises:
        MomentPassed
    """
    if due <= now:
        raise MomentPassed


def quiet_hours(starts: time | None, ends: time | None) -> tuple[time, time] | None:
    """From and until which hour nothing leaves, as it was typed; without either, None.

    Raises:
        HoursIncomplete: one is missing, or both are the same.
    """
    if starts is None and ends is None:
        return None
    if starts is None or ends is None or starts == ends:
        raise HoursIncomplete
    return starts, ends


def leaves_at(now: datetime, *, people: int, quiet: Sequence[time] | None, zone: str) -> datetime:
    """When the first mail of a message that is sent now may leave: later by what it takes to undo it, and not quiet.

    Writing the mails of many `people` takes a while, in which nobody can undo anything yet.
    `quiet`: from and until which hour of the venue nothing leaves; until may be of the next day (21:00 to 8:00).
    """
    first = now + UNDO + people * WRITING
    if quiet is None:
        return first
    starts, ends = quiet
    here = to_local(first, zone)
    is_over_midnight = starts > ends
    clock = here.time()
    is_quiet = (clock >= starts or clock < ends) if is_over_midnight else starts <= clock < ends
    if not is_quiet:
        return first
    is_evening = is_over_midnight and clock >= starts
    return moment(here.date() + timedelta(days=int(is_evening)), ends, zone)


def state_of(
    *, leaves_at: datetime | None, scheduled_at: datetime | None, due: datetime | None, now: datetime
) -> MessageState:
    """The state of a message: `leaves_at` is set once it is sent, `scheduled_at` while it waits for its moment."""
    if leaves_at is not None:
        return MessageState.LEAVING if now < leaves_at else MessageState.SENT
    if scheduled_at is None or due is None:
        return MessageState.DRAFT
    return MessageState.SCHEDULED if now < due + LATEST else MessageState.MISSED


def ensure_editable(*, leaves_at: datetime | None, scheduled_at: datetime | None) -> None:
    """Refuse to change, send or schedule what was sent or leaves by itself.

    Raises:
        MessageSent, MessageScheduled
    """
    if leaves_at is not None:
        raise MessageSent
    if scheduled_at is not None:
        raise MessageScheduled


def ensure_undoable(leaves_at: datetime | None, *, now: datetime) -> None:
    """Refuse to undo what was not sent, or has begun to leave.

    Raises:
        TooLateToUndo
    """
    if leaves_at is None or now >= leaves_at:
        raise TooLateToUndo
