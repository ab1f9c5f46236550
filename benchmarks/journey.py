"""The journey under load: `python -m benchmarks.journey [--seconds 5] [--engines sqlite,postgres] [--only scan,…]`.

Each address at the forum's real size (15,000 registrations, 10,000 meetings, 250 buyers), served by gunicorn with two
workers on this machine, with everything switched on but the rate limits: sessions, permissions, CSRF, audit rows.
Printed per address: SQL statements, and at 1, 4 and 16 clients requests per second, p50, p95 and p99 in milliseconds
and CPU milliseconds per request of the web processes (the load generator and PostgreSQL's own processes apart).
"""

import argparse
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from sqlalchemy import event

from benchmarks.load import Cpu, Figures, run
from benchmarks.machine import Served, machine, postgres_database, prepared, scratch_folder, served
from benchmarks.scenarios import SCENARIOS, Scenario, World, load_world
from forum.cli import prepare
from forum.core.database import db

CLIENTS = (1, 4, 16)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--engines", default="sqlite,postgres")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    chosen = [s for s in SCENARIOS if not arguments.only or s.name in arguments.only.split(",")]
    print(machine())
    print("gunicorn, 2 processes, --preload; the load generator runs on the same machine\n")
    for engine in arguments.engines.split(","):
        with ExitStack() as stack:
            folder = stack.enter_context(scratch_folder())
            url = stack.enter_context(postgres_database(folder)) if engine == "postgres" else None
            if engine == "postgres" and url is None:
                print("PostgreSQL: not installed here\n")
                continue
            measure(url, folder, chosen, seconds=arguments.seconds)


def measure(url: str | None, folder: Path, chosen: list[Scenario], *, seconds: float) -> None:
    """Load one engine and measure the chosen scenarios on it."""
    with prepared(url, folder) as (app, environment, port):
        prepare(app)
        with app.app_context():
            world = load_world(app, f"localhost:{port}")
        with served(app, environment, port, folder) as program:
            heads = "".join(f"{head:>8}" for head in ("clients", "per s", "p50", "p95", "p99", "CPU ms"))
            print(f"{program.engine}\n{'':24}{heads}  answers")
            for scenario in chosen:
                report(scenario, world, program, seconds=seconds)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    print()


def report(scenario: Scenario, world: World, program: Served, *, seconds: float) -> None:
    """One scenario at each number of clients."""
    statements = count_statements(scenario, world, program)
    cpu = Cpu(program.pids)
    requests = scenario.requests(world)
    list(zip(range(3), warm(requests, program.port, cpu), strict=False))
    for clients in CLIENTS:
        figures = run(program.port, requests, clients=clients, seconds=seconds, cpu=cpu)
        print(line(f"{scenario.name} ({statements} SQL)" if clients == CLIENTS[0] else "", figures))


def warm(requests: Iterator[bytes], port: int, cpu: Cpu) -> Iterator[Figures]:
    """A few answers, so that every worker has its templates and statements compiled."""
    while True:
        few = [request for _, request in zip(range(24), requests, strict=False)]
        yield run(port, iter(few), clients=4, seconds=60, cpu=cpu)


def line(name: str, figures: Figures) -> str:
    """A line of the table."""
    p50 = statistics.median(figures.latencies)
    words = " ".join(f"{count}×{status}" for status, count in sorted(figures.statuses.items()))
    return (
        f"{name:24}{figures.clients:>8}{figures.per_second:>8.0f}{p50:>8.1f}{figures.percentile(95):>8.1f}"
        f"{figures.percentile(99):>8.1f}{figures.cpu_ms:>8.2f}  {words}"
    )


def count_statements(scenario: Scenario, world: World, program: Served) -> int:
    """SQL statements of one request, counted in this process (BEGIN and COMMIT apart)."""
    seen: list[str] = []
    with program.app.app_context():
        engine = db.engine
    listener = (engine, "before_cursor_execute", lambda _c, _cursor, statement, *_rest: seen.append(statement))
    event.listen(*listener)
    with closing(scenario.requests(world)) as requests:
        for _ in range(2):  # the first may fill what is kept between requests
            seen.clear()
            answered = answer_here(program, next(requests))
            if answered >= 400:
                raise RuntimeError(f"{scenario.name} answered {answered}")
    event.remove(*listener)
    return len(seen)


def answer_here(program: Served, request: bytes) -> int:
    """Answer a raw request in this process; returns the status."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    client = program.app.test_client(use_cookies=False)
    return client.open(path, method=method, headers=headers, data=body or None).status_code


if __name__ == "__main__":
    main()
