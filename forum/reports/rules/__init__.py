"""How people and companies are counted: everybody once, each by one rule, so that parts add up to their total."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from forum.companies.enums import Sector, Stratum
from forum.companies.rules import distinct as companies
from forum.registration.enums import RegistrationStatus
from forum.reports.enums import Figure

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How many registrations have in common: category, status, sector (None: unknown), and whether they entered."""

    category_id: int
    status: RegistrationStatus
    sector: Sector | None
    entered: bool
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Registered people: all, those approved, and those who entered the forum, each person once."""

    registered: int
    approved: int
    entered: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """A company that takes part: what it is counted by, what it does in the edition, and to which allies it belongs.

    `joined`: the ids of others of its RFC that are counted with it.
    """

    id: int
    rfc: str | None
    sector: Sector
    stratum: Stratum | None
    municipality: str = ""
    buys: bool = False
    supplies: bool = False
    exhibits: bool = False
    allies: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """What it is told apart by: its RFC; one without RFC, or with a generic one, is itself."""
        return companies.key_of(self.id, self.rfc)


def people_of(counted: Iterable[Counted]) -> People:
    """The people of these counts."""
    rows = list(counted)
    return People(
        registered=sum(each.number for each in rows),
        approved=sum(each.number for each in rows if each.status is RegistrationStatus.APPROVED),
        entered=sum(each.number for each in rows if each.entered),
    )


def people_by(counted: Iterable[Counted], key: Callable[[Counted], K]) -> dict[K, People]:
    """The people of these counts, by category or sector."""
    parts: dict[K, list[Counted]] = {}
    for each in counted:
        parts.setdefault(key(each), []).append(each)
    return {value: people_of(rows) for value, rows in parts.items()}


def distinct(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Each company once: those of one RFC are one, which does what any of them does; the first says the rest."""
    return companies.distinct(organisations, _joined)


def _joined(known: Organisation, other: Organisation) -> Organisation:
    return replace(
        known,
        buys=known.buys or other.buys,
        supplies=known.supplies or other.supplies,
        exhibits=known.exhibits or other.exhibits,
        allies=known.allies | other.allies,
        joined=known.joined | {other.id},
    )


def count_by(organisations: Iterable[Organisation], key: Callable[[Organisation], K]) -> Mapping[K, int]:
    """Number of companies by what they are counted by, most first; 0 for what none is."""
    return Counter(key(each) for each in organisations)


def is_stratified(organisation: Organisation) -> bool:
    """Whether it counts among companies by size: a company that supplies or exhibits, no school and no office."""
    return organisation.sector is Sector.EMPRESA and (organisation.supplies or organisation.exhibits)


MIPYME = (Stratum.MICRO, Stratum.PEQUENA, Stratum.MEDIANA)
TRIPLE_HELIX = (Sector.EMPRESA, Sector.ACADEMIA, Sector.GOBIERNO)


HIDDEN = "C"
"""What stands in place of a value that is not told, as statistical offices write it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A figure, or a row of them: what it counts, in words too, and the values; None where there is none to tell.

    `given`: the places of the values that the organisers gave. `hidden`: of those that are known and not told, because
    few companies stand behind them or another one would follow from them.
    """

    label: str
    values: Sequence[int | Decimal | None]
    definition: str = ""
    given: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()

    def text(self, place: int) -> str:
        """A value as a sheet has it; empty where there is none."""
        value = self.values[place]
        return HIDDEN if place in self.hidden else "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the report: its title, the headings of its values, its lines, and what holds of all of them."""

    title: str
    columns: Sequence[str]
    lines: Sequence[Line]
    definition: str = ""

    @property
    def headings(self) -> list[tuple[str]]:
        """The headings of the values, as a table of numbers takes them."""
        return [(word,) for word in self.columns]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What is compared: an edition of the app with its figures, or a year of which only given figures are known."""

    year: int
    name: str = ""
    figures: Mapping[Figure, int] | None = None

    def value(self, figure: Figure, given: Mapping[tuple[int, Figure], int]) -> tuple[int | None, bool]:
        """Its figure, and whether it was given: what the app counted stands, where it counted anything."""
        counted = (self.figures or {}).get(figure, 0)
        if not counted and (self.year, figure) in given:
            return given[self.year, figure], True
        if self.figures is None or (not counted and figure in TOLD):
            return None, False
        return counted, False


TOLD = frozenset({Figure.MEETINGS_HELD, Figure.BUSINESS_MXN, Figure.BUSINESS_USD})
"""What nobody knows unless somebody told it: none of it counted is not zero."""


def compared(own: Sequence[Compared], given: Mapping[tuple[int, Figure], int]) -> list[Compared]:
    """What stands side by side, by year: the editions of the app, and the other years of which figures were given."""
    known = {each.year for each in own}
    others = sorted({year for year, _figure in given} - known)
    return sorted([*own, *(Compared(year=year) for year in others)], key=lambda each: each.year)


def lines_of(
    columns: Sequence[Compared], given: Mapping[tuple[int, Figure], int], words: Mapping[Figure, tuple[str, str]]
) -> list[Line]:
    """A line for each figure of which anything is known; `words`: how it is called, and what it counts."""
    lines = []
    for figure, (label, definition) in words.items():
        told = [each.value(figure, given) for each in columns]
        if any(value is not None for value, _given in told):
            lines.append(
                Line(
                    label=label,
                    values=[value for value, _given in told],
                    definition=definition,
                    given=frozenset(place for place, (_value, is_given) in enumerate(told) if is_given),
                )
            )
    return lines


def largest_first(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """What is counted most comes first; the same number by name, and what has no name last."""
    return sorted(counted.items(), key=lambda each: (not each[0], -each[1], each[0]))


def sheet_rows(sections: Iterable[Section], *, given: str) -> list[list[str]]:
    """The report as the rows of a sheet: part, figure, what its value is, the value, and the definition.

    `given`: what is said of a value that the organisers gave.
    """
    return [
        [
            section.title,
            line.label,
            section.columns[place],
            line.text(place),
            " ".join(filter(None, (line.definition, section.definition, given if place in line.given else ""))),
        ]
        for section in sections
        for line in section.lines
        for place in range(len(line.values))
        if line.text(place)
    ]
