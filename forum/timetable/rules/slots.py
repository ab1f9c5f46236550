"""The slots of all halls as slots of one problem: slots of equal times are merged if every hall has them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forum.scheduling.problem import Slot
from forum.timetable.rules.facts import SlotFact

Times = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Clock:
    """The slots of a problem, the rows of each (by hall), and the number of each row's slot (`numbers`, by row id)."""

    slots: tuple[Slot, ...]
    rows: tuple[Mapping[int, SlotFact], ...]
    numbers: Mapping[int, int]

    def overlapping(self, number: int) -> list[int]:
        """The numbers of the slots that overlap with this one in time, itself included."""
        this = self.slots[number]
        return [
            other
            for other, slot in enumerate(self.slots)
            if slot.day == this.day and slot.starts < this.ends and this.starts < slot.ends
        ]

    def beside(self, number: int, *, walking: int) -> set[int]:
        """The numbers of the slots with too few minutes between them and this one to walk to another hall."""
        this = self.slots[number]
        return {
            other
            for other, slot in enumerate(self.slots)
            if slot.day == this.day and 0 <= max(slot.starts - this.ends, this.starts - slot.ends) < walking
        }


def clock_of(slots: Iterable[SlotFact], *, halls: Collection[int], time_zone: str) -> Clock:
    """The slots of these halls in order of time: one slot if every hall has these times, else one slot per hall."""
    zone = ZoneInfo(time_zone)
    theirs = [slot for slot in slots if slot.hall_id in halls]
    days = {day: number for number, day in enumerate(sorted({slot.day for slot in theirs}))}
    at: defaultdict[Times, dict[int, SlotFact]] = defaultdict(dict)
    for slot in theirs:
        starts, ends = (_minutes(moment, slot.day, zone) for moment in (slot.starts_at, slot.ends_at))
        at[days[slot.day], starts, ends][slot.hall_id] = slot
    placed: list[tuple[Slot, dict[int, SlotFact]]] = []
    for (day, starts, ends), rows in sorted(at.items()):
        if rows.keys() == set(halls):
            placed.append((Slot(day=day, starts=starts, ends=ends), rows))
        else:
            placed += [
                (Slot(day=day, starts=starts, ends=ends, hall=str(hall)), {hall: row})
                for hall, row in sorted(rows.items())
            ]
    numbers = {row.id: number for number, (_, rows) in enumerate(placed) for row in rows.values()}
    return Clock(tuple(slot for slot, _ in placed), tuple(rows for _, rows in placed), numbers)


def _minutes(moment: datetime, day: date, zone: ZoneInfo) -> int:
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return int((moment - midnight).total_seconds() // 60)
