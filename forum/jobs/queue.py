"""The queue of an app: adding jobs to it and running them."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from forum.jobs.marks import minutes_of, name_of
from forum.settings import Settings

if TYPE_CHECKING:
    from huey.api import Huey

SOON = 1.0
PAUSE_S = 10.0


class Queue:
    """The jobs of an app and the store of waiting jobs, which is opened at its first use."""

    def __init__(self, app: Flask, jobs: Iterable[Callable[..., Any]]) -> None:
        self.app = app
        self.is_stopping: Callable[[], bool] = lambda: False
        self.jobs = {name_of(function): function for function in jobs}
        self._due: dict[str, float] = {}
        self._lock = threading.Lock()
        self._huey: Huey | None = None

    @property
    def huey(self) -> "Huey":
        """The store, with every job registered in it."""
        with self._lock:
            if self._huey is None:
                self._huey = self._opened()
            return self._huey

    def _opened(self) -> "Huey":
        from forum.jobs.stores import open_store  # a page that adds no job does not load huey

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
        """Add one run of a job, to start at once."""
        if name not in self.jobs:
            raise KeyError(f"no such job: {name}")
        huey = self.huey
        huey.enqueue(self._run.s(name, values))

    def put_soon(self, name: str) -> None:
        """Add one run of a job in about a second, unless one is waiting: many changes at once cause one run.

        A store that does not answer is left alone for `PAUSE_S`, so that not every request waits for it; a periodic
        job finds the work by itself.
        """
        now, delay = time.monotonic(), 0.0 if self.app.testing else SOON
        with self._lock:
            if self._due.get(name, now) > now:
                return
            self._due[name] = now + PAUSE_S
        huey = self.huey
        self._run.schedule((name, {}), delay=delay) if delay else huey.enqueue(self._run.s(name, {}))
        self._due[name] = now + delay

    def put_later(self, name: str, seconds: float) -> None:
        """Add one run of a job that starts after so many seconds."""
        huey = self.huey
        huey.enqueue(self._run.s(name, {}, delay=seconds))

    def drain(self) -> int:
        """Run every waiting job in this thread; returns the number of runs."""
        from huey.api import PeriodicTask

        huey, done = self.huey, 0
        while (task := huey.dequeue()) is not None:
            if not isinstance(task, PeriodicTask):
                task.execute()
                done += 1
        return done


def _each(minutes: int) -> Callable[[datetime], bool]:
    return lambda moment: moment.minute % minutes == 0


def init_jobs(app: Flask, jobs: Iterable[Callable[..., Any]]) -> None:
    """Set up the queue with the table of jobs."""
    app.extensions["jobs"] = Queue(app, jobs)


def queue_of(app: Flask) -> Queue:
    """The queue of an app."""
    queue: Queue = app.extensions["jobs"]
    return queue


def enqueue(name: str, **values: Any) -> None:
    """Add one run of a job with these plain values. Call it from `on_commit`: the rows it works on must be saved."""
    queue_of(current_app).put(name, values)


def soon(name: str) -> None:
    """Add one run of a job within about a second; further calls in that second add no other run."""
    queue_of(current_app).put_soon(name)


def later(name: str, *, seconds: float) -> None:
    """Add one run of a job that starts after so many seconds. Call it from `on_commit`, as `enqueue`."""
    queue_of(current_app).put_later(name, seconds)


def is_stopping() -> bool:
    """Whether the process that runs this job was told to end: what is in hand should be the last."""
    return queue_of(current_app).is_stopping()


def run_waiting_jobs() -> int:
    """Run every waiting job in this thread (for tests and commands); returns the number of runs."""
    return queue_of(current_app).drain()
