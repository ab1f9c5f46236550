"""Argument types of the commands, and ending the engine's search early."""

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDING = (signal.SIGINT, signal.SIGTERM)


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
    """Within this context Ctrl-C and SIGTERM do not end the command: the function yielded says whether one was sent.

    The handlers are set whatever the parent left: a shell that starts a command in the background has it ignore Ctrl-C.
    """
    interrupted: list[int] = []
    before = {each: signal.signal(each, lambda number, _frame: interrupted.append(number)) for each in ENDING}
    try:
        yield lambda: bool(interrupted)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
