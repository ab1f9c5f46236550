"""Reads a published instance: MiniZinc data with numbers, sets, arrays and one matrix.

`meetingsxBusiness` and `nMeetingsBusiness` repeat what `requested` says, not always consistently: only `requested` is
used. A forbidden slot 0 means none.
"""

import re

from forum.scheduling.fixed.problem import FixedMeeting, FixedProblem, ProblemFileError, Session

Element = int | frozenset[int]
Value = int | frozenset[int] | list[Element] | list[list[Element]]

_TOKEN = re.compile(
    r"(?:%[^\n]*|/\*.*?\*/|\s)+|(\[\||\|\]|\.\.|-?\d{1,9}(?!\d)|[A-Za-z_]\w*|[=;,:{}\[\]|])|(.)", re.DOTALL
)
_NUMBER = re.compile(r"-?\d+")
_LARGEST = 100_000


class _Parser:
    """A recursive-descent parser of the assignments in a file."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        for match in _TOKEN.finditer(text.removeprefix("\ufeff")):
            if match[2]:
                line = text.count("\n", 0, match.start()) + 1
                raise ProblemFileError(f"line {line}: {match[2]!r} has no meaning here")
            if match[1]:
                self.tokens.append(match[1])
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else "the end of the file"

    def take(self, *wanted: str) -> str:
        found = self.peek()
        if found not in wanted:
            raise ProblemFileError(f"expected {' or '.join(map(repr, wanted))}, found {found!r}")
        self.at += 1
        return found

    def assignments(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while self.at < len(self.tokens):
            name = self.peek()
            if not (name[0].isalpha() or name[0] == "_"):
                raise ProblemFileError(f"expected a name, found {name!r}")
            if name in found:
                raise ProblemFileError(f"{name} is given twice")
            self.at += 1
            self.take("=")
            try:
                found[name] = self.value()
            except ProblemFileError as error:
                raise ProblemFileError(f"{name}: {error}") from None
            if self.at < len(self.tokens):
                self.take(";")
        return found

    def value(self) -> Value:
        if self.peek() == "[|":
            return self.matrix()
        if self.peek() == "[":
            self.at += 1
            return self.elements("]")
        return self.element()

    def matrix(self) -> list[list[Element]]:
        self.take("[|")
        rows: list[list[Element]] = []
        while self.peek() != "|]":
            rows.append(self.elements("|", "|]"))
            if self.tokens[self.at - 1] == "|]":
                return rows
        self.take("|]")
        return rows

    def elements(self, *ends: str) -> list[Element]:
        """The elements up to one of the ends, which is consumed; a trailing comma is allowed."""
        found: list[Element] = []
        while self.peek() not in ends:
            found.append(self.element())
            if self.peek() not in ends:
                self.take(",", *ends)
        self.take(*ends)
        return found

    def element(self) -> Element:
        if self.peek() == "{":
            self.at += 1
            return self.braced()
        first = self.number()
        if self.peek() != "..":
            return first
        self.at += 1
        last = self.number()
        if last - first > _LARGEST:
            raise ProblemFileError(f"{first}..{last} is too long a range")
        return frozenset(range(first, last + 1))

    def braced(self) -> frozenset[int]:
        members: set[int] = set()
        for element in self.elements("}"):
            members |= {element} if isinstance(element, int) else element
        return frozenset(members)

    def number(self) -> int:
        found = self.peek()
        if not _NUMBER.fullmatch(found):
            raise ProblemFileError(f"expected a number, found {found!r}")
        self.at += 1
        return int(found)


class _Data:
    """The assignments of a file; each method checks the type and size of the value that it returns."""

    def __init__(self, values: dict[str, Value]) -> None:
        self.values = values

    def count(self, name: str, *, least: int, most: int = _LARGEST) -> int:
        if name not in self.values:
            raise ProblemFileError(f"{name} is missing")
        value = self.values[name]
        if not isinstance(value, int):
            raise ProblemFileError(f"{name} must be a number")
        return _within(value, name, least, most)

    def rows(self, name: str, *, length: int, width: int) -> list[list[int]]:
        rows = self._list(name, length)
        found = []
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, list) or len(row) != width or not all(isinstance(n, int) for n in row):
                raise ProblemFileError(f"{name}: row {number} must have {width} numbers")
            found.append([n for n in row if isinstance(n, int)])
        return found

    def numbers(self, name: str, *, length: int, most: int) -> list[int]:
        if name not in self.values:
            return [0] * length
        found = []
        for number, value in enumerate(self._list(name, length), start=1):
            if not isinstance(value, int):
                raise ProblemFileError(f"{name}: element {number} must be a number")
            found.append(_within(value, f"{name}: element {number}", 0, most))
        return found

    def sets(self, name: str, *, length: int, most: int) -> list[frozenset[int]]:
        """Sets of numbers from 1; a 0 means none and is removed."""
        if name not in self.values:
            return [frozenset()] * length
        found = []
        for number, value in enumerate(self._list(name, length), start=1):
            if not isinstance(value, frozenset):
                raise ProblemFileError(f"{name}: element {number} must be a set")
            found.append(frozenset(_within(n, f"{name}: element {number}", 0, most) for n in value) - {0})
        return found

    def _list(self, name: str, length: int) -> list[Element] | list[list[Element]]:
        if name not in self.values:
            raise ProblemFileError(f"{name} is missing")
        value = self.values[name]
        if not isinstance(value, list):
            raise ProblemFileError(f"{name} must be an array")
        if len(value) != length:
            raise ProblemFileError(f"{name} must have {length} elements, not {len(value)}")
        return value


def _within(value: int, name: str, least: int, most: int) -> int:
    if not least <= value <= most:
        raise ProblemFileError(f"{name} must be from {least} to {most}, not {value}")
    return value


def read_dzn(text: str) -> FixedProblem:
    """The problem in a published file. Raises `ProblemFileError` if the file is not valid."""
    data = _Data(_Parser(text).assignments())
    people = data.count("nBusiness", least=0)
    size = data.count("nMeetings", least=0)
    slots = data.count("nTotalSlots", least=0)
    rows = data.rows("requested", length=size, width=3)
    fixed = data.numbers("fixed", length=size, most=slots)
    after = data.sets("precedences", length=size, most=size)
    return FixedProblem(
        participants=people,
        tables=data.count("nTables", least=0),
        slots=slots,
        morning=data.count("nMorningSlots", least=0, most=slots),
        meetings=tuple(
            _meeting(number, row, people, fixed[number - 1], after[number - 1])
            for number, row in enumerate(rows, start=1)
        ),
        forbidden=tuple(data.sets("forbidden", length=people, most=slots)),
    )


def _meeting(number: int, row: list[int], people: int, fixed: int, after: frozenset[int]) -> FixedMeeting:
    first, second, session = row
    where = f"requested: row {number}"
    _within(first, f"{where}: the first participant", 1, people)
    _within(second, f"{where}: the second participant", 1, people)
    _within(session, f"{where}: the session", 1, 3)
    if first == second:
        raise ProblemFileError(f"{where}: participant {first} cannot meet themselves")
    return FixedMeeting(first, second, Session(session), fixed, after)
