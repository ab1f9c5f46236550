"""Who is in an area: it follows from the scans, in whatever order they arrive."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forum.checkin.enums import ScanOutcome, Told
from forum.checkin.rules.scans import (
    ADMITTED,
    ALREADY_INSIDE,
    CAME_BACK,
    LETS_IN,
    NOT_INSIDE,
    ONLY_ONCE,
    REFUSED_OFFLINE,
    WENT_OUT,
    Decision,
)

OF_PRESENCE = frozenset({ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE, ScanOutcome.ONLY_ONCE, ScanOutcome.LEFT})
"""Answers that say who was in, and so depend on what was scanned before."""

MOST_IN_A_MOMENT = 100
"""More people cannot enter an area in the two seconds for which a count is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A scan with which somebody came to an area or left it, as it is on record.

    `overridden`: a supervisor let them in against its answer, which stays as it is; `at` is when.
    """

    scan_id: str
    gate_id: int
    at: datetime
    leaves: bool
    decision: Decision
    told: Told | None
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody in an area on a day: whether they are in, by which movement since, and with which they entered first."""

    first: Movement
    last: Movement
    inside: bool


def is_movement(decision: Decision, *, told: Told | None) -> bool:
    """Whether the answer to a scan depends on who was in; then so does what is decided of later ones."""
    return decision.outcome in OF_PRESENCE or (decision.outcome is ScanOutcome.REFERRED and told is Told.ONLY_ONCE)


def replay(movements: Sequence[Movement], *, once_a_day: bool) -> tuple[list[Decision], Presence | None]:
    """What is decided of all that one person did in an area on a day, in the order of their moments, and how they are.

    Nothing but the movements counts, so that devices may send them in any order, and more than once: the state is that
    of the ordered whole. None where they never entered.
    """
    decisions: list[Decision] = []
    presence: Presence | None = None
    for movement in movements:
        decision, presence = _step(movement, presence, once_a_day=once_a_day)
        decisions.append(movement.decision if movement.overridden else decision)
    return decisions, presence


def _step(movement: Movement, before: Presence | None, *, once_a_day: bool) -> tuple[Decision, Presence | None]:
    if movement.leaves:
        if before is None or not before.inside:
            return NOT_INSIDE, before
        return WENT_OUT, replace(before, last=movement, inside=False)
    if not _was_let_in(movement):
        is_wrong = movement.told is Told.ONLY_ONCE and (before is None or not once_a_day)
        return REFUSED_OFFLINE if is_wrong else ONLY_ONCE, before
    if before is None:
        return ADMITTED, Presence(first=movement, last=movement, inside=True)
    again = ALREADY_INSIDE if before.inside else CAME_BACK
    inside = before if before.inside else replace(before, last=movement, inside=True)
    return ONLY_ONCE if once_a_day else again, inside


def _was_let_in(movement: Movement) -> bool:
    if movement.overridden:
        return True
    if movement.told is not None:
        return movement.told in LETS_IN
    return movement.decision.outcome in {ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE}
