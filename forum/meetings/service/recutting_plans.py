"""What dividing a day of a hall otherwise does to the meetings on it; it changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.shown import digest_of_shown
from forum.editions.models import Day, Edition, MeetingTable, Slot
from forum.editions.queries.frame import slots_of
from forum.editions.rules.recutting import Recut, match_slots
from forum.editions.rules.slots import SlotRule, Span, cut_day, find_overlap, spans_of
from forum.meetings.models import Meeting, SlotOffer
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.clearing import list_hours_of, list_seated_buyers
from forum.meetings.queries.meetings import list_scheduled_in
from forum.meetings.queries.waitlist import list_open_offers
from forum.meetings.rules.board import BoardSlot, overlaps
from forum.meetings.rules.clearing import Limits, new_places
from forum.meetings.service.elsewhere import leaving_of
from forum.meetings.signals import Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Retimed:
    """What becomes of a meeting: its new time, and the table; without a time it ends."""

    meeting: Meeting
    slot: Span | None
    table: MeetingTable
    without: None = None

    @property
    def ends(self) -> bool:
        """Whether the meeting is cancelled."""
        return self.slot is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecutPlan:
    """What would happen: to the slots, to each meeting in one that changes, to hours, and to offers that are open.

    `people`: everybody who gets a mail about their meetings. `following`: how many of these go on in their slot.
    `changed`: the slots that get another time, or are dropped.
    """

    hall_id: int
    day_id: int
    recut: Recut
    fates: Sequence[Retimed]
    hours: Mapping[int, Sequence[Span]]
    offers: Sequence[SlotOffer]
    unchanged: int
    slots: Sequence[Span]
    people: Mapping[int, Person]
    following: int
    changed: Collection[int]

    @property
    def ending(self) -> int:
        """Number of meetings that end."""
        return sum(each.ends for each in self.fates)

    @property
    def touched(self) -> Touched:
        """What changes with it."""
        return Touched(meeting_ids={each.meeting.id for each in self.fates}, slot_ids=self.changed)

    @property
    def digest(self) -> str:
        """What the plan says, in a few characters: who confirms it confirms exactly this."""
        fates = [(each.meeting.id, each.meeting.sequence, str(each.slot), each.table.id) for each in self.fates]
        slots = [(each.starts_at.timestamp(), each.ends_at.timestamp()) for each in self.slots]
        offers = sorted(each.id for each in self.offers)
        return digest_of_shown(self.hall_id, self.day_id, slots, sorted(self.recut.dropped), fates, offers)


def plan_recut(hall_id: int, *, day: Day, rule: SlotRule, edition: Edition, now: datetime) -> RecutPlan:
    """What dividing the rest of a day otherwise does; slots that have begun stay as they are.

    Raises:
        BadSlotRule: the rule gives no slot.
    """
    rows = slots_of(hall_id, day.id)
    begun = [each for each in rows if each.starts_at <= now]
    ahead = {each.id: Span(each.starts_at, each.ends_at) for each in rows if each.starts_at > now}
    past = [Span(each.starts_at, each.ends_at) for each in begun]
    wanted = [
        span
        for span in spans_of(cut_day(rule), day.date, edition.time_zone)
        if span.starts_at > now and find_overlap([span], past) is None
    ]
    closed = [each.id for each in rows if each.blocked_reason]
    recut = match_slots(ahead, wanted, closed=closed)
    changed = {slot_id for slot_id, span in ahead.items() if recut.becomes.get(slot_id) != span}
    meetings = list_scheduled_in(ahead)
    leaving = [each for each in meetings if each.slot_id in changed]
    board = _Board(hall_id=hall_id, day=day, begun=begun, ahead=rows, recut=recut, wanted=wanted)
    hours = _hours(hall_id, ahead, wanted, leaving)
    found = _places(leaving, meetings, board, hours, edition, now=now)
    offers = [each for each in list_open_offers(edition_id=edition.id) if each.slot_id in changed]
    fates = [Retimed(meeting=each, slot=found.get(each.id), table=_table(each, hall_id)) for each in leaving]
    return RecutPlan(
        hall_id=hall_id,
        day_id=day.id,
        recut=recut,
        fates=fates,
        hours=hours,
        offers=offers,
        unchanged=len(meetings) - len(leaving),
        slots=wanted,
        people={person.id: person for each in leaving for person in each.people},
        changed=changed,
        following=sum(not each.ends and recut.becomes.get(each.meeting.slot_id) == each.slot for each in fates),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """The day as it will be: the slots that have begun, and the times that are wanted."""

    hall_id: int
    day: Day
    begun: Sequence[Slot]
    ahead: Sequence[Slot]
    recut: Recut
    wanted: Sequence[Span]

    def of(self, table_id: int, hours: Sequence[Span], taken: Mapping[tuple[int, Span], int]) -> list[BoardSlot]:
        """The board at a table whose buyer is there in these hours; `taken`: by whom, of those who stay."""
        blocked = {span for slot in self.ahead if slot.blocked_reason and (span := self.recut.becomes.get(slot.id))}
        return [
            BoardSlot(
                slot_id=number,
                table_id=table_id,
                hall_id=self.hall_id,
                day=self.day.date,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                blocked=span in blocked,
                at_table=span in hours,
                table_meeting_id=taken.get((table_id, span)),
            )
            for number, span in enumerate(self.wanted)
        ]


def _table(meeting: Meeting, hall_id: int) -> MeetingTable:
    """The buyer's table where it is in this hall, else the one of the meeting."""
    own = meeting.buyer.table_id
    table = None if own is None else session().get_one(MeetingTable, own)
    return meeting.table if table is None or table.hall_id != hall_id else table


def _hours(
    hall_id: int, ahead: Mapping[int, Span], wanted: Sequence[Span], meetings: Sequence[Meeting]
) -> dict[int, list[Span]]:
    """The new times at which each buyer of the hall is at the table: those that overlap with hours or meetings."""
    starts = {span.starts_at for span in ahead.values()}
    buyers: dict[int, list[Span]] = {each.id: [] for each in list_seated_buyers(hall_id=hall_id)}
    for buyer_id, starts_at, ends_at in list_hours_of(buyers.keys()):
        if starts_at in starts:
            buyers[buyer_id].append(Span(starts_at, ends_at))
    for each in meetings:
        buyers.setdefault(each.buyer_id, []).append(Span(each.slot.starts_at, each.slot.ends_at))
    return {
        buyer_id: [span for span in wanted if any(overlaps(span, time) for time in times)]
        for buyer_id, times in buyers.items()
    }


def _places(
    leaving: Sequence[Meeting],
    meetings: Sequence[Meeting],
    board: _Board,
    hours: Mapping[int, Sequence[Span]],
    edition: Edition,
    *,
    now: datetime,
) -> dict[int, Span]:
    """The new time of each meeting: that of its slot, else the nearest at which everybody is free.

    A buyer's spare slots are no reason to end a meeting.
    """
    gone = {each.id for each in leaving}
    taken = {
        (each.table_id, Span(each.slot.starts_at, each.slot.ends_at)): each.id
        for each in meetings
        if each.id not in gone
    }
    tables: dict[int, int] = defaultdict(int)
    for each in leaving:
        tables[each.buyer_id] = _table(each, board.hall_id).id
    boards = {buyer_id: board.of(table_id, hours[buyer_id], taken) for buyer_id, table_id in tables.items()}
    values = [leaving_of(each) for each in leaving]
    people = {person_id for each in values for person_id in each.everybody}
    busy = list_busy_times(edition.id, person_ids=people) if people else []
    limits = Limits(spare=0, walking=edition.walking_minutes, now=now)
    numbers = {span: number for number, span in enumerate(board.wanted)}
    goes_on = {slot_id: numbers[span] for slot_id, span in board.recut.becomes.items()}
    own = {each.id: goes_on[each.slot_id] for each in leaving if each.slot_id in goes_on}
    found = new_places(values, boards, busy, closed=(), limits=limits, own=own)
    return {meeting_id: board.wanted[number] for meeting_id, number in found.items()}
