"""Small well-posed problems in the whole language of the engine, drawn by Hypothesis."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import (
    Company,
    Participant,
    Place,
    Priority,
    Problem,
    ProblemError,
    SeatSide,
    Slot,
    Table,
    Wish,
)

OPENS = 540
COMPANIES = ("k1", "k2", "k3")


def seldom(some: st.SearchStrategy, usual: object = None) -> st.SearchStrategy:
    """The usual in four cases of five."""
    return st.sampled_from((0, 0, 0, 0, 1)).flatmap(lambda odd: some if odd else st.just(usual))


@st.composite
def slot_lines(draw: st.DrawFn, halls: Sequence[str]) -> tuple[Slot, ...]:
    """3 to 6 slots on one or two days; a day has one line of slots for all halls, or one for each, out of step."""
    lines: list[tuple[int, str | None]] = []
    for day in range(draw(st.integers(1, 2))):
        apart = len(halls) > 1 and draw(st.booleans())
        lines += [(day, hall) for hall in (halls if apart else [None])]
    slots = []
    for number, (day, hall) in enumerate(lines):
        begins = OPENS + draw(st.sampled_from((0, 0, 10, 20)))
        spare = 6 - len(slots) - (len(lines) - number - 1)
        least = max(1, 3 - len(slots)) if number == len(lines) - 1 else 1
        for _ in range(draw(st.integers(least, max(least, min(spare, 6 // len(lines) + 1))))):
            ends = begins + draw(st.sampled_from((20, 20, 20, 30, 50)))
            slots.append(Slot(day=day, starts=begins, ends=ends, hall=hall))
            begins = ends + draw(st.sampled_from((0, 0, 0, 10, 20, 30)))
    return tuple(sorted(slots, key=lambda slot: (slot.day, slot.starts, slot.ends)))


@st.composite
def people(draw: st.DrawFn, slots: int, tables: Sequence[str]) -> tuple[Participant, ...]:
    """2 to 4 buyers, some at one table, some at none, and 2 to 5 suppliers; some of one company, some never there."""
    found = []
    for side, mark, many in ((SeatSide.BUYER, "b", (2, 3, 4)), (SeatSide.SUPPLIER, "s", (2, 2, 3, 4, 5))):
        for number in range(1, draw(st.sampled_from(many)) + 1):
            seat = st.sampled_from((None, *tables)) if side is SeatSide.BUYER else st.none()
            found.append(
                Participant(
                    id=f"{mark}{number}",
                    side=side,
                    company=draw(st.sampled_from(("", *COMPANIES))),
                    table=draw(seat),
                    available=draw(seldom(some_of(slots))),
                    most=draw(seldom(limit(3))),
                    most_per_day=draw(seldom(limit(2))),
                    most_in_a_row=draw(seldom(limit(2))),
                )
            )
    return tuple(found)


def limit(most: int) -> st.SearchStrategy[int]:
    """A small limit, hardly ever 0."""
    return st.sampled_from((*range(1, most + 1), *range(1, most + 1), 0))


def some_of(slots: int) -> st.SearchStrategy[frozenset[int]]:
    """Half of so many slots or more, or any of them."""
    some = st.frozensets(st.integers(0, slots - 1))
    return st.one_of(some, st.frozensets(st.integers(0, slots - 1), min_size=(slots + 1) // 2))


@st.composite
def wishes(draw: st.DrawFn, persons: Sequence[Participant], slots: int) -> tuple[Wish, ...]:
    """Wishes of any buyer for any supplier, also two of one pair; none is pinned, some prefer a slot."""
    buyers = [person.id for person in persons if person.side is SeatSide.BUYER]
    suppliers = [person.id for person in persons if person.side is SeatSide.SUPPLIER]
    preferred = draw(st.sampled_from((st.none(), seldom(st.integers(0, slots - 1)), st.integers(0, slots - 1))))
    return tuple(
        Wish(
            id=f"w{number}",
            buyer=draw(st.sampled_from(buyers)),
            supplier=draw(st.sampled_from(suppliers)),
            priority=draw(st.sampled_from(Priority)),
            weight=draw(st.sampled_from((50, 0, 10, 100))),
            process=draw(st.sampled_from((None, None, "forja", "corte"))),
            slots=draw(seldom(some_of(slots))),
            preferred=draw(preferred),
        )
        for number in range(1, draw(st.sampled_from((1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 7, 8))) + 1)
    )


@st.composite
def published(draw: st.DrawFn, asked: Problem) -> dict[str, Place]:
    """A timetable told to people before: most sat at their tables, but hours and tables have changed since."""
    seats = {person.id: person.table for person in asked.participants}
    tables = [table.id for table in asked.tables]
    told = {}
    for wish in asked.wishes:
        if draw(st.booleans()):
            seat = seats[wish.buyer] or draw(st.sampled_from(tables))
            table = draw(seldom(st.sampled_from(tables), seat))
            told[wish.id] = Place(slot=draw(st.integers(0, len(asked.slots) - 1)), table=table)
    return told


def pin(asked: Problem, wish: int, slot: int) -> Problem:
    """The problem with a wish pinned in a slot, where that leaves it well-posed."""
    pinned = replace(asked.wishes[wish], pinned=slot)
    changed = replace(asked, wishes=(*asked.wishes[:wish], pinned, *asked.wishes[wish + 1 :]))
    try:
        ensure_well_posed(changed)
    except ProblemError:
        return asked
    return changed


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Well-posed problems, small enough to try every timetable."""
    halls = draw(st.sampled_from((["A"], ["A", "B"])))
    slots = draw(slot_lines(halls))
    tables = tuple(
        Table(id=str(number), hall=draw(st.sampled_from(halls))) for number in range(1, draw(st.integers(1, 4)) + 1)
    )
    persons = draw(people(len(slots), [table.id for table in tables]))
    asked = Problem(
        slots=slots,
        tables=tables,
        participants=persons,
        wishes=draw(wishes(persons, len(slots))),
        companies=tuple(
            Company(id=name, most=draw(seldom(limit(3))), small=draw(st.booleans()))
            for name in draw(st.sets(st.sampled_from(COMPANIES)).map(sorted))
        ),
        walking=draw(st.sampled_from((0, 10, 15, 30))),
        once=draw(st.booleans()),
        few_days=draw(st.booleans()),
        everybody=draw(seldom(st.just(True), False)),
    )
    some_wish = st.integers(0, len(asked.wishes) - 1)
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3)))):
        asked = pin(asked, draw(some_wish), draw(st.integers(0, len(slots) - 1)))
    names = draw(st.permutations([wish.id for wish in asked.wishes]))
    pairs = draw(st.one_of(st.just(set()), st.sets(st.tuples(some_wish, some_wish), max_size=4)))
    asked = replace(asked, precedences=tuple((names[one], names[two]) for one, two in sorted(pairs) if one < two))
    told, drafted = st.one_of(st.just({}), published(asked)), st.one_of(st.just({}), st.just({}), published(asked))
    return replace(asked, published=draw(told), earlier=draw(drafted))


@st.composite
def fans(draw: st.DrawFn) -> Problem:
    """A buyer or two, and one mutual wish that most others may only follow: it costs many that count less."""
    count = draw(st.integers(6, 8))
    slots = tuple(Slot(day=0, starts=OPENS + 20 * number, ends=OPENS + 20 * (number + 1)) for number in range(count))
    buyers = [f"b{number}" for number in range(1, draw(st.sampled_from((1, 1, 2))) + 1)]
    late = draw(st.frozensets(st.integers(count - 3, count - 1), min_size=1, max_size=2))
    first = Wish(id="w0", buyer="b1", supplier="s0", priority=Priority.MUTUAL, weight=0, slots=late)
    others = tuple(
        Wish(
            id=f"w{number}",
            buyer=draw(st.sampled_from(buyers)),
            supplier=f"s{number}",
            weight=draw(st.sampled_from((50, 100))),
            slots=draw(st.one_of(st.none(), st.frozensets(st.integers(0, count - 1), min_size=1, max_size=3))),
        )
        for number in range(1, draw(st.integers(6, 8)) + 1)
    )
    followers = draw(st.sets(st.sampled_from([wish.id for wish in others]), min_size=3).map(sorted))
    people = [Participant(id=buyer, side=SeatSide.BUYER, table=buyer) for buyer in buyers]
    people += [Participant(id=f"s{number}", side=SeatSide.SUPPLIER) for number in range(len(others) + 1)]
    return Problem(
        slots=slots,
        tables=tuple(Table(id=buyer) for buyer in buyers),
        participants=tuple(people),
        wishes=(first, *others),
        precedences=tuple(("w0", name) for name in followers),
    )
