"""How long the engine may work, as a command's words say it, and how Ctrl-C ends it."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def positive(text: str) -> float:
    """A number of seconds."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds")
    return number


def count(text: str) -> int:
    """A number of things, one at least."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of one or more")
    return number


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Ctrl-C ends the search, not the command."""
    interrupted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupted.append(number))
    try:
        yield lambda: bool(interrupted)
    finally:
        signal.signal(signal.SIGINT, before)
