"""Checks meetings against the rules of the package, one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from forum.scheduling.check.reading import Met, by_company, by_pair, by_person, days_of, read
from forum.scheduling.problem import Participant, Place, Problem, SeatSide


def violations(problem: Problem, meetings: Mapping[str, Place]) -> list[str]:
    """One sentence for each violation of a rule by these meetings (the place of each wish met); empty if valid."""
    met = read(problem, meetings)
    return [
        *_unknown(problem, meetings),
        *_two_at_once(problem, met),
        *_seats(problem, met),
        *_absences(problem, met),
        *_quotas(problem, met),
        *_rest(problem, met),
        *_walking(problem, met),
        *_order(problem, met),
        *_pins(problem, meetings),
        *_pairs(problem, met),
        *_days(problem, met),
    ]


def _unknown(problem: Problem, meetings: Mapping[str, Place]) -> Iterator[str]:
    wishes = {wish.id for wish in problem.wishes}
    tables = {table.id for table in problem.tables}
    for wish, place in meetings.items():
        if wish not in wishes:
            yield f"{wish} is met and is no wish"
        if not 0 <= place.slot < len(problem.slots):
            yield f"{wish} is met in slot {place.slot}, which does not exist"
        if place.table not in tables:
            yield f"{wish} is met at table {place.table}, which does not exist"


def _two_at_once(problem: Problem, met: Sequence[Met]) -> Iterator[str]:
    """Rules 1 and 2: persons and tables have one meeting at a time."""
    for person, theirs in by_person(met).items():
        for first, second in _clashes(theirs):
            yield f"{person} is in {first.wish.id} and in {second.wish.id} at one time"
    at_table: dict[str, list[Met]] = {table.id: [] for table in problem.tables}
    for meeting in met:
        at_table[meeting.table.id].append(meeting)
    for table, theirs in at_table.items():
        for first, second in _clashes(theirs):
            yield f"table {table} holds {first.wish.id} and {second.wish.id} at one time"


def _clashes(meetings: Iterable[Met]) -> Iterator[tuple[Met, Met]]:
    """Each meeting that starts before an earlier one has ended, with the earlier one that ends last."""
    for day in days_of(meetings):
        last = day[0]
        for meeting in day[1:]:
            if meeting.slot.starts < last.slot.ends:
                yield last, meeting
            last = max(last, meeting, key=lambda met: met.slot.ends)


def _seats(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 2: a buyer's own table, or one that belongs to no buyer, in a hall that the slot serves."""
    own = {person.id: person.table for person in problem.participants if person.side is SeatSide.BUYER}
    owner = {table: buyer for buyer, table in own.items() if table is not None}
    for meeting in met:
        wish, table = meeting.wish, meeting.table
        seat = own.get(wish.buyer)
        if seat is not None and table.id != seat:
            yield f"{wish.id} is met at table {table.id}, but {wish.buyer} sits at table {seat}"
        if seat is None and table.id in owner:
            yield f"{wish.id} is met at table {table.id}, which belongs to {owner[table.id]}"
        if meeting.slot.hall is not None and meeting.slot.hall != table.hall:
            yield f"{wish.id} is met in slot {meeting.place.slot}, which does not serve the hall of table {table.id}"


def _absences(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 3: both are available, and the slot is one of the wish's."""
    available = {person.id: person.available for person in problem.participants}
    for meeting in met:
        wish, slot = meeting.wish, meeting.place.slot
        if meeting.pinned:
            continue
        for person in (wish.buyer, wish.supplier):
            slots = available[person]
            if slots is not None and slot not in slots:
                yield f"{wish.id} is met in slot {slot}, in which {person} is not available"
        if wish.slots is not None and slot not in wish.slots:
            yield f"{wish.id} is met in slot {slot}, which is none of its slots"


def _quotas(problem: Problem, met: Sequence[Met]) -> Iterator[str]:
    """Rule 4, quotas: of a person, of a person on one day, and of a company."""
    people = by_person(met)
    for person in problem.participants:
        theirs = people.get(person.id, [])
        yield from beyond(person.id, theirs, person.most)
        for day in days_of(theirs):
            yield from beyond(f"{person.id}, on day {day[0].slot.day},", day, person.most_per_day)
    together = by_company(problem, met)
    for company in problem.companies:
        yield from beyond(f"company {company.id}", together.get(company.id, []), company.most)


def beyond(who: str, meetings: Sequence[Met], most: int | None) -> Iterator[str]:
    """A quota that is exceeded: only pinned meetings alone may do so."""
    if most is not None and len(meetings) > most and not all(meeting.pinned for meeting in meetings):
        yield f"{who} has {len(meetings)} meetings, at most {most} are allowed"


def _rest(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 4, rest: no run of meetings is too long, unless all of it is pinned."""
    people = by_person(met)
    for person in problem.participants:
        if person.most_in_a_row is None:
            continue
        for day in days_of(people.get(person.id, [])):
            yield from runs_too_long(person, day, person.most_in_a_row)


def runs_too_long(person: Participant, day: Sequence[Met], most: int) -> Iterator[str]:
    """Runs of a person's meetings of a day, in order of time, that are too long and not all pinned."""
    runs = [[day[0]]]
    for first, second in pairwise(day):
        if second.slot.starts - first.slot.ends < first.slot.ends - first.slot.starts:
            runs[-1].append(second)
        else:
            runs.append([second])
    for run in runs:
        if len(run) > most and not all(meeting.pinned for meeting in run):
            since = run[0].place.slot
            yield f"{person.id} has {len(run)} meetings in a row from slot {since} on, at most {most} are allowed"


def _walking(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 5: time to change halls, except between pinned meetings. Overlaps are violations of rule 2."""
    for person, theirs in by_person(met).items():
        for day in days_of(theirs):
            yield from walks_too_short(person, day, problem.walking)


def walks_too_short(person: str, day: Sequence[Met], least: int) -> Iterator[str]:
    """Pauses of a person's day, in order of time, that are too short to change halls."""
    for first, second in pairwise(day):
        pause = second.slot.starts - first.slot.ends
        moves = first.table.hall != second.table.hall and not (first.pinned and second.pinned)
        if moves and 0 <= pause < least:
            yield (
                f"{person} has {pause} minutes to go from {first.wish.id} to {second.wish.id} in another hall, "
                f"at least {least} are needed"
            )


def _order(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 6: the first ends before the second starts, except between pinned meetings."""
    by_wish = {meeting.wish.id: meeting for meeting in met}
    for before, after in problem.precedences:
        first, second = by_wish.get(before), by_wish.get(after)
        if first is not None and second is not None:
            yield from out_of_order(first, second)


def out_of_order(first: Met, second: Met) -> Iterator[str]:
    """A precedence of two meetings that is violated, unless both are pinned."""
    is_late = (first.slot.day, first.slot.ends) > (second.slot.day, second.slot.starts)
    if is_late and not (first.pinned and second.pinned):
        yield f"{first.wish.id} ends after {second.wish.id} starts, and should come before it"


def _pins(problem: Problem, meetings: Mapping[str, Place]) -> Iterator[str]:
    """Rule 7: pinned wishes are met in their slots."""
    for wish in problem.wishes:
        place = meetings.get(wish.id)
        if wish.pinned is not None and (place is None or place.slot != wish.pinned):
            instead = "not met" if place is None else f"met in slot {place.slot}"
            yield f"{wish.id} is pinned in slot {wish.pinned} and is {instead}"


def _pairs(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 8: a pair meets once, unless more of its meetings were decided before."""
    if not problem.once:
        return
    most = most_of_pairs(problem)
    for pair, theirs in by_pair(problem, met).items():
        if len(theirs) > most[pair]:
            yield f"{pair[0]} meets {pair[1]} {len(theirs)} times, at most {most[pair]} are allowed"


def _days(problem: Problem, met: Iterable[Met]) -> Iterator[str]:
    """Rule 9: a supplier comes on one day, or on those decided before."""
    if not problem.one_day:
        return
    people = by_person(met)
    for person in problem.participants:
        if person.side is SeatSide.SUPPLIER:
            yield from days_too_many(problem, person.id, people.get(person.id, []))


def days_too_many(problem: Problem, person: str, meetings: Sequence[Met]) -> Iterator[str]:
    """Days on which a supplier would have to come besides."""
    decided = {met.slot.day for met in meetings if met.pinned or met.wish.id in problem.published}
    days = {met.slot.day for met in meetings}
    if days - decided and len(days) > 1:
        yield f"{person} comes on {len(days)} days, at most {max(1, len(decided))} are allowed"


def most_of_pairs(problem: Problem) -> Mapping[tuple[str, str], int]:
    """The most meetings of each pair that wishes any, with `once`: one, or those decided before."""
    company = {person.id: person.company or person.id for person in problem.participants}
    decided: Counter[tuple[str, str]] = Counter()
    for wish in problem.wishes:
        decided[wish.buyer, company[wish.supplier]] += wish.pinned is not None or wish.id in problem.published
    return {pair: max(1, count) for pair, count in decided.items()}
