"""Many at once: what becomes of tries that are released together."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from forum.core.errors import Refusal

THREADS = 16


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
