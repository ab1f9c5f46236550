"""Whether what a company can do in a year is enough: told beside the match, never part of its order."""

import enum
from dataclasses import dataclass

from forum.core.search import fold

USUAL_UNIT = "piezas"


class CapacityMatch(enum.StrEnum):
    """Whether a capacity is enough for a volume."""

    ENOUGH = "enough"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """An amount a year in a unit that somebody typed; without a unit it is pieces."""

    amount: int
    unit: str


def capacity_match(asked: Yearly, offered: Yearly) -> CapacityMatch | None:
    """Whether the capacity is enough; None where the units are not spelled alike, so that nobody can tell."""
    if _same(asked.unit) != _same(offered.unit):
        return None
    return CapacityMatch.ENOUGH if offered.amount >= asked.amount else CapacityMatch.LESS


def _same(unit: str) -> str:
    return fold(unit) or USUAL_UNIT
