"""The marks that make a function a job, as `access` marks make a function a view somebody may open."""

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
    """A job that also runs by itself every so many minutes (a divisor of 60, or 60)."""

    def mark(function: F) -> F:
        function.job_minutes = minutes  # type: ignore[attr-defined]
        return function

    return mark


def name_of(function: Callable[..., Any]) -> str:
    """The name a function was marked with."""
    return str(function.job_name)  # type: ignore[attr-defined]


def minutes_of(function: Callable[..., Any]) -> int | None:
    """How often a job runs by itself, None where it only runs when asked."""
    minutes: int | None = getattr(function, "job_minutes", None)
    return minutes
