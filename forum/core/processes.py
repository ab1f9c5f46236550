"""Several processes serve one site: gunicorn forks them from an app that was loaded once, so they share its memory.

Each answers one request after the other (`sync`): threads would pass Python's one lock around, which costs more than
they bring. So it takes a proxy in front that keeps slow readers, as nginx does.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from forum.core.commands import keep_for_good


class _Site(BaseApplication):  # type: ignore[misc]
    """gunicorn, told what it would else be told on its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app, which is loaded already."""
        return self._app


def serve_from_processes(app: Flask, *, host: str, port: int, workers: int, with_jobs: bool) -> None:
    """Serve until stopped, which ends this process; `with_jobs`: a `forum worker` runs the jobs meanwhile."""
    keep_for_good(app)
    options = {"bind": f"{host}:{port}", "workers": workers, "preload_app": True, "loglevel": "warning"}
    with _jobs_beside() if with_jobs else nullcontext():
        _Site(app, options).run()


@contextmanager
def _jobs_beside() -> Iterator[None]:
    jobs, here = subprocess.Popen([sys.executable, "-m", "forum.cli", "worker"]), os.getpid()
    try:
        yield
    finally:
        if os.getpid() == here:  # not in a fork that ends
            jobs.terminate()
            jobs.wait()
