"""The decorators that make a function a job."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def job(name: str) -> Callable[[F], F]:
    """A function that runs in the background under this name (`"mail.drain"`), with plain JSON keywords."""

    def mark(function: F) -> F:
        function.job_name = name  # type: ignore[attr-defined]
        return function

    return mark


def every(*, minutes: int) -> Callable[[F], F]:
    """A job that also runs by itself every N minutes (a divisor of 60)."""

    def mark(function: F) -> F:
        function.job_minutes = minutes  # type: ignore[attr-defined]
        return function

    return mark


def name_of(function: Callable[..., Any]) -> str:
    """The name of a job."""
    return str(function.job_name)  # type: ignore[attr-defined]


def minutes_of(function: Callable[..., Any]) -> int | None:
    """Every how many minutes a job runs by itself; None where it only runs when added to the queue."""
    minutes: int | None = getattr(function, "job_minutes", None)
    return minutes
