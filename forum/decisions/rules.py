"""When a decision is done, until when it can be undone, and what a domain says of its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum.decisions.enums import DecisionState
from forum.decisions.errors import AlreadyTakenBack, TooLateToTakeBack

UNDO = timedelta(seconds=10)
"""How long a decision waits, so that it can still be undone."""
KEPT = timedelta(days=30)
"""How long it can be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was decided besides the lines: in which edition, by whom, when it is done, and what was told (a reason)."""

    edition_id: int
    by: int
    now: datetime
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of decision on the lines of a list.

    `model`: of the lines, which have an `edition_id`, or `among` says which of some ids are of an edition.
    `permission`: who takes it and sees it. `do`: does it to one
    line, within a transaction. `will`, `said`: how many it will be done to, and how many it was done to, in words.
    `many`: the list (`core.many.Many`) at an address. `based_on`: the column whose value decides; a line that has
    another one when the decision is due stays as somebody made it meanwhile.
    """

    code: str
    model: type[Any]
    permission: str
    do: Callable[[int, Order], object]
    will: Callable[[int], str]
    said: Callable[[int], str]
    many: Callable[[Mapping[str, Any]], Any]
    based_on: str = "status"
    among: Callable[[Sequence[int], int], list[int]] | None = None


def state_of(
    *, due_at: datetime, taken_back_at: datetime | None, done_at: datetime | None, now: datetime
) -> DecisionState:
    """The state of a decision."""
    if taken_back_at is not None:
        return DecisionState.TAKEN_BACK
    if done_at is not None:
        return DecisionState.DONE
    return DecisionState.WAITING if now < due_at else DecisionState.DUE


def ensure_undoable(
    *, due_at: datetime, started_at: datetime | None, taken_back_at: datetime | None, now: datetime
) -> None:
    """Refuse to undo what has begun, or was undone.

    Raises:
        AlreadyTakenBack, TooLateToTakeBack
    """
    if taken_back_at is not None:
        raise AlreadyTakenBack
    if started_at is not None or now >= due_at:
        raise TooLateToTakeBack
