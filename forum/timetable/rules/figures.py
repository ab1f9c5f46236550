"""The figures of a draft as they are shown: what it achieves, and what is proved about any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forum.scheduling.problem import CLASSES, Status


@dataclass(frozen=True, slots=True)
class Achieved:
    """One figure: what the draft has, and the best that is proved possible; `asked`: of how many (0: not kept)."""

    name: str
    has: int
    best: int
    asked: int = 0

    @property
    def is_best(self) -> bool:
        """Whether no timetable is better in it, where those before it are equal."""
        return self.has == self.best


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a draft achieves: wishes met in their classes, and costs, each beside what is proved.

    `is_proved`: no timetable is better. `most`: the most meetings with these priorities.
    """

    is_proved: bool
    met: int
    asked: int
    most: int
    wishes: tuple[Achieved, ...]
    costs: tuple[Achieved, ...]
    preferred: int
    missed: int

    def cost(self, name: str) -> Achieved:
        """One of the costs."""
        return next(each for each in self.costs if each.name == name)


COSTS = ("moved", "days", "breaks", "walks")


def figures_of(
    status: Status,
    *,
    asked: Mapping[str, int],
    value: Mapping[str, Any],
    value_bound: Mapping[str, Any],
    cost: Mapping[str, Any],
    cost_bound: Mapping[str, Any],
) -> Figures:
    """The figures of a draft from the engine's results as they are stored.

    Bounds are compared from the left, so the most of a later class may be less than what is met there: where a class
    before it is not proved, nothing is said of it.
    """
    wishes = tuple(
        Achieved(name, value[name], max(value[name], value_bound[name]), asked.get(name, 0)) for name in CLASSES
    )
    return Figures(
        is_proved=status is Status.OPTIMAL,
        met=sum(each.has for each in wishes),
        asked=sum(each.asked for each in wishes),
        most=sum(each.best for each in wishes),
        wishes=tuple(each for each in wishes if each.asked or each.has),
        costs=tuple(Achieved(name, cost.get(name, 0), cost_bound.get(name, 0)) for name in COSTS),
        preferred=cost.get("preferred", 0),
        missed=cost.get("missed", 0),
    )
