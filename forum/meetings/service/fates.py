"""What becomes of each meeting when something is cleared, as values, before it is done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from forum.accounts.models import Person
from forum.core.shown import digest_of_shown
from forum.editions.models import MeetingTable, Slot
from forum.meetings.enums import Clearing
from forum.meetings.models import Meeting
from forum.meetings.notices import rearranged
from forum.meetings.signals import Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is cleared: a person (on one day or for good), a table, a hall, a slot or a day.

    `moves`: meetings go to another place where there is one; else all of them end. `to_hall_id`: a table stands in
    that hall from now on, with its buyers.
    """

    what: Clearing
    id: int
    day_id: int | None = None
    moves: bool = True
    to_hall_id: int | None = None

    @property
    def only_day_id(self) -> int | None:
        """The day of a person that is cleared; None: all of what is cleared."""
        return self.day_id if self.what is Clearing.PERSON else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a meeting: another slot or table, an end, or that somebody who came besides does not any more."""

    meeting: Meeting
    slot: Slot | None = None
    table: MeetingTable | None = None
    without: Person | None = None

    @property
    def ends(self) -> bool:
        """Whether the meeting is cancelled."""
        return self.slot is None and self.table is None and self.without is None

    @property
    def place(self) -> tuple[Slot, MeetingTable]:
        """Where it is then, if it does not end."""
        return self.slot or self.meeting.slot, self.table or self.meeting.table

    @property
    def people(self) -> dict[int, Person]:
        """Everybody who is told: who meets, and who comes besides."""
        return {each.id: each for each in self.meeting.people}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingPlan:
    """What would happen, meeting by meeting; `tables`: the new table of each buyer who leaves the cleared one.

    `hours`: the slots in which buyers are at their table in another hall. `seated`: the person that each buyer is who
    leaves a table.
    """

    scope: Scope
    fates: Sequence[Fate]
    tables: Mapping[int, MeetingTable | None] = field(default_factory=dict)
    hours: Mapping[int, Collection[int]] = field(default_factory=dict)
    seated: Mapping[int, int] = field(default_factory=dict)

    @property
    def told(self) -> int:
        """Number of people who get a mail: of meetings, or of their new table where they have no meetings."""
        meet = {person_id for fate in self.fates for person_id in fate.people}
        given = {self.seated[buyer_id] for buyer_id, table in self.tables.items() if table and buyer_id in self.seated}
        return len(meet | given)

    @property
    def keeping_hour(self) -> int:
        """Number of meetings that keep their hour, at another table."""
        return sum(not each.ends and each.place[0].starts_at == each.meeting.slot.starts_at for each in self.fates)

    @property
    def ending(self) -> int:
        """Number of meetings that end."""
        return sum(each.ends for each in self.fates)

    def touching(self, closed: Collection[int]) -> Touched:
        """What changes with it; `closed`: the slots in which nobody meets from now on."""
        meeting_ids = {each.meeting.id for each in self.fates}
        if self.scope.what is Clearing.PERSON:
            return Touched(meeting_ids=meeting_ids, person_id=self.scope.id, away_on=self.scope.day_id)
        return Touched(meeting_ids=meeting_ids, slot_ids=closed, buyer_ids=self.tables.keys() | self.hours.keys())

    @property
    def digest(self) -> str:
        """What the plan says, in a few characters: who confirms it confirms exactly this."""
        fates = [
            (each.meeting.id, each.meeting.sequence, _id(each.slot), _id(each.table), _id(each.without))
            for each in self.fates
        ]
        tables = sorted((buyer_id, _id(table)) for buyer_id, table in self.tables.items())
        hours = sorted((buyer_id, sorted(slot_ids)) for buyer_id, slot_ids in self.hours.items())
        return digest_of_shown(self.scope, fates, tables, hours)


def _id(row: Slot | MeetingTable | Person | None) -> int | None:
    return None if row is None else row.id


def news_of(plan: ClearingPlan) -> list[tuple[Person, list[dict[str, object]]]]:
    """What each person reads, in one mail: every meeting of theirs that changes, as it was and as it will be."""
    people: dict[int, Person] = {}
    changes: dict[int, list[dict[str, object]]] = defaultdict(list)
    for fate in plan.fates:
        for person in fate.people.values():
            people[person.id] = person
            is_gone = fate.ends or (fate.without is not None and fate.without.id == person.id)
            to = None if is_gone else fate.place
            changes[person.id].append(rearranged(fate.meeting, person.id, to=to, without=fate.without))
    return [(people[person_id], said) for person_id, said in changes.items()]
