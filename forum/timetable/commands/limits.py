"""Argument types of the commands, and stopping the engine with Ctrl-C."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def positive(text: str) -> float:
    """A positive number of seconds, from an argument."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds")
    return number


def count(text: str) -> int:
    """A number of at least one, from an argument."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of one or more")
    return number


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Within this context Ctrl-C does not end the command: the function yielded says whether it was pressed."""
    interrupted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupted.append(number))
    try:
        yield lambda: bool(interrupted)
    finally:
        signal.signal(signal.SIGINT, before)
