"""Who is where, on what the centre told and what went through this hub since."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from forum.checkin.documents.roster import NumberedEntry
from forum.checkin.rules import Movement, Presence, local_day, presence_after
from forum.hub.roster import HubRoster, Whose


class Presences:
    """The movements of a day that this hub knows of itself. Those that the centre tells too do no harm."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._own: dict[Whose, dict[str, Movement]] = defaultdict(dict)

    def add(self, whose: Whose, movement: Movement) -> None:
        """Somebody came in or went out."""
        with self._lock:
            self._own[whose] = {**self._own[whose], movement.scan_id: movement}

    def presence(self, roster: HubRoster, whose: Whose, *, moment: datetime) -> Presence | None:
        """How somebody is in an area at a moment, by what they did there that day."""
        day = local_day(moment, roster.time_zone)
        return presence_after(self._all(roster, whose, day), before=moment)

    def inside(self, roster: HubRoster, area_id: int, *, day: date) -> int:
        """How many are in an area: as the centre told, and how the hub's own scans changed it."""
        told = int(roster.head["areas"][str(area_id)]["inside"])
        for whose in self._people(area_id):
            before, after = self._before_and_after(roster, whose, day)
            told += (after is not None and after.inside) - (before is not None and before.inside)
        return told

    def entries_at(self, roster: HubRoster, gate_id: int, area_id: int, *, day: date) -> int:
        """How many entered through a gate on a day."""
        own = 0
        for whose in self._people(area_id):
            if whose not in roster.entries:
                after = presence_after(self._all(roster, whose, day))
                own += after is not None and after.first.gate_id == gate_id
        return roster.entries_at(gate_id, day=day) + own

    def entries(self, roster: HubRoster, *, day: date) -> list[NumberedEntry]:
        """Everybody whom this hub saw on a day, as they are by all that is known."""
        listed = []
        for whose in self._everybody():
            after = presence_after(self._all(roster, whose, day))
            if after is not None:
                first, last = after.first, after.last
                listed.append(NumberedEntry(whose[0], first.gate_id, first.at, last.at, after.inside))
        return listed

    def _before_and_after(self, roster: HubRoster, whose: Whose, day: date) -> tuple[Presence | None, Presence | None]:
        return presence_after(roster.told_of(whose, day=day)), presence_after(self._all(roster, whose, day))

    def _all(self, roster: HubRoster, whose: Whose, day: date) -> list[Movement]:
        own = self._own.get(whose, {}).values()
        return [*roster.told_of(whose, day=day), *(each for each in own if _is_of(each, day, roster))]

    def _people(self, area_id: int) -> Iterable[Whose]:
        return [whose for whose in self._everybody() if whose[1] == area_id]

    def _everybody(self) -> list[Whose]:
        with self._lock:
            return list(self._own)


def _is_of(movement: Movement, day: date, roster: HubRoster) -> bool:
    return local_day(movement.at, roster.time_zone) == day
