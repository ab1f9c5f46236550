"""The sign of life of whoever runs the jobs: once a minute in the store they are taken from."""

import time
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app

from forum.jobs.marks import every, job
from forum.jobs.queue import queue_of

KEY = "beat"
SILENT = timedelta(minutes=3)
"""After so long without a sign nobody runs the jobs."""


@every(minutes=1)
@job("jobs.beat")
def beat() -> None:
    """Say that jobs are run."""
    queue_of(current_app).huey.put(KEY, time.time())


def last_beat(app: Flask) -> datetime | None:
    """When jobs were run last; None: never, by this store."""
    at = queue_of(app).huey.get(KEY, peek=True)
    return None if at is None else datetime.fromtimestamp(float(at), UTC)


def waiting_jobs(app: Flask) -> int:
    """How many jobs wait."""
    return int(queue_of(app).huey.pending_count())
