"""Generates realistic problems for tests and benchmarks: popular buyers, half days, pinned meetings.

All random numbers come from one seed. A tenth of the wishes are for uniformly random buyers, the others for popular
ones (Zipf) and from suppliers of a process that the buyer looks for; one buyer in five and one supplier in three misses
a half day or attends on one day only; one person in ten is busy elsewhere for two slots; one supplier in ten sends two
people; four in five are MiPyMEs; a few processes have very few suppliers; one wish in a hundred is a meeting that is
already scheduled.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random

from forum.scheduling.problem import Company, Participant, Priority, Problem, SeatSide, Slot, Table, Wish

MINUTES, GAP, LUNCH, OPENS = 20, 5, 60, 9 * 60
SUPPLIER_MOST = 8
PROCESSES = 40
PRIORITIES = (Priority.MUTUAL,) * 5 + (Priority.BUYER,) * 3 + (Priority.ORGANISER,) + (Priority.SUPPLIER,) * 11
PINNED, ENGAGED, SMALL = 0.01, 0.1, 0.8
WALKING, IN_A_ROW, SPARE, LATE, ORDERED = 10, 6, 2, 0.1, 0.01


def generate(
    *, buyers: int, suppliers: int, wishes: int, days: int, slots: int, seed: int, preferring: float = 0.0
) -> Problem:
    """A problem with these numbers of buyers (each at a table), supplier companies, wishes, days and slots per day.

    If there are fewer pairs than `wishes`, every pair has a wish. `preferring`: the share of the wishes that prefer a
    slot; all else is as without.
    """
    rng = Random(seed)  # noqa: S311 - invented data
    grid = _grid(days, slots)
    halves = _halves(grid)
    at_tables = tuple(
        Participant(id=f"b{n}", side=SeatSide.BUYER, company=f"B{n}", table=str(n), available=_hours(rng, halves, 0.2))
        for n in range(1, buyers + 1)
    )
    companies = tuple(
        Company(id=f"S{n}", most=SUPPLIER_MOST, small=rng.random() < SMALL) for n in range(1, suppliers + 1)
    )
    visitors = tuple(
        Participant(id=f"s{n}{mark}", side=SeatSide.SUPPLIER, company=f"S{n}", available=_hours(rng, halves, 0.33))
        for n in range(1, suppliers + 1)
        for mark in (("a", "b") if rng.random() < 0.1 else ("",))
    )
    hours = {each.id: each.available or frozenset() for each in at_tables + visitors}
    wished = _pinned(rng, _wishes(rng, at_tables, visitors, wishes), hours)
    return Problem(
        slots=grid,
        tables=tuple(Table(id=str(n), hall="B2B") for n in range(1, buyers + 1)),
        companies=companies,
        participants=at_tables + visitors,
        wishes=tuple(_preferring(rng, wish, hours, preferring) for wish in wished),
    )


def _grid(days: int, slots: int) -> tuple[Slot, ...]:
    made = []
    for day in range(days):
        starts = OPENS
        for n in range(slots):
            if n == (slots + 1) // 2:
                starts += LUNCH
            made.append(Slot(day=day, starts=starts, ends=starts + MINUTES))
            starts += MINUTES + GAP
    return tuple(made)


def _halves(grid: Sequence[Slot]) -> list[frozenset[int]]:
    """The slots of each half day, two for each day."""
    halves = []
    for day in sorted({slot.day for slot in grid}):
        numbers = [n for n, slot in enumerate(grid) if slot.day == day]
        noon = (len(numbers) + 1) // 2
        halves += [frozenset(numbers[:noon]), frozenset(numbers[noon:])]
    return halves


def _hours(rng: Random, halves: Sequence[frozenset[int]], part_time: float) -> frozenset[int]:
    """Random hours: all slots, or all but a half day, or one day only; less two slots if busy elsewhere."""
    hours = frozenset().union(*halves)
    if rng.random() < part_time / 2:
        hours -= rng.choice(halves)
    elif rng.random() < part_time / 2:
        day = 2 * rng.randrange(len(halves) // 2)
        hours = halves[day] | halves[day + 1]
    if rng.random() < ENGAGED and hours:
        start = rng.choice(sorted(hours))
        hours -= {start, start + 1}
    return hours


def _wishes(rng: Random, buyers: Sequence[Participant], suppliers: Sequence[Participant], count: int) -> list[Wish]:
    """`count` wishes of different pairs, each with a priority, weight and process."""
    popular = list(accumulate((n + 1) ** -0.6 for n in range(len(buyers))))
    wanted = [rng.sample(range(PROCESSES), 3) for _ in buyers]
    offered = [_processes(rng) for _ in suppliers]
    makers = [[n for n, made in enumerate(offered) if process in made] for process in range(PROCESSES)]
    pairs: dict[tuple[int, int], int | None] = {}
    count = min(count, len(buyers) * len(suppliers))
    while len(pairs) < count:
        (buyer,) = rng.choices(range(len(buyers)), cum_weights=popular)
        if rng.random() < 0.1 or len(pairs) > 0.8 * len(buyers) * len(suppliers):
            pairs.setdefault((rng.randrange(len(buyers)), rng.randrange(len(suppliers))), None)
        else:
            process = rng.choice(wanted[buyer])
            if makers[process]:
                pairs.setdefault((buyer, rng.choice(makers[process])), process)
            else:
                pairs.setdefault((buyer, rng.randrange(len(suppliers))), None)
    return [
        Wish(
            id=f"w{n}",
            buyer=buyers[buyer].id,
            supplier=suppliers[supplier].id,
            priority=rng.choice(PRIORITIES),
            weight=rng.choice((40, 60, 60, 80, 100)) if process is not None else 20,
            process=None if process is None else f"p{process}",
        )
        for n, ((buyer, supplier), process) in enumerate(pairs.items(), start=1)
    ]


def _processes(rng: Random) -> set[int]:
    """One to four processes; higher numbers are rarer."""
    return {min(int(rng.expovariate(4 / PROCESSES)), PROCESSES - 1) for _ in range(rng.randint(1, 4))}


def _pinned(rng: Random, wishes: Sequence[Wish], hours: dict[str, frozenset[int]]) -> tuple[Wish, ...]:
    """The same wishes, a few of them pinned, each in a slot in which both are available."""
    taken: set[tuple[str, int]] = set()
    made = []
    for wish in wishes:
        common = sorted(hours[wish.buyer] & hours[wish.supplier])
        if rng.random() < PINNED and common:
            slot = rng.choice(common)
            seats = {(wish.buyer, slot), (wish.supplier, slot)}
            if not seats & taken:
                taken |= seats
                wish = Wish(  # noqa: PLW2901
                    id=wish.id, buyer=wish.buyer, supplier=wish.supplier, priority=Priority.MUTUAL,
                    weight=wish.weight, process=wish.process, pinned=slot,
                )  # fmt: skip
        made.append(wish)
    return tuple(made)


def _preferring(rng: Random, wish: Wish, hours: dict[str, frozenset[int]], share: float) -> Wish:
    """The same wish; by chance it prefers a slot in which both are available, more often one of the first four."""
    common = sorted(hours[wish.buyer] & hours[wish.supplier])
    if share <= 0 or wish.pinned is not None or rng.random() >= share or not common:
        return wish
    return replace(wish, preferred=rng.choice(common[:4] if rng.random() < 0.5 else common))


def with_all_rules(problem: Problem, *, seed: int) -> Problem:
    """A generated problem with the rules of a forum at once, besides half days and pinned meetings.

    Two halls of half the tables each, with ten minutes to walk between them; nobody has more than six meetings in a
    row; buyers keep two slots free each day; one buyer in ten comes on the last day only; one wish in a hundred comes
    before another one of its buyer; a pair meets once; suppliers come on few days.
    """
    rng = Random(seed)  # noqa: S311 - invented data
    last = max(slot.day for slot in problem.slots)
    slots = Counter(slot.day for slot in problem.slots)
    late = frozenset(n for n, slot in enumerate(problem.slots) if slot.day == last)
    pinned = {name for wish in problem.wishes if wish.pinned is not None for name in (wish.buyer, wish.supplier)}
    people = []
    for person in problem.participants:
        is_buyer = person.side is SeatSide.BUYER
        hours = person.available
        if is_buyer and rng.random() < LATE and person.id not in pinned:
            hours = late if hours is None else hours & late
        per_day = max(slots.values()) - SPARE if is_buyer else None
        people.append(replace(person, available=hours, most_per_day=per_day, most_in_a_row=IN_A_ROW))
    half = len(problem.tables) // 2
    return replace(
        problem,
        tables=tuple(replace(table, hall="A" if n < half else "B") for n, table in enumerate(problem.tables)),
        participants=tuple(people),
        precedences=_orders(rng, problem.wishes),
        walking=WALKING,
        once=True,
        few_days=True,
    )


def _orders(rng: Random, wishes: Sequence[Wish]) -> tuple[tuple[str, str], ...]:
    """Some wishes, each with a later one of the same buyer: so no circle comes about."""
    theirs: dict[str, list[str]] = {}
    for wish in wishes:
        if wish.pinned is None:
            theirs.setdefault(wish.buyer, []).append(wish.id)
    chosen = [(names, n) for names in theirs.values() for n in range(len(names) - 1) if rng.random() < ORDERED]
    return tuple((names[n], rng.choice(names[n + 1 :])) for names, n in chosen)
