"""What is settled before any search: the slots left to each meeting, and what is impossible at once.

Slots are bits here: bit t stands for slot t + 1. Three reasonings run to a fixpoint: precedences (earliest and latest
slot), all-different per participant (a matching and its strongly connected components, Régin 1994) and full tables.
Then all meetings must find tables at once.
"""

from forum.scheduling.fixed.problem import FixedMeeting, FixedProblem, Session


class Impossible(Exception):
    """No timetable exists."""


def tightened(problem: FixedProblem) -> list[int]:
    """Per meeting the mask of slots it may take. Raises `Impossible` when a meeting is left without one."""
    domains = [_own(problem, meeting) for meeting in problem.meetings]
    mine = [[number - 1 for number in own] for own in problem.meetings_of()]
    if any(mask == 0 for mask in domains):
        raise Impossible
    changed = True
    while changed:
        before = list(domains)
        _order(problem, domains)
        for own in mine:
            _all_different(own, domains)
        _tables(problem, domains)
        changed = domains != before
    _seat(domains, capacities(problem, domains))
    return domains


def capacities(problem: FixedProblem, domains: list[int]) -> list[int]:
    """Per slot the most meetings it can hold: its tables, and half of those who can be there."""
    there: list[set[int]] = [set() for _ in range(problem.slots)]
    for meeting, mask in zip(problem.meetings, domains, strict=True):
        for slot in bits(mask):
            there[slot].update(meeting.people)
    return [min(problem.tables, len(people) // 2) for people in there]


def _seat(domains: list[int], capacity: list[int]) -> None:
    """All meetings at tables at once, whoever they are between: what no clause sees when tables are short."""
    held: list[list[int]] = [[] for _ in capacity]

    def place(meeting: int, seen: set[int]) -> bool:
        for slot in sorted(set(bits(domains[meeting])) - seen, key=lambda slot: len(held[slot]) - capacity[slot]):
            if slot in seen:
                continue
            seen.add(slot)
            moved = None
            if len(held[slot]) >= capacity[slot]:
                moved = next((other for other in held[slot] if place(other, seen)), None)
                if moved is None:
                    continue
                held[slot].remove(moved)
            held[slot].append(meeting)
            return True
        return False

    if not all(place(meeting, set()) for meeting in range(len(domains))):
        raise Impossible


def _own(problem: FixedProblem, meeting: FixedMeeting) -> int:
    day = (1 << problem.slots) - 1
    morning = (1 << problem.morning) - 1
    mask = {Session.MORNING: morning, Session.AFTERNOON: day & ~morning, Session.EITHER: day}[meeting.session]
    for person in meeting.people if problem.forbidden else ():
        for slot in problem.forbidden[person - 1]:
            mask &= ~(1 << (slot - 1))
    return mask & 1 << (meeting.fixed - 1) if meeting.fixed else mask


def _order(problem: FixedProblem, domains: list[int]) -> None:
    """Earliest of the later one, latest of the earlier one, until nothing moves; a cycle empties a domain."""
    pairs = [(e - 1, n) for n, meeting in enumerate(problem.meetings) for e in sorted(meeting.after)]
    changed = True
    while changed:
        changed = False
        for earlier, later in pairs:
            first = (domains[earlier] & -domains[earlier]).bit_length()
            last = domains[later].bit_length() - 1
            early = domains[earlier] & ((1 << last) - 1)
            late = domains[later] >> first << first
            if not early or not late:
                raise Impossible
            changed = changed or early != domains[earlier] or late != domains[later]
            domains[earlier], domains[later] = early, late


def _tables(problem: FixedProblem, domains: list[int]) -> None:
    settled = [0] * problem.slots
    for mask in domains:
        if mask & (mask - 1) == 0:
            settled[mask.bit_length() - 1] += 1
    if any(n > problem.tables for n in settled):
        raise Impossible
    full = sum(1 << slot for slot, n in enumerate(settled) if n == problem.tables)
    for number, mask in enumerate(domains):
        if mask & (mask - 1):
            domains[number] = mask & ~full
            if not domains[number]:
                raise Impossible


def _all_different(own: list[int], domains: list[int]) -> None:
    """Leaves each meeting of one participant only the slots of some assignment of all of them."""
    if len(own) < 2 or all(domains[m].bit_count() > len(own) for m in own):
        return
    holder = _matching(own, domains)
    if holder is None:
        raise Impossible
    slot_of = {meeting: slot for slot, meeting in holder.items()}
    reach = _reach(own, domains, holder, slot_of)
    for meeting in own:
        kept = 1 << slot_of[meeting]
        for slot in bits(domains[meeting] & ~kept):
            other = holder.get(slot)
            if other is None or reach[other] & (1 << own.index(meeting)) or _frees(reach[other], own, domains, holder):
                kept |= 1 << slot
        domains[meeting] = kept


def _frees(reached: int, own: list[int], domains: list[int], holder: dict[int, int]) -> bool:
    """Whether somebody reached can move to a slot nobody holds."""
    return any(slot not in holder for i in bits(reached) for slot in bits(domains[own[i]]))


def _reach(own: list[int], domains: list[int], holder: dict[int, int], slot_of: dict[int, int]) -> dict[int, int]:
    """Per meeting the mask (over `own`) of meetings that can be pushed on when it moves, itself included."""
    place = {meeting: i for i, meeting in enumerate(own)}
    reach = {
        m: 1 << place[m] | sum(1 << place[holder[s]] for s in bits(domains[m]) if s in holder and s != slot_of[m])
        for m in own
    }
    for middle in own:
        for meeting in own:
            if reach[meeting] >> place[middle] & 1:
                reach[meeting] |= reach[middle]
    return reach


def is_placeable(masks: list[int]) -> bool:
    """Whether each mask can have a slot of its own."""
    return _matching(list(range(len(masks))), masks) is not None


def _matching(own: list[int], domains: list[int]) -> dict[int, int] | None:
    """Slot → meeting, every meeting placed; by augmenting paths."""
    holder: dict[int, int] = {}

    def place(meeting: int, seen: set[int]) -> bool:
        for slot in bits(domains[meeting]):
            if slot in seen:
                continue
            seen.add(slot)
            if slot not in holder or place(holder[slot], seen):
                holder[slot] = meeting
                return True
        return False

    return holder if all(place(meeting, set()) for meeting in own) else None


def bits(mask: int) -> list[int]:
    """The positions of the bits set, lowest first."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
