"""When a person can come to meetings: the times of the slots of an edition, and what stands in each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from forum.meetings.enums import EngagementKind, SlotState
from forum.meetings.errors.engagements import EngagementPassed, MeetingInTheWay, TimesInDisorder
from forum.meetings.rules.board import BusyTime, Span, overlaps

Times = tuple[datetime, datetime]
LUNCH = timedelta(minutes=30)
"""The shortest pause in which people eat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTime:
    """A time at which slots of one or several halls are; `slot_id` is one of them."""

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime

    @property
    def times(self) -> Times:
        """Its start and end."""
        return self.starts_at, self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An engagement of a person, or several slots in a row that they marked."""

    id: int
    kind: EngagementKind
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    note: str = ""

    @property
    def times(self) -> Times:
        """Its start and end."""
        return self.starts_at, self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSlot:
    """A time of slots as one person has it."""

    slot_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    state: SlotState


def person_slots(
    times: Iterable[SlotTime], engagements: Collection[Held], meetings: Collection[BusyTime], *, now: datetime
) -> list[PersonSlot]:
    """The times ahead, and whether the person can come at each.

    A time that they marked can be freed again; one that lies in another engagement, or in a time they marked that only
    overlaps it, is taken by that.
    """
    marked = {each.times for each in engagements if each.kind is EngagementKind.SLOT}
    found = []
    for time in times:
        if time.starts_at <= now:
            continue
        span = Span(starts_at=time.starts_at, ends_at=time.ends_at)
        if _any_overlaps(span, meetings):
            state = SlotState.MEETING
        elif time.times in marked:
            state = SlotState.MARKED
        else:
            state = SlotState.ENGAGED if _any_overlaps(span, engagements) else SlotState.FREE
        found.append(
            PersonSlot(slot_id=time.slot_id, day=time.day, starts_at=time.starts_at, ends_at=time.ends_at, state=state)
        )
    return found


def _any_overlaps(span: Span, others: Iterable[BusyTime | Held]) -> bool:
    return any(overlaps(span, each) for each in others)


def listed_engagements(engagements: Iterable[Held], times: Iterable[SlotTime]) -> list[Held]:
    """Those that are no mark of one of these times: blocks, and marks of slots that were moved, blocked or removed."""
    shown = {each.times for each in times}
    return [each for each in engagements if each.kind is not EngagementKind.SLOT or each.times not in shown]


def joined(engagements: Iterable[Held]) -> list[Held]:
    """Engagements in order of time; marked slots that follow each other with a short pause are one."""
    found: list[Held] = []
    for each in sorted(engagements, key=lambda held: (held.starts_at, held.ends_at, held.id)):
        last = found[-1] if found else None
        if last is not None and last.kind is each.kind is EngagementKind.SLOT and _follows(last, each):
            found[-1] = replace(last, ends_at=each.ends_at)
        else:
            found.append(each)
    return found


def _follows(last: Held, each: Held) -> bool:
    """Whether the pause between the two is shorter than the second."""
    return each.starts_at - last.ends_at < each.ends_at - each.starts_at


def pauses(times: Iterable[SlotTime]) -> dict[date, list[Times]]:
    """The pauses of each day that are long enough to eat, between slots, in which no hall has one."""
    found: dict[date, list[Times]] = {}
    until: dict[date, datetime] = {}
    for time in sorted(times, key=lambda each: each.times):
        theirs = found.setdefault(time.day, [])
        since = until.get(time.day, time.starts_at)
        if time.starts_at - since >= LUNCH:
            theirs.append((since, time.starts_at))
        until[time.day] = max(since, time.ends_at)
    return found


def changed_marks(
    shown: Collection[Times], free: Collection[Times], marked: Collection[Times]
) -> tuple[set[Times], set[Times]]:
    """The times to mark and those to free: of the shown ones all are marked that are not free."""
    wanted = set(shown) - set(free)
    return wanted - set(marked), set(marked) & set(free) & set(shown)


def ensure_block(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    """Refuse a block that ends before it starts, or is over.

    Raises:
        TimesInDisorder, EngagementPassed
    """
    if ends_at <= starts_at:
        raise TimesInDisorder
    if ends_at <= now:
        raise EngagementPassed


def ensure_without_meetings(wanted: Iterable[Times], meetings: Sequence[BusyTime], *, who: str) -> None:
    """Refuse times at which the person meets somebody.

    Raises:
        MeetingInTheWay: with the first meeting.
    """
    for starts_at, ends_at in sorted(wanted):
        span = Span(starts_at=starts_at, ends_at=ends_at)
        for each in meetings:
            if overlaps(span, each):
                raise MeetingInTheWay(who=who, meeting_id=each.meeting_id)
