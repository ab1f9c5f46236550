"""Doing what a page has shown: read while everybody goes on, then done in one short change on what is still so.

Reading takes seconds at the forum's size and the change less than one. What the reading rests on is read again within
the change: where it is the same, so is what was read.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from forum.core.database import atomic
from forum.meetings.errors.clearing import PlanChanged

TRIES = 3
"""How often it is read again because something changed meanwhile, before everybody has to wait for it."""


class Shown(Protocol):
    """What would happen."""

    @property
    def digest(self) -> str:
        """What it says, in a few characters."""


P = TypeVar("P", bound=Shown)
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing(Generic[P, R]):
    """A change of many: what would happen (`plan`), what that rests on (`state`), what is made ready for it beforehand.

    `lock` locks all that it touches, in the order of the house; `do` writes it.
    """

    plan: Callable[[], P]
    state: Callable[[], Any]
    prepare: Callable[[P], R]
    lock: Callable[[P], None]
    do: Callable[[P, R], int]


class _Changed(Exception):
    """What was read is no longer what is there."""


def do_as_shown(doing: Doing[P, R], *, digest: str) -> tuple[P, int]:
    """Do exactly what was shown, all of it or nothing; returns it, and the id of the change.

    Raises:
        PlanChanged: what would happen is not what was shown any more.
    """
    for _try in range(TRIES):
        state = doing.state()
        plan = _as_shown(doing, digest)
        ready = doing.prepare(plan)
        try:
            with _without_collecting(), atomic():
                doing.lock(plan)
                if doing.state() != state:
                    raise _Changed
                return plan, doing.do(plan, ready)
        except _Changed:
            continue
    with atomic():
        doing.lock(_as_shown(doing, digest))
        plan = _as_shown(doing, digest)
        return plan, doing.do(plan, doing.prepare(plan))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """With thousands of meetings in memory a run of the garbage collector takes a fifth of a second: not meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _as_shown(doing: Doing[P, R], digest: str) -> P:
    plan = doing.plan()
    if plan.digest != digest:
        raise PlanChanged
    return plan
