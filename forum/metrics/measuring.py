"""Measuring the requests of a process."""

import os
from pathlib import Path

from flask import Flask, Response, request

from forum.core.data_files import private_folder
from forum.core.logs import seconds_so_far
from forum.settings import Settings

FOLDER = "metrics"
WHERE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the library keeps its files; it looks when it is loaded."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds; a scan at a gate should stay below 0.1."""


def folder_of(settings: Settings) -> Path:
    """The folder of the measurements, made where it is missing."""
    private_folder(settings.data_dir)
    path = settings.data_dir / FOLDER
    private_folder(path)
    return path


def init_metrics(app: Flask) -> None:
    """Measure each request of this app, where the settings ask for it."""
    settings: Settings = app.config["FORO"]
    if settings.metrics_port is None:
        return
    folder = folder_of(settings)
    forget_ended(folder)
    os.environ[WHERE] = str(folder)
    from prometheus_client import Counter, Histogram  # who does not measure does not load it

    requests = Counter("foro_requests", "Requests answered.", ("route", "status"))
    seconds = Histogram("foro_request_seconds", "Seconds until an answer.", ("route",), buckets=BUCKETS)

    def measure(response: Response) -> Response:
        route = request.endpoint or "unknown"
        requests.labels(route, response.status_code).inc()
        seconds.labels(route).observe(seconds_so_far())
        return response

    app.after_request(measure)


def forget_ended(folder: Path) -> None:
    """Delete what the processes before left, once none runs: a sum that loses a part looks like new work."""
    files = list(folder.glob("*.db"))
    if any(_is_running(int(path.stem.rpartition("_")[2])) for path in files):
        return
    for path in files:
        path.unlink(missing_ok=True)


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
