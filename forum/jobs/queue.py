"""The queue of one program: what can be asked for, and running what was asked."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from huey.api import Huey, PeriodicTask

from forum.jobs.marks import minutes_of, name_of
from forum.jobs.stores import open_store
from forum.settings import Settings

SOON = 1.0


class Queue:
    """The jobs of one program and the store that keeps what waits; the store is opened at its first use."""

    def __init__(self, app: Flask, jobs: Iterable[Callable[..., Any]]) -> None:
        self.app = app
        self.jobs = {name_of(function): function for function in jobs}
        self._due: dict[str, float] = {}
        self._lock = threading.Lock()
        self._huey: Huey | None = None

    @property
    def huey(self) -> Huey:
        """The store, with every job registered in it."""
        with self._lock:
            if self._huey is None:
                self._huey = self._opened()
            return self._huey

    def _opened(self) -> Huey:
        settings: Settings = self.app.config["FORO"]
        huey = open_store(settings)
        self._run = huey.task(name="run")(self._perform)
        for name, function in self.jobs.items():
            minutes = minutes_of(function)
            if minutes is not None:
                huey.periodic_task(_each(minutes), name=f"every {name}")(self._performer(name))
        return huey

    def _perform(self, name: str, values: dict[str, Any]) -> None:
        with self.app.app_context():
            self.jobs[name](**values)

    def _performer(self, name: str) -> Callable[[], None]:
        return lambda: self._perform(name, {})

    def put(self, name: str, values: dict[str, Any]) -> None:
        """Ask for one run, now."""
        if name not in self.jobs:
            raise KeyError(f"no such job: {name}")
        huey = self.huey
        huey.enqueue(self._run.s(name, values))

    def put_soon(self, name: str) -> None:
        """Ask for one run a moment from now, unless one is asked for already: a burst of changes is one run."""
        huey, delay = self.huey, 0.0 if self.app.testing else SOON
        now = time.monotonic()
        with self._lock:
            if self._due.get(name, now) > now:
                return
            self._due[name] = now + delay
        self._run.schedule((name, {}), delay=delay) if delay else huey.enqueue(self._run.s(name, {}))

    def drain(self) -> int:
        """Run everything that waits, here and now, in this thread; how many ran."""
        huey, done = self.huey, 0
        while (task := huey.dequeue()) is not None:
            if not isinstance(task, PeriodicTask):
                task.execute()
                done += 1
        return done


def _each(minutes: int) -> Callable[[datetime], bool]:
    return lambda moment: moment.minute % minutes == 0


def init_jobs(app: Flask, jobs: Iterable[Callable[..., Any]]) -> None:
    """Give the program its queue and the table of its jobs."""
    app.extensions["jobs"] = Queue(app, jobs)


def queue_of(app: Flask) -> Queue:
    """The queue of a program."""
    queue: Queue = app.extensions["jobs"]
    return queue


def enqueue(name: str, **values: Any) -> None:
    """Ask for one run of a job with these plain values. Call it from `on_commit`: what it drains must be saved."""
    queue_of(current_app).put(name, values)


def soon(name: str) -> None:
    """Ask for one run of a job within about a second, however many ask in that second."""
    queue_of(current_app).put_soon(name)


def run_waiting_jobs() -> int:
    """Run every waiting job in this thread (tests and commands); the worker does it otherwise. How many ran."""
    return queue_of(current_app).drain()
