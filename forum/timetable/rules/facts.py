"""The values read from an edition to plan its meetings, with the ids of their rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from forum.editions.enums import PlanningPolicy
from forum.scheduling.problem import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFact:
    """A slot of one hall."""

    id: int
    hall_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFact:
    """A numbered table."""

    id: int
    hall_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerFact:
    """A buyer. `present`: has accepted the invitation and still attends; `hours`: the slots they are at their table."""

    id: int
    person_id: int
    table_id: int | None
    present: bool
    hours: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishFact:
    """An open or accepted request without a meeting, or a scheduled meeting (then the last four fields are set).

    `score` is the company's match with the requirement (0 to 100), `present` whether its representative still attends.
    `preferred_slot_id`: the slot that a request asks for; what is scheduled has one. `stays`: somebody fixed the
    meeting where it is.
    """

    buyer_id: int
    company_id: int
    person_id: int
    priority: Priority
    score: int
    process: str | None
    present: bool = True
    preferred_slot_id: int | None = None
    request_id: int | None = None
    meeting_id: int | None = None
    sequence: int | None = None
    slot_id: int | None = None
    table_id: int | None = None
    stays: bool = False

    @property
    def id(self) -> str:
        """The id of the wish in the problem: the meeting's if there is one, else the request's."""
        return f"r{self.request_id}" if self.meeting_id is None else f"m{self.meeting_id}"

    @property
    def buyer(self) -> str:
        """The buyer's id in the problem."""
        return f"b{self.buyer_id}"

    @property
    def supplier(self) -> str:
        """The representative's id in the problem: one per company, since a person may represent two."""
        return f"s{self.company_id}-{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayFact:
    """A time at which a person said that they cannot come to meetings."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionFact:
    """Somebody who comes to a scheduled meeting besides the two who meet: they are nowhere else in its slot."""

    person_id: int
    meeting_id: int
    slot_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An edition's data for planning.

    `small` are the MiPyMEs among the companies, `cap` is a company's maximum of meetings, `spare` the number of slots
    a buyer keeps free each day, `walking` the minutes from one hall to another. `once`: a buyer
    and a company meet once, about all that they wish. `in_a_row`: the most meetings of
    a person without a rest. `away`: when people cannot come.
    `refused`: requests like the others, which one side has marked *no*. `policy`: what comes first. `earlier`: the
    slots and tables of a draft's meetings by wish, which are to stay.
    """

    edition_id: int
    time_zone: str
    cap: int
    spare: int
    slots: tuple[SlotFact, ...]
    tables: tuple[TableFact, ...]
    buyers: tuple[BuyerFact, ...]
    wishes: tuple[WishFact, ...]
    small: frozenset[int]
    refused: tuple[int, ...] = ()
    walking: int = 0
    once: bool = False
    in_a_row: int | None = None
    policy: PlanningPolicy = PlanningPolicy.PRIORITY_FIRST
    earlier: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    away: tuple[AwayFact, ...] = ()
    companions: tuple[CompanionFact, ...] = ()
