"""Doing something small again and again beside work that may take long."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from forum.core.incidents import report


@contextmanager
def repeating(act: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """During the block, act every N seconds in a thread (and app context) of its own; what fails is tried next time."""
    app: Flask = cast("LocalProxy[Flask]", current_app)._get_current_object()
    done = threading.Event()

    def repeat() -> None:
        while not done.wait(seconds):
            try:
                with app.app_context():
                    act()
            except Exception as error:
                report(error, "in a heartbeat")

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
