"""The engine's problem for an edition, and the mapping of its names to rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forum.editions.enums import PlanningPolicy
from forum.scheduling.problem import Company, Participant, Place, Problem, SeatSide, Table, Timetable, Wish
from forum.timetable.rules.facts import Facts, WishFact
from forum.timetable.rules.hours import Part, caps_of, divide_hours, is_elsewhere, keep_spare, parts_of
from forum.timetable.rules.slots import Clock, clock_of

Caps = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A problem of the engine and the mapping of its answer to rows: wishes by id, slots and tables by place.

    `replanned`: scheduled meetings may move; otherwise they are pinned. `halls` maps tables to halls, `caps` buyers to
    their maximum of meetings per day, `people` participants to persons. `refused`: requests that are not planned, as
    one side has marked the other *no*, which the other side must not be able to tell. `elsewhere`: the pinned meetings
    that are at another table than their buyer's own (the first of the two), where the engine has them at that one.
    """

    edition_id: int
    replanned: bool
    problem: Problem
    wishes: Mapping[str, WishFact]
    clock: Clock
    halls: Mapping[int, int]
    caps: Mapping[str, Caps]
    people: Mapping[str, int]
    refused: tuple[int, ...] = ()
    elsewhere: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def table_id(self, name: str, place: Place) -> int:
        """The id of the table of a wish that is met in this place."""
        return self.elsewhere[name][0] if name in self.elsewhere else int(place.table)

    def slot_id(self, place: Place) -> int:
        """The id of the slot of a place: the slot of the hall that its table is in."""
        return self.clock.rows[place.slot][self.halls[int(place.table)]].id

    def place(self, slot_id: int, table_id: int) -> Place | None:
        """The place of a slot and a table in the problem; None if the slot is not in it."""
        number = self.clock.numbers.get(slot_id)
        return None if number is None else Place(slot=number, table=str(table_id))


def preferences_given(problem: Problem, timetable: Timetable) -> tuple[int, int]:
    """How many of the wishes that are met and prefer a slot are met in it, and how many these are."""
    asked = problem.preferences.keys() & timetable.meetings.keys()
    return len(asked) - timetable.cost.missed, len(asked)


def plan_of(facts: Facts, *, replan: bool, now: datetime, narrowed: bool = True) -> Plan:
    """The problem for the engine: scheduled meetings are pinned (with `replan`: published, and may move unless begun).

    The engine cannot express a person with two parts, nor a quota that differs from day to day. With `narrowed`, hours
    are reduced so that every answer keeps to both; without, they are complete, to check meetings against.
    """
    halls = {table.id: table.hall_id for table in facts.tables}
    clock = clock_of(facts.slots, halls=_halls_in_use(facts, halls), time_zone=facts.time_zone)
    walking = facts.walking if len({hall for rows in clock.rows for hall in rows}) > 1 else 0
    pinned = _pinned(facts, clock, replan=replan, now=now)
    parts = parts_of(facts, clock, pinned=pinned, now=now)
    of_buyer = _caps_of_buyers(facts, clock, halls)
    if narrowed:
        _narrow(parts, clock, of_buyer, walking=walking)
    problem = Problem(
        slots=clock.slots,
        tables=tuple(Table(id=str(table.id), hall=str(table.hall_id)) for table in facts.tables),
        companies=_companies(facts),
        participants=(*_buyers(facts, parts, of_buyer), *_suppliers(facts, parts)),
        wishes=tuple(_wish(wish, pinned, clock) for wish in facts.wishes),
        walking=walking,
        once=facts.once,
        few_days=True,
        everybody=facts.policy is PlanningPolicy.EVERYBODY_ONCE,
        one_day=facts.policy is PlanningPolicy.FEW_DAYS,
        published=_published(facts, pinned, clock) if replan else {},
        earlier=_earlier(facts, clock),
    )
    return Plan(
        edition_id=facts.edition_id,
        replanned=replan,
        problem=problem,
        wishes={wish.id: wish for wish in facts.wishes},
        clock=clock,
        halls=halls,
        caps={f"b{buyer}": theirs for buyer, theirs in of_buyer.items()},
        people={name: part.person_id for name, part in parts.items()},
        refused=facts.refused,
        elsewhere=_elsewhere(facts, pinned),
    )


def _caps_of_buyers(facts: Facts, clock: Clock, halls: Mapping[int, int]) -> dict[int, Caps]:
    caps = {hall: caps_of(clock, hall, spare=facts.spare) for hall in {*halls.values()}}
    return {buyer.id: {} if buyer.table_id is None else caps[halls[buyer.table_id]] for buyer in facts.buyers}


def _elsewhere(facts: Facts, pinned: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    own = {buyer.id: buyer.table_id for buyer in facts.buyers}
    return {
        wish.id: (wish.table_id or 0, own[wish.buyer_id] or 0)
        for wish in facts.wishes
        if wish.id in pinned and is_elsewhere(wish, own)
    }


def _narrow(parts: Mapping[str, Part], clock: Clock, of_buyer: Mapping[int, Caps], *, walking: int) -> None:
    divide_hours(parts.values(), clock, walking=walking)
    for buyer_id, caps in of_buyer.items():
        if f"b{buyer_id}" in parts:
            keep_spare(parts[f"b{buyer_id}"], clock, caps=caps)


def _halls_in_use(facts: Facts, halls: Mapping[int, int]) -> set[int]:
    buyers = {wish.buyer_id for wish in facts.wishes}
    tables = {buyer.table_id for buyer in facts.buyers if buyer.id in buyers}
    scheduled = {wish.slot_id for wish in facts.wishes}
    return {halls[table] for table in tables if table is not None} | {
        slot.hall_id for slot in facts.slots if slot.id in scheduled
    }


def _pinned(facts: Facts, clock: Clock, *, replan: bool, now: datetime) -> dict[str, int]:
    """The meetings that must not move, with their slots.

    On planning: all whose people still attend; on re-planning: those that have begun, those that somebody fixed or put
    at another table, and those to which others come too, as all of them would have to be free.
    """
    own = {buyer.id: buyer.table_id for buyer in facts.buyers}
    stay: set[int | None] = {each.meeting_id for each in facts.companions}
    stay |= {wish.meeting_id for wish in facts.wishes if wish.stays or is_elsewhere(wish, own)}
    present = {buyer.id for buyer in facts.buyers if buyer.present}
    starts = {row.id: row.starts_at for rows in clock.rows for row in rows.values()}
    return {
        wish.id: clock.numbers[wish.slot_id]
        for wish in facts.wishes
        if wish.slot_id is not None
        and (
            starts[wish.slot_id] <= now
            or ((not replan or wish.meeting_id in stay) and wish.present and wish.buyer_id in present)
        )
    }


def _published(facts: Facts, pinned: Mapping[str, int], clock: Clock) -> dict[str, Place]:
    """The places of the scheduled meetings that may move."""
    return {
        wish.id: Place(slot=clock.numbers[wish.slot_id], table=str(wish.table_id))
        for wish in facts.wishes
        if wish.slot_id is not None and wish.id not in pinned
    }


def _earlier(facts: Facts, clock: Clock) -> dict[str, Place]:
    """The places of a draft that are still there, of the requests that have no meeting yet."""
    tables = {table.id for table in facts.tables}
    waiting = {wish.id for wish in facts.wishes if wish.slot_id is None}
    return {
        wish: Place(slot=clock.numbers[slot_id], table=str(table_id))
        for wish, (slot_id, table_id) in facts.earlier.items()
        if wish in waiting and slot_id in clock.numbers and table_id in tables
    }


def _companies(facts: Facts) -> tuple[Company, ...]:
    ids = sorted({wish.company_id for wish in facts.wishes})
    return tuple(Company(id=f"c{id}", most=facts.cap, small=id in facts.small) for id in ids)


def _buyers(facts: Facts, parts: Mapping[str, Part], caps: Mapping[int, Caps]) -> Iterable[Participant]:
    for buyer in facts.buyers:
        part = parts.get(f"b{buyer.id}")
        if part is not None:
            yield Participant(
                id=part.name,
                side=SeatSide.BUYER,
                table=None if buyer.table_id is None else str(buyer.table_id),
                available=frozenset(part.hours),
                most_per_day=max(caps[buyer.id].values(), default=0),
                most_in_a_row=facts.in_a_row,
            )


def _suppliers(facts: Facts, parts: Mapping[str, Part]) -> Iterable[Participant]:
    companies = {wish.supplier: wish.company_id for wish in facts.wishes}
    for name, company_id in companies.items():
        part = parts[name]
        hours = frozenset(part.hours) if part.limited else None
        yield Participant(
            id=name,
            side=SeatSide.SUPPLIER,
            company=f"c{company_id}",
            available=hours,
            most_in_a_row=facts.in_a_row,
        )


def _wish(wish: WishFact, pinned: Mapping[str, int], clock: Clock) -> Wish:
    """The weight is the score rounded to ten: a few points must not decide. A preferred slot that is gone is none."""
    preferred = None if wish.preferred_slot_id is None else clock.numbers.get(wish.preferred_slot_id)
    return Wish(
        id=wish.id,
        buyer=wish.buyer,
        supplier=wish.supplier,
        priority=wish.priority,
        weight=(wish.score + 5) // 10 * 10,
        process=wish.process,
        pinned=pinned.get(wish.id),
        preferred=preferred,
    )
