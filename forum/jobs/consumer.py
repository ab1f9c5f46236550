"""Running the jobs.

`forum worker` is a process that does nothing else. `forum serve` without FORO_JOBS_URL runs them in threads of its
own, so that one command is enough. Web processes under gunicorn never run jobs: they add them to the same store
(the file in the data directory, PostgreSQL or Redis), and a `forum worker` beside them runs them. Several consumers
at once are safe: every job claims its rows.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock

from flask import Flask
from huey.consumer import Consumer, Worker

from forum.core.findings import Finding, fine, worth_knowing, wrong
from forum.jobs.beat import SILENT, last_beat
from forum.jobs.queue import Queue, queue_of

LONGEST_PAUSE_S = 1.0
WORKERS = 2
"""So that mails leave while one long job, such as a timetable, is worked on."""


_CLOSING = Lock()
"""The workers share a connection in some stores, which look whether it is open and close it in two steps."""


class ClosingWorker(Worker):  # type: ignore[misc]
    """A worker that closes its connections when it ends."""

    def shutdown(self) -> None:
        """End, and close what this thread opened."""
        super().shutdown()
        with _CLOSING:
            self.huey.storage.close()


class ThreadConsumer(Consumer):  # type: ignore[misc]
    """A consumer inside a process that has signal handlers of its own."""

    worker_class = ClosingWorker

    def _set_signal_handlers(self) -> None:
        pass


class GracefulConsumer(Consumer):  # type: ignore[misc]
    """A consumer that finishes its running jobs on Ctrl-C and on SIGTERM; a second one ends it at once."""

    def _set_signal_handlers(self) -> None:
        self._signal_actions.update({signal.SIGINT: (False, True), signal.SIGTERM: (False, True)})
        super()._set_signal_handlers()


@contextmanager
def consuming(app: Flask) -> Iterator[None]:
    """Run jobs in threads of this process during the block; the running jobs are finished."""
    queue = queue_of(app)
    consumer = ThreadConsumer(queue.huey, workers=WORKERS, max_delay=LONGEST_PAUSE_S)
    with _telling(queue, consumer):
        consumer.start()
        try:
            yield
        finally:
            consumer.stop(graceful=True)


def work(app: Flask) -> None:
    """Run jobs until the process is stopped (Ctrl-C and SIGTERM both let the running job finish)."""
    queue = queue_of(app)
    consumer = GracefulConsumer(queue.huey, workers=WORKERS, max_delay=LONGEST_PAUSE_S)
    with _telling(queue, consumer):
        consumer.run()


@contextmanager
def _telling(queue: Queue, consumer: Consumer) -> Iterator[None]:
    """During the block the jobs can ask whether the consumer stops."""
    before = queue.is_stopping
    queue.is_stopping = consumer.stop_flag.is_set
    try:
        yield
    finally:
        queue.is_stopping = before


def check_jobs(app: Flask) -> Iterator[Finding]:
    """The store of waiting jobs answers."""
    store = app.config["FORO"].jobs_url or "a file in the data directory"
    try:
        waiting = queue_of(app).huey.pending_count()
    except Exception as error:  # each store has errors of its own
        yield wrong(f"The job store ({store}) does not answer: {error}")
    else:
        yield fine(f"The job store answers ({store.rsplit('@', 1)[-1]}; {waiting} waiting).")
        yield from _check_worker(app)


def _check_worker(app: Flask) -> Iterator[Finding]:
    """Somebody runs the jobs."""
    at, start = last_beat(app), "no mail is sent, nothing is backed up. Start: forum worker"
    if at is None:
        yield worth_knowing(f"No worker has run jobs yet: {start}")
    elif (silent := datetime.now(UTC) - at) > SILENT:
        yield worth_knowing(f"No worker has run jobs for {silent.total_seconds() // 60:.0f} minutes: {start}")
    else:
        yield fine("A worker runs the jobs.")
