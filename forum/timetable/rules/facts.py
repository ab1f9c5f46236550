"""What is read of an edition to plan its meetings: plain values, by the ids of their rows."""

from dataclasses import dataclass
from datetime import date, datetime

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
    """A buyer. `present`: accepted and not gone since; `hours` are the slots in which they are at their table."""

    id: int
    person_id: int
    table_id: int | None
    present: bool
    hours: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishFact:
    """A wished meeting: an open or accepted request without a meeting, or a scheduled meeting (the last four).

    `score` is the fit of the company (0 to 100), `present` whether who would come for it still comes.
    """

    buyer_id: int
    company_id: int
    person_id: int
    priority: Priority
    score: int
    process: str | None
    present: bool = True
    request_id: int | None = None
    meeting_id: int | None = None
    sequence: int | None = None
    slot_id: int | None = None
    table_id: int | None = None

    @property
    def id(self) -> str:
        """Its name in a problem: of the meeting where there is one, else of the request."""
        return f"r{self.request_id}" if self.meeting_id is None else f"m{self.meeting_id}"

    @property
    def buyer(self) -> str:
        """The name of the buyer in a problem."""
        return f"b{self.buyer_id}"

    @property
    def supplier(self) -> str:
        """The name of whoever comes for the company in a problem: a person may come for two."""
        return f"s{self.company_id}-{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An edition as planning sees it. `small` are the MiPyMEs among the companies, `cap` a company's most meetings,
    `spare` the slots a buyer keeps free each day."""

    edition_id: int
    time_zone: str
    cap: int
    spare: int
    slots: tuple[SlotFact, ...]
    tables: tuple[TableFact, ...]
    buyers: tuple[BuyerFact, ...]
    wishes: tuple[WishFact, ...]
    small: frozenset[int]
