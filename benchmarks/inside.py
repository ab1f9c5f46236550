"""CPU milliseconds and SQL statements of one request, inside this process: `python -m benchmarks.inside`.

No server and no client: the app is called as WSGI, so that a change of the app shows and nothing else. `--file` is a
SQLite file with the demo at the real size, which is copied; `--url` a PostgreSQL database with it, which is changed;
without either the demo is loaded first. The quickest round counts: others may use the machine too.
"""

import argparse
import io
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import create_environ

from benchmarks.machine import machine, scratch_folder, settings_for
from benchmarks.scenarios import SCENARIOS, Scenario, World, load_world, world_of
from forum.app import create_app
from forum.cli import prepare
from forum.core.database import db, session
from forum.editions.models import Edition
from forum.settings import Settings, sqlite_url

ROUNDS = 5
Environ = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--url")
    parser.add_argument("--requests", type=int, default=60, help="requests of a round")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    print(machine())
    with scratch_folder() as folder:
        if given.file:
            shutil.copy(given.file, folder / "foro.sqlite")
        url = given.url or sqlite_url(folder / "foro.sqlite")
        app = create_app(Settings.from_environment(settings_for(url, folder, 8000)))
        world = _world(app)
        print(f"{'':24}{'SQL':>6}{'CPU ms':>10}")
        for scenario in SCENARIOS:
            if not given.only or scenario.name in given.only.split(","):
                statements, milliseconds = measure(app, scenario, world, requests=given.requests)
                print(f"{scenario.name:24}{statements:>6}{milliseconds:>10.2f}", flush=True)


def _world(app: Flask) -> World:
    prepare(app)
    with app.app_context():
        slug = session().scalars(select(Edition.slug)).first()
        return world_of(app, "localhost:8000", slug) if slug else load_world(app, "localhost:8000")


def measure(app: Flask, scenario: Scenario, world: World, *, requests: int) -> tuple[int, float]:
    """The SQL statements of one request (BEGIN and COMMIT apart), and the CPU milliseconds of one."""
    with closing(scenario.requests(world)) as asked:
        for _ in range(12):  # templates and statements are compiled, PostgreSQL's are prepared
            answer(app, environ_of(next(asked)))
        statements = count_statements(app, next(asked))
        rounds = [spent for _ in range(ROUNDS) if (spent := _round(app, asked, requests)) is not None]
    return statements, min(rounds)


def _round(app: Flask, asked: Iterator[bytes], requests: int) -> float | None:
    environs = [environ_of(request) for request, _ in zip(asked, range(requests), strict=False)]
    before = time.process_time()
    for environ in environs:
        answer(app, environ)
    spent = time.process_time() - before
    return spent * 1_000 / len(environs) if environs else None


def count_statements(app: Flask, request: bytes) -> int:
    """The SQL statements of one request."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine
    listener = (engine, "before_cursor_execute", lambda _c, _cursor, statement, *_rest: seen.append(statement))
    event.listen(*listener)
    answer(app, environ_of(request))
    event.remove(*listener)
    if os.environ.get("SHOW_SQL"):
        print(*seen, sep="\n")
    return len(seen)


def environ_of(request: bytes) -> Environ:
    """The WSGI environment of a request as a browser sends it."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    return create_environ(path, method=method, headers=headers, input_stream=io.BytesIO(body))


def answer(app: Flask, environ: Environ) -> bytes:
    """The answer of the app.

    Raises:
        RuntimeError: the app failed. What is refused (a slot that is taken meanwhile) is work too.
    """
    statuses: list[str] = []
    body = app(environ, lambda status, _headers, _info=None: statuses.append(status))
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    if statuses[0][:3] not in {"200", "302", "303", "304", "409", "422"}:
        raise RuntimeError(f"{environ['PATH_INFO']}: {statuses[0]} {content[:200]!r}")
    return content


if __name__ == "__main__":
    main()
