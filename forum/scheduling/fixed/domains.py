"""Constraint propagation before the search: the domain (possible slots) of each meeting, and early infeasibility.

Domains are bit masks: bit t is slot t + 1. Three propagators run to a fixpoint: precedences (earliest and latest slot),
all-different per participant (a matching and its strongly connected components, Régin 1994) and full slots. Finally all
meetings together must fit the tables.
"""

from forum.scheduling.fixed.problem import FixedMeeting, FixedProblem, Session


class Impossible(Exception):
    """No timetable exists."""


def propagate(problem: FixedProblem) -> list[int]:
    """The domain of each meeting as a mask. Raises `Impossible` if no timetable can exist."""
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
    """Maximum of meetings per slot: the smaller of its tables and half the people who can be there."""
    there: list[set[int]] = [set() for _ in range(problem.slots)]
    for meeting, mask in zip(problem.meetings, domains, strict=True):
        for slot in bits(mask):
            there[slot].update(meeting.people)
    return [min(problem.tables, len(people) // 2) for people in there]


def _seat(domains: list[int], capacity: list[int]) -> None:
    """Check by augmenting paths that all meetings together fit the capacities: no clause does if tables are short."""
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
    """Propagate earliest and latest slots over the precedences to a fixpoint; a cycle empties a domain."""
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
    """Restrict the meetings of one participant to slots that occur in some assignment of all of them."""
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
    """Whether one of the meetings reached can move to a free slot."""
    return any(slot not in holder for i in bits(reached) for slot in bits(domains[own[i]]))


def _reach(own: list[int], domains: list[int], holder: dict[int, int], slot_of: dict[int, int]) -> dict[int, int]:
    """Per meeting the mask (over `own`) of the meetings that it can displace directly or indirectly, and itself."""
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
    """Whether each mask can be assigned a different slot."""
    return _matching(list(range(len(masks))), masks) is not None


def _matching(own: list[int], domains: list[int]) -> dict[int, int] | None:
    """A matching of all meetings as slot → meeting, by augmenting paths; None if there is none."""
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
    """The positions of the bits that are set, lowest first."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
