"""Reads and writes problems and timetables as JSON, in the format of the package's docstring.

Input is the parsed JSON (`json.loads`). Anything that does not match the format is an error with its location: a
misspelt key must not be taken for an absent one.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import (
    CLASSES,
    Company,
    Cost,
    Participant,
    Place,
    Priority,
    Problem,
    ProblemError,
    SeatSide,
    Slot,
    Table,
    Timetable,
    Value,
    Wish,
)

MOST_TABLES = 100_000
"""The largest count of tables that is accepted: more is a typing error."""

MOST_NUMBER = 1_000_000_000_000_000
"""The largest number that is accepted: no minute, weight, quota or day is larger."""

KEYS: Mapping[type[object], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Problem, Slot, Table, Company, Participant, Wish, Place)
}
"""The keys of each JSON object: the fields of its class."""

T = TypeVar("T")
Name = TypeVar("Name", bound=StrEnum)
Reader = Callable[[object, str], T]


def problem_from_json(data: object) -> Problem:
    """The problem from parsed JSON.

    Raises `ProblemError` with the location if a key is unknown or missing or a value has another type, and if the
    problem contradicts itself.
    """
    top = _item(data, "", Problem)
    problem = Problem(
        slots=top.needed("slots", _each(_slot)),
        tables=top.needed("tables", _tables),
        participants=top.needed("participants", _each(_participant)),
        wishes=top.needed("wishes", _each(_wish)),
        companies=top.get("companies", _each(_company), ()),
        precedences=top.get("precedences", _each(_precedence), ()),
        walking=top.get("walking", _whole, 0),
        once=top.get("once", _flag, False),
        few_days=top.get("few_days", _flag, False),
        everybody=top.get("everybody", _flag, False),
        one_day=top.get("one_day", _flag, False),
        published=top.get("published", _published, {}),
        earlier=top.get("earlier", _published, {}),
    )
    ensure_well_posed(problem)
    return problem


def problem_to_json(problem: Problem) -> dict[str, object]:
    """The problem as JSON for `problem_from_json`, without default values."""
    published, earlier = (
        {wish: _compact(place) for wish, place in places.items()} for places in (problem.published, problem.earlier)
    )
    return {
        "slots": [_compact(slot) for slot in problem.slots],
        "tables": [_compact(table) for table in problem.tables],
        "companies": [_compact(company) for company in problem.companies],
        "participants": [_compact(person) for person in problem.participants],
        "wishes": [_compact(wish) for wish in problem.wishes],
        "precedences": [list(pair) for pair in problem.precedences],
        "walking": problem.walking,
        **{name: True for name in ("once", "few_days", "everybody", "one_day") if getattr(problem, name)},
        "published": published,
        **({"earlier": earlier} if earlier else {}),
    }


def timetable_to_json(timetable: Timetable) -> dict[str, object]:
    """The timetable as JSON, with the reasons by code and their numbers."""
    return {
        "status": timetable.status.value,
        "value": _value(timetable.value),
        "value_bound": _value(timetable.value_bound),
        "cost": _cost(timetable.cost),
        "cost_bound": _cost(timetable.cost_bound),
        "seconds": timetable.seconds,
        "steps": timetable.steps,
        "seed": timetable.seed,
        "meetings": {wish: _compact(place) for wish, place in timetable.meetings.items()},
        **({"joined": dict(timetable.joined)} if timetable.joined else {}),
        "left_out": [
            {"wish": left.wish, "reason": left.reason.value, "numbers": dict(left.numbers)}
            for left in timetable.left_out
        ],
    }


def _value(value: Value) -> dict[str, int]:
    everybody = {} if value.everybody is None else {"everybody": value.everybody}
    return {**dict(zip(CLASSES, value.met, strict=True)), **everybody, "points": value.points, "total": value.total}


def _cost(cost: Cost) -> dict[str, int]:
    return {field.name: getattr(cost, field.name) for field in fields(cost)}


def _compact(record: Slot | Table | Company | Participant | Wish | Place) -> dict[str, object]:
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: _plain(value) for field, value in values if value != field.default}


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, StrEnum) else value


@dataclass(frozen=True, slots=True)
class _Item:
    """A JSON object: its location and its values."""

    where: str
    values: Mapping[str, object]

    def needed(self, key: str, read: Reader[T]) -> T:
        if key not in self.values:
            raise ProblemError(f"{self.where or 'the problem'}: {key} is missing")
        return read(self.values[key], self._at(key))

    def get(self, key: str, read: Reader[T], absent: T) -> T:
        value = self.values.get(key)
        return absent if value is None else read(value, self._at(key))

    def maybe(self, key: str, read: Reader[T]) -> T | None:
        value = self.values.get(key)
        return None if value is None else read(value, self._at(key))

    def _at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def _item(value: object, where: str, kind: type[object]) -> _Item:
    values = _object(value, where)
    for key in values:
        if key not in KEYS[kind]:
            raise ProblemError(f"{where or 'the problem'}: {_shown(key)} is none of {', '.join(KEYS[kind])}")
    return _Item(where, values)


def _slot(value: object, where: str) -> Slot:
    item = _item(value, where, Slot)
    return Slot(
        day=item.needed("day", _whole),
        starts=item.needed("starts", _whole),
        ends=item.needed("ends", _whole),
        hall=item.maybe("hall", _text),
    )


def _tables(value: object, where: str) -> tuple[Table, ...]:
    if isinstance(value, list):
        return _each(_table)(value, where)
    count = _whole(value, where)
    if not 0 <= count <= MOST_TABLES:
        raise ProblemError(f"{where}: {count} is not from 0 to {MOST_TABLES}")
    return tuple(Table(id=str(number)) for number in range(1, count + 1))


def _table(value: object, where: str) -> Table:
    item = _item(value, where, Table)
    return Table(id=item.needed("id", _text), hall=item.get("hall", _text, ""))


def _company(value: object, where: str) -> Company:
    item = _item(value, where, Company)
    return Company(id=item.needed("id", _text), most=item.maybe("most", _whole), small=item.get("small", _flag, False))


def _participant(value: object, where: str) -> Participant:
    item = _item(value, where, Participant)
    return Participant(
        id=item.needed("id", _text),
        side=item.needed("side", _SIDE),
        company=item.get("company", _text, ""),
        table=item.maybe("table", _text),
        available=item.maybe("available", _numbers),
        most=item.maybe("most", _whole),
        most_per_day=item.maybe("most_per_day", _whole),
        most_in_a_row=item.maybe("most_in_a_row", _whole),
    )


def _wish(value: object, where: str) -> Wish:
    item = _item(value, where, Wish)
    return Wish(
        id=item.needed("id", _text),
        buyer=item.needed("buyer", _text),
        supplier=item.needed("supplier", _text),
        priority=item.get("priority", _PRIORITY, Priority.SUPPLIER),
        weight=item.get("weight", _whole, 50),
        process=item.maybe("process", _text),
        slots=item.maybe("slots", _numbers),
        pinned=item.maybe("pinned", _whole),
        preferred=item.maybe("preferred", _whole),
    )


def _precedence(value: object, where: str) -> tuple[str, str]:
    names = _each(_text)(value, where)
    if len(names) != 2:
        raise ProblemError(f"{where}: {_shown(value)} is no pair of wishes")
    return (names[0], names[1])


def _published(value: object, where: str) -> dict[str, Place]:
    return {wish: _place(place, f"{where}.{wish}") for wish, place in _object(value, where).items()}


def _place(value: object, where: str) -> Place:
    item = _item(value, where, Place)
    return Place(slot=item.needed("slot", _whole), table=item.needed("table", _text))


def _object(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ProblemError(f"{where or 'the problem'}: {_shown(value)} is no object")
    return value


def _each(read: Reader[T]) -> Reader[tuple[T, ...]]:
    def all_of(value: object, where: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ProblemError(f"{where}: {_shown(value)} is no list")
        return tuple(read(item, f"{where}[{number}]") for number, item in enumerate(value))

    return all_of


def _one_of(kind: type[Name]) -> Reader[Name]:
    names = {member.value: member for member in kind}

    def name(value: object, where: str) -> Name:
        if not isinstance(value, str) or value not in names:
            raise ProblemError(f"{where}: {_shown(value)} is none of {', '.join(names)}")
        return names[value]

    return name


def _numbers(value: object, where: str) -> frozenset[int]:
    listed = _each(_whole)(value, where)
    if len(set(listed)) < len(listed):
        raise ProblemError(f"{where}: {_shown(value)} names a slot twice")
    return frozenset(listed)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ProblemError(f"{where}: {_shown(value)} is no text")
    return value


def _whole(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ProblemError(f"{where}: {_shown(value)} is no whole number")
    if abs(value) > MOST_NUMBER:
        raise ProblemError(f"{where}: {_shown(value)} is beyond {MOST_NUMBER:,}")
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ProblemError(f"{where}: {_shown(value)} is neither true nor false")
    return value


def _shown(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else written[:57] + "…"


_SIDE = _one_of(SeatSide)
_PRIORITY = _one_of(Priority)
