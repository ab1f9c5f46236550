"""What is asked of the timetable engine and what it answers: frozen values; the package says what they mean."""

import enum
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

FIRST_MEETINGS = (125, 100, 75, 50, 25)
"""Points a small company adds for its first, second, … meeting: a first one outweighs a sixth of any weight."""
SCARCE = 100
"""Points of a wish for a process with fewer suppliers than buyers."""
MOST_WEIGHT = 100


class ProblemError(ValueError):
    """The problem contradicts itself or is not written as the package says; the sentence says where."""


class SeatSide(enum.StrEnum):
    """A side of the table."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class Priority(enum.StrEnum):
    """Who wishes to meet, the strongest first."""

    MUTUAL = "mutual"
    BUYER = "buyer"
    ORGANISER = "organiser"
    SUPPLIER = "supplier"


CLASSES = ("published", *(priority.value for priority in Priority))
"""What the vector of wishes met counts, from the left."""


class Reason(enum.StrEnum):
    """Why a wish was left out."""

    NO_COMMON_SLOT = "no_common_slot"
    BUYER_FULL = "buyer_full"
    QUOTA = "quota"
    TABLES_FULL = "tables_full"
    LOWER_PRIORITY = "lower_priority"
    FAIRNESS = "fairness"
    NOT_REACHED = "not_reached"


class Status(enum.StrEnum):
    """How much is proved: the whole, or that it holds and how far it can be from the best."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time (minutes of a day) in which one meeting fits at each table of its hall, or of every hall."""

    day: int
    starts: int
    ends: int
    hall: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A numbered table in a hall."""

    id: str
    hall: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What the people of a company share: a quota, and whether it is a MiPyME whose first meetings count more."""

    id: str
    most: int | None = None
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person who meets. `available` are slots, other engagements taken off; None is every slot."""

    id: str
    side: SeatSide
    company: str = ""
    table: str | None = None
    available: frozenset[int] | None = None
    most: int | None = None
    most_per_day: int | None = None
    most_in_a_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A meeting somebody wishes for. `slots` narrows where it may be, `pinned` says where it is."""

    id: str
    buyer: str
    supplier: str
    priority: Priority = Priority.SUPPLIER
    weight: int = 50
    process: str | None = None
    slots: frozenset[int] | None = None
    pinned: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a meeting is: a slot and a table."""

    slot: int
    table: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Who wishes to meet whom, when they could, and within which limits."""

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    wishes: tuple[Wish, ...]
    companies: tuple[Company, ...] = ()
    precedences: tuple[tuple[str, str], ...] = ()
    walking: int = 0
    published: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def scarce(self) -> frozenset[str]:
        """The processes for which fewer supplier companies than buyers are named."""
        buyers: defaultdict[str, set[str]] = defaultdict(set)
        suppliers: defaultdict[str, set[str]] = defaultdict(set)
        company = {person.id: person.company or person.id for person in self.participants}
        for wish in self.wishes:
            if wish.process is not None:
                buyers[wish.process].add(wish.buyer)
                suppliers[wish.process].add(company[wish.supplier])
        return frozenset(process for process in buyers if len(suppliers[process]) < len(buyers[process]))

    def class_of(self, wish: Wish) -> int:
        """The place in `CLASSES` under which a wish counts."""
        return 0 if wish.id in self.published else CLASSES.index(wish.priority.value)

    def points_of(self, wish: Wish) -> int:
        """The points of a wish by itself, without what its companies add."""
        return wish.weight + (SCARCE if wish.process in self.scarce else 0)


def first_meetings(count: int) -> int:
    """The points a small company adds with so many meetings."""
    return sum(FIRST_MEETINGS[:count])


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """How many wishes of each class are met (as in `CLASSES`), and the points; the larger, the better."""

    met: tuple[int, ...]
    points: int

    @property
    def key(self) -> tuple[int, ...]:
        """What is compared, from the left."""
        return (*self.met, self.points)

    @property
    def total(self) -> int:
        """Wishes met of all classes."""
        return sum(self.met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a timetable costs people, in the order in which it is kept low."""

    moved: int
    breaks: int
    walks: int

    @property
    def key(self) -> tuple[int, int, int]:
        """What is compared, from the left."""
        return (self.moved, self.breaks, self.walks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A wish that is not met, and why; `numbers` fill the places of the sentence."""

    wish: str
    reason: Reason
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Where each met wish is, why the others are not, and what is proved.

    No timetable has a value beyond `value_bound`. None with this `value` costs less than `cost_bound`: each of its
    numbers holds for timetables as good in those before it. `steps` is the work done: with the same seed and the same
    steps the same timetable comes again.
    """

    status: Status
    meetings: Mapping[str, Place]
    left_out: tuple[LeftOut, ...]
    value: Value
    value_bound: Value
    cost: Cost
    cost_bound: Cost
    seconds: float
    steps: int
    seed: int
