"""Who is where, on what the centre told and what went through this hub since."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from forum.checkin.documents.roster import NumberedEntry
from forum.checkin.rules import Movement, Presence, local_day, presence_after
from forum.hub.roster import HubRoster, Whose


@dataclass
class _Tally:
    """The people this hub saw on a day, counted once: of so many that each scan could not count them again."""

    told: dict[Whose, NumberedEntry]
    day: date
    entered: Counter[int]
    states: dict[Whose, Presence] = field(default_factory=dict)
    inside: Counter[int] = field(default_factory=Counter)

    def put(self, whose: Whose, before: Presence | None, after: Presence | None) -> None:
        """Somebody is so now; `before` is how they are as the centre told."""
        former = self.states.pop(whose, before)
        self.inside[whose[1]] += _is_in(after) - _is_in(former)
        if former is not None:
            self.entered[former.first.gate_id] -= 1
        if after is not None:
            self.states[whose] = after
            self.entered[after.first.gate_id] += 1


class Presences:
    """The movements of a day that this hub knows of itself. Those that the centre tells too do no harm."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._own: dict[Whose, dict[str, Movement]] = defaultdict(dict)
        self._tally: _Tally | None = None

    def add(self, whose: Whose, movement: Movement, *, roster: HubRoster | None = None) -> None:
        """Somebody came in or went out."""
        with self._lock:
            self._own[whose][movement.scan_id] = movement
            if roster is not None and self._tally is not None and self._tally.told is roster.entries:
                self._count(self._tally, whose, roster)

    def presence(self, roster: HubRoster, whose: Whose, *, moment: datetime) -> Presence | None:
        """How somebody is in an area at a moment, by what they did there that day."""
        with self._lock:
            return presence_after(self._all(roster, whose, local_day(moment, roster.time_zone)), before=moment)

    def inside(self, roster: HubRoster, area_id: int, *, day: date) -> int:
        """How many are in an area: as the centre told, and how the hub's own scans changed it."""
        with self._lock:
            return int(roster.head["areas"][str(area_id)]["inside"]) + self._of_day(roster, day).inside[area_id]

    def entries_at(self, roster: HubRoster, gate_id: int, *, day: date) -> int:
        """How many entered through a gate on a day."""
        with self._lock:
            return self._of_day(roster, day).entered[gate_id]

    def entries(self, roster: HubRoster, *, day: date) -> list[NumberedEntry]:
        """Everybody whom this hub saw on a day, as they are by all that is known."""
        with self._lock:
            states = list(self._of_day(roster, day).states.items())
        return [
            NumberedEntry(whose[0], each.first.gate_id, each.first.at, each.last.at, each.inside)
            for whose, each in states
        ]

    def _of_day(self, roster: HubRoster, day: date) -> _Tally:
        tally = self._tally
        if tally is None or tally.told is not roster.entries or tally.day != day:
            tally = self._tally = _Tally(roster.entries, day, roster.entered_on(day))
            for whose in self._own:
                self._count(tally, whose, roster)
        return tally

    def _count(self, tally: _Tally, whose: Whose, roster: HubRoster) -> None:
        before = presence_after(roster.told_of(whose, day=tally.day))
        tally.put(whose, before, presence_after(self._all(roster, whose, tally.day)))

    def _all(self, roster: HubRoster, whose: Whose, day: date) -> list[Movement]:
        own = self._own[whose].values() if whose in self._own else ()
        return [*roster.told_of(whose, day=day), *(each for each in own if _is_of(each, day, roster))]


def _is_in(presence: Presence | None) -> bool:
    return presence is not None and presence.inside


def _is_of(movement: Movement, day: date, roster: HubRoster) -> bool:
    return local_day(movement.at, roster.time_zone) == day
