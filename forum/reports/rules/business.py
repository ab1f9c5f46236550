"""What came of the meetings, counted from their rows: who answered, what they expect, what was ordered.

Amounts of different currencies or horizons are never added, nor those of the two sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from forum.companies.rules.few import LEAST
from forum.matchmaking.enums import Currency, Side
from forum.meetings.enums import Absent
from forum.outcomes.enums import Asking, Horizon, NextStep, NoInterest
from forum.outcomes.rules import is_held

SIDES = (Side.BUYER, Side.SUPPLIER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one side said of a meeting; `teller`: its company."""

    teller: int
    held: bool
    next_step: NextStep | None = None
    no_interest: NoInterest | None = None
    amount: int | None = None
    currency: Currency | None = None
    horizon: Horizon | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """A meeting that is over: the supplying company, the committee of its requirement, and what each side said.

    `seen`: the floor desk saw both sides at the table. `absent`: who did not come, as the desk wrote it down.
    """

    supplier_id: int
    committee: str
    answers: Mapping[Side, Answer]
    seen: bool = False
    absent: Absent | None = None

    @property
    def held(self) -> bool:
        """Whether it was held, as far as the desk saw it or anybody said; not where the desk missed somebody."""
        said = (each.held for each in self.answers.values())
        return self.absent is None and is_held(said, seen=self.seen)

    @property
    def known(self) -> bool:
        """Whether anything is known of it: seen, missed, or answered by a side."""
        return self.seen or self.absent is not None or bool(self.answers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """An order, as one side said it in a round; `teller`: its company."""

    teller: int
    supplier_id: int
    side: Side
    asking: Asking
    amount: int
    currency: Currency


@dataclass(frozen=True, kw_only=True, slots=True)
class Potential:
    """The value of requirements of one currency within the same years: how many, of how many buyers, and the sum."""

    currency: Currency
    years: int
    requirements: int
    buyers: int
    amount: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """How many told an amount, and their sum; None where so few did that it would tell of one of them."""

    number: int
    amount: int | None


Kind = tuple[Currency, Horizon]
KINDS: tuple[Kind, ...] = tuple((currency, horizon) for currency in Currency for horizon in Horizon)


def told(meetings: Iterable[Met], side: Side, kind: Kind) -> list[Answer]:
    """The answers of a side with an amount of this currency and horizon."""
    answers = (each.answers[side] for each in meetings if side in each.answers)
    return [each for each in answers if each.amount is not None and (each.currency, each.horizon) == kind]


def sum_of(answers: Sequence[Answer]) -> Sum:
    """How many answers, and their amount; None where it would tell of one company."""
    few = len({each.teller for each in answers}) < LEAST
    return Sum(number=len(answers), amount=None if few else sum(each.amount or 0 for each in answers))


def awarded(awards: Iterable[Award], side: Side, currency: Currency, asking: Asking) -> Sum:
    """The orders that a side told in a round, in one currency."""
    rows = [each for each in awards if (each.side, each.currency, each.asking) == (side, currency, asking)]
    few = len({each.teller for each in rows}) < LEAST
    return Sum(number=len(rows), amount=None if few else sum(each.amount for each in rows))


def percent(part: int, whole: int) -> int | None:
    """A part of a whole in percent; None of nothing."""
    return round(100 * part / whole) if whole else None


def meet_again(meetings: Iterable[Met]) -> int:
    """Number of meetings after which a side says that both agreed on a second one."""
    return sum(any(answer.next_step is NextStep.MEET_AGAIN for answer in each.answers.values()) for each in meetings)


def reasons(meetings: Iterable[Met], side: Side) -> Counter[NoInterest]:
    """Why a side did not want to go on: how often each reason."""
    answers = (each.answers[side] for each in meetings if side in each.answers)
    return Counter(each.no_interest for each in answers if each.no_interest is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A process with what is sought and what is offered: requirements, buyers who have them, approved suppliers."""

    name: str
    requirements: int
    buyers: int
    suppliers: int


def scarce_first(processes: Iterable[Wanted]) -> list[Wanted]:
    """Those with the fewest suppliers for each buyer come first; among equal ones those that most seek."""
    return sorted(processes, key=lambda each: (Decimal(each.suppliers) / max(each.buyers, 1), -each.buyers, each.name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What decides how many meetings fit: tables, slots a day that each buyer takes, days, and how many suppliers."""

    buyers: int
    slots: int
    spare: int
    days: int
    suppliers: int
    wanted: int

    @property
    def capacity(self) -> int:
        """Meetings that fit: each buyer keeps the spare slots of each day free."""
        return self.buyers * max(self.slots - self.spare, 0) * self.days

    @property
    def each_supplier(self) -> Decimal | None:
        """Meetings for each supplier, where all take place."""
        return (Decimal(self.capacity) / self.suppliers).quantize(Decimal("0.1")) if self.suppliers else None

    def tables(self, margin: int) -> int | None:
        """Tables for the meetings that are wanted, with so many percent more; None where no slot is left."""
        places = max(self.slots - self.spare, 0) * self.days
        if not places:
            return None
        exact = Decimal(self.wanted) * (100 + margin) / (100 * places)
        return int(exact.to_integral_value(ROUND_CEILING))
