"""Problems and timetables as frozen values; the package's docstring defines the rules."""

import enum
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

FIRST_MEETINGS = (125, 100, 75, 50, 25)
"""Points that a small company adds for its first, second, … meeting."""
SCARCE = 100
"""Additional points of a wish for a process with fewer suppliers than buyers."""
MOST_WEIGHT = 100


class ProblemError(ValueError):
    """The problem contradicts itself or does not match the format; the message says where."""


class SeatSide(enum.StrEnum):
    """A side of the table."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class Priority(enum.StrEnum):
    """Who wishes to meet, the highest priority first."""

    MUTUAL = "mutual"
    BUYER = "buyer"
    ORGANISER = "organiser"
    SUPPLIER = "supplier"


Pair: TypeAlias = tuple[str, str]
"""A buyer and a company that sells."""

CLASSES = ("published", *(priority.value for priority in Priority))
"""The classes of wishes in the vector of wishes met, from the left."""


class Reason(enum.StrEnum):
    """Why a wish was left out; the package's docstring says what each of them claims."""

    NO_COMMON_SLOT = "no_common_slot"
    NO_ROOM = "no_room"
    BUYER_FULL = "buyer_full"
    SUPPLIER_FULL = "supplier_full"
    QUOTA = "quota"
    TABLES_FULL = "tables_full"
    REST = "rest"
    WALKING = "walking"
    ORDER = "order"
    SECOND_DAY = "second_day"
    MEETS_ALREADY = "meets_already"
    LOWER_PRIORITY = "lower_priority"
    FAIRNESS = "fairness"
    SEVERAL = "several"
    NOT_REACHED = "not_reached"


class Status(enum.StrEnum):
    """Whether the timetable is proved optimal, or only valid, with bounds."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time span (in minutes of a day) for one meeting at each table of its hall, or of every hall."""

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
    """A company: the quota that its people share, and whether its first meetings count more (MiPyME)."""

    id: str
    most: int | None = None
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person in meetings. `available` are the slots in which they are free; None is every slot."""

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
    """A requested meeting. `slots` restricts the slots it may be in, `pinned` is the slot it must be in.

    `preferred` is the slot that was asked for: another one will do as well.
    """

    id: str
    buyer: str
    supplier: str
    priority: Priority = Priority.SUPPLIER
    weight: int = 50
    process: str | None = None
    slots: frozenset[int] | None = None
    pinned: int | None = None
    preferred: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a meeting is: a slot and a table."""

    slot: int
    table: str


@dataclass(frozen=True, kw_only=True)
class Problem:
    """The wishes, the people and their hours, and the limits. `once`: a buyer meets a company once.

    `few_days`: suppliers come on as few days as possible, which counts before breaks. `everybody`: as many small
    companies as possible have a meeting, whatever its class. `one_day`: a supplier comes on one day. `earlier`: the
    places of a timetable that nobody was told of, such as a draft: they are kept like published ones, but claim
    nothing.
    """

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    participants: tuple[Participant, ...]
    wishes: tuple[Wish, ...]
    companies: tuple[Company, ...] = ()
    precedences: tuple[tuple[str, str], ...] = ()
    walking: int = 0
    once: bool = False
    few_days: bool = False
    everybody: bool = False
    one_day: bool = False
    published: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    earlier: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def homes(self) -> Mapping[str, Place]:
        """The places in which wishes are to stay: where they are published, or were in an earlier timetable."""
        return {**self.earlier, **self.published}

    @cached_property
    def scarce(self) -> frozenset[str]:
        """The processes whose wishes name fewer supplier companies than buyers."""
        buyers: defaultdict[str, set[str]] = defaultdict(set)
        suppliers: defaultdict[str, set[str]] = defaultdict(set)
        company = {person.id: person.company or person.id for person in self.participants}
        for wish in self.wishes:
            if wish.process is not None:
                buyers[wish.process].add(wish.buyer)
                suppliers[wish.process].add(company[wish.supplier])
        return frozenset(process for process in buyers if len(suppliers[process]) < len(buyers[process]))

    @cached_property
    def pairs(self) -> Mapping[str, Pair]:
        """The pair of each wish: its buyer, and the company of its supplier (or the supplier, if they have none)."""
        company = {person.id: person.company or person.id for person in self.participants}
        return {wish.id: (wish.buyer, company[wish.supplier]) for wish in self.wishes}

    @cached_property
    def preferences(self) -> Mapping[str, int]:
        """The preferred slots by wish; a pinned wish has none, as staff has decided its slot."""
        return {w.id: w.preferred for w in self.wishes if w.preferred is not None and w.pinned is None}

    def class_of(self, wish: Wish) -> int:
        """The index in `CLASSES` of the class of a wish."""
        return 0 if wish.id in self.published else CLASSES.index(wish.priority.value)

    def points_of(self, wish: Wish) -> int:
        """The points of a wish, without those that small companies add."""
        return wish.weight + (SCARCE if wish.process in self.scarce else 0)


def first_meetings(count: int) -> int:
    """The points that a small company adds with `count` meetings."""
    return sum(FIRST_MEETINGS[:count])


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Number of wishes met per class (as in `CLASSES`), and the points; larger is better.

    `everybody`: the number of small companies with a meeting, where the problem asks for that.
    """

    met: tuple[int, ...]
    points: int
    everybody: int | None = None

    @property
    def key(self) -> tuple[int, ...]:
        """The numbers to compare, from the left."""
        if self.everybody is None:
            return (*self.met, self.points)
        return (*self.met[:1], self.everybody, *self.met[1:], self.points)

    @property
    def total(self) -> int:
        """Number of wishes met, of all classes."""
        return sum(self.met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of a timetable, in the order in which it is minimised; `missed`: preferred slots that are not given.

    `days`: on how many days suppliers come, added up, where the problem asks for few.
    """

    moved: int
    missed: int = 0
    days: int = 0
    breaks: int
    walks: int

    @property
    def key(self) -> tuple[int, int, int, int, int]:
        """The numbers to compare, from the left."""
        return (self.moved, self.missed, self.days, self.breaks, self.walks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A wish that is not met, and the reason; `numbers` are the parameters of its sentence."""

    wish: str
    reason: Reason
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPoint:
    """What was found with so many moves: how many meetings moved, which wishes are met, how many breaks there are."""

    moved: int
    value: Value
    breaks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The place of each wish met, the reasons for the others, and the proved bounds.

    No timetable has a value above `value_bound`. No timetable with this `value` has a cost below `cost_bound`: each of
    its numbers bounds the timetables that are equal in the numbers before it. `steps` is the work done: the same seed
    and steps give the same timetable. `joined`: the wishes that are talked about at the meeting of another wish.
    `front`: of a re-planned one, what was found with fewer moves, the fewest first; it is the last itself.
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
    joined: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    front: tuple[FrontPoint, ...] = ()
