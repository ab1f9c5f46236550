"""Where buyers go whose hall or table takes no more: a free table of another hall, their meetings at the same hours."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.clearing import list_hours_of, list_open_slots_of
from forum.meetings.queries.tables import list_seats_in
from forum.meetings.rules.board import BoardSlot, Span, overlaps
from forum.meetings.rules.clearing import Leaving, Limits, best_tables, new_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The new table of each buyer and their hours there, and the new slot of each meeting; who finds none is not in."""

    tables: dict[int, MeetingTable] = field(default_factory=dict)
    hours: dict[int, set[int]] = field(default_factory=dict)
    slots: dict[int, Slot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The open slots of the other halls, and who sits where in them already."""

    slots: dict[int, list[tuple[Slot, date]]]
    taken: set[tuple[int, int]]

    def free_at(self, table: MeetingTable) -> set[datetime]:
        """The hours at which a table is free."""
        here = self.slots.get(table.hall_id, ())
        return {slot.starts_at for slot, _day in here if (table.id, slot.id) not in self.taken}

    def board(self, table: MeetingTable, hall_id: int, hours: Collection[Span]) -> list[BoardSlot]:
        """The board of a buyer at this table, who is at it whenever they were at their former one."""
        return [
            BoardSlot(
                slot_id=slot.id,
                table_id=table.id,
                hall_id=hall_id,
                day=day,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                blocked=False,
                at_table=any(overlaps(slot, each) for each in hours),
                table_meeting_id=0 if (table.id, slot.id) in self.taken else None,
            )
            for slot, day in self.slots.get(hall_id, ())
        ]


def find_elsewhere(
    buyer_ids: Collection[int],
    meetings: Sequence[Meeting],
    tables: Sequence[MeetingTable],
    *,
    edition: Edition,
    now: datetime,
) -> Elsewhere:
    """A free one of these tables for each buyer, and where their meetings go; it changes nothing."""
    frame = _read_frame(tables, {each.hall_id for each in tables}, now=now)
    times: dict[int, list[datetime]] = {buyer_id: [] for buyer_id in sorted(buyer_ids)}
    for each in meetings:
        if each.buyer_id in times:
            times[each.buyer_id].append(each.slot.starts_at)
    found = best_tables(times, {each.id: frame.free_at(each) for each in tables})
    by_id = {each.id: each for each in tables}
    given = {buyer_id: (by_id[at], by_id[at].hall_id) for buyer_id, at in found.items()}
    return _settle(given, meetings, frame, edition=edition, now=now)


def move_to_hall(
    buyers: Sequence[Buyer],
    meetings: Sequence[Meeting],
    table: MeetingTable,
    *,
    hall_id: int,
    edition: Edition,
    now: datetime,
) -> Elsewhere:
    """Where the meetings of a table go that stands in another hall from now on, with its buyers."""
    frame = _read_frame([table], {hall_id}, now=now)
    who = {each.id for each in buyers} | {each.buyer_id for each in meetings}
    return _settle(dict.fromkeys(who, (table, hall_id)), meetings, frame, edition=edition, now=now)


def _read_frame(tables: Sequence[MeetingTable], hall_ids: Collection[int], *, now: datetime) -> _Frame:
    slots: dict[int, list[tuple[Slot, date]]] = defaultdict(list)
    for slot, day in list_open_slots_of(hall_ids, now=now):
        slots[slot.hall_id].append((slot, day))
    return _Frame(slots=slots, taken=list_seats_in([each.id for each in tables]))


def _settle(
    places: Mapping[int, tuple[MeetingTable, int]],
    meetings: Sequence[Meeting],
    frame: _Frame,
    *,
    edition: Edition,
    now: datetime,
) -> Elsewhere:
    """The boards of buyers at their new tables, each in a hall, and the nearest place of each of their meetings."""
    hours: dict[int, list[Span]] = defaultdict(list)
    for buyer_id, starts_at, ends_at in list_hours_of(places.keys()):
        hours[buyer_id].append(Span(starts_at=starts_at, ends_at=ends_at))
    boards = {buyer_id: frame.board(table, hall_id, hours[buyer_id]) for buyer_id, (table, hall_id) in places.items()}
    leaving = [leaving_of(each) for each in meetings if each.buyer_id in places]
    people = {person_id for each in leaving for person_id in each.everybody}
    busy = list_busy_times(edition.id, person_ids=people) if people else []
    gone = {each.id for each in meetings}
    limits = Limits(spare=edition.buyer_spare_slots_per_day, walking=edition.walking_minutes, now=now)
    found = new_places(
        leaving, boards, [each for each in busy if each.meeting_id not in gone], closed=(), limits=limits
    )
    rows = {slot.id: slot for slots in frame.slots.values() for slot, _day in slots}
    return Elsewhere(
        tables={buyer_id: table for buyer_id, (table, _hall) in places.items()},
        hours={buyer_id: {slot.slot_id for slot in board if slot.at_table} for buyer_id, board in boards.items()},
        slots={meeting_id: rows[slot_id] for meeting_id, slot_id in found.items()},
    )


def leaving_of(meeting: Meeting) -> Leaving:
    """A meeting as the rules read it when it leaves its place."""
    return Leaving(
        meeting_id=meeting.id,
        buyer_id=meeting.buyer_id,
        buyer_person_id=meeting.buyer.person_id,
        company_id=meeting.company_id,
        person_ids=frozenset({meeting.person_id, *(other.person_id for other in meeting.companions)}),
        starts_at=meeting.slot.starts_at,
    )
