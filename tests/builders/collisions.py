"""Many at once: what becomes of tries that are released together."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from forum.core.database import db
from forum.core.errors import Refusal

THREADS, FEWER = 16, 8


def at_once(app: Flask, act: Callable[[int], object]) -> Counter[object]:
    """What became of sixteen tries (each gets its number): what it answered, or the code of its refusal."""
    barrier = threading.Barrier(THREADS)

    def attempt(number: int) -> object:
        with app.app_context():
            barrier.wait()
            try:
                return act(number)
            except Refusal as refusal:
                return refusal.code

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(attempt, range(THREADS)))


def tried(app: Flask, verb: Callable[[], object]) -> str:
    """What a change led to: "done", or the code of the refusal."""
    with app.app_context():
        try:
            verb()
        except Refusal as refusal:
            return refusal.code
        finally:
            db.session.remove()
    return "done"


def all_tried(app: Flask, verbs: list[Callable[[], object]]) -> Counter[str]:
    """What became of these changes, eight at a time."""
    with ThreadPoolExecutor(FEWER) as pool:
        return Counter(pool.map(lambda verb: tried(app, verb), verbs))
