"""The journey under load: `python -m benchmarks.journey [--seconds 5] [--engines sqlite,postgres] [--only scan,…]`.

Each address at the forum's real size (15,000 registrations, 10,000 meetings, 250 buyers), served by gunicorn with two
workers on this machine, with everything switched on but the rate limits: sessions, permissions, CSRF, audit rows.
Printed per address: SQL statements, and at 1, 4 and 16 clients requests per second, p50, p95 and p99 in milliseconds
and CPU milliseconds per request of the web processes (the load generator and PostgreSQL's own processes apart). Beside
the last stands what the bare framework reaches with the same statements (`benchmarks.bare`), and the program's share of
it. At the end: the memory of the web processes after all that.
"""

import argparse
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from benchmarks import bare
from benchmarks.load import Cpu, Figures, run
from benchmarks.machine import Served, free_port, gunicorn, machine, postgres_database, prepared, scratch_folder, served
from benchmarks.scenarios import SCENARIOS, Scenario, World, load_world
from forum.cli import prepare
from forum.core.database import db

CLIENTS = (1, 4, 16)
HEADS = ("clients", "per s", "p50", "p95", "p99", "CPU ms", "bare", "share")


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
            heads = "".join(f"{head:>8}" for head in HEADS)
            print(f"{program.engine}\n{'':24}{heads}  answers")
            recorded = {each.name: record(each, world, program) for each in chosen}
            with served_bare(environment | bare.keep(recorded, folder), folder) as beside:
                for scenario in chosen:
                    report(scenario, world, program, beside, recorded[scenario.name], seconds=seconds)
            print(f"memory of the web processes (PSS): {Cpu(program.pids).megabytes():.0f} MB")
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    print()


def report(
    scenario: Scenario, world: World, program: Served, beside: int, recorded: bare.Recorded, *, seconds: float
) -> None:
    """One scenario at each number of clients; `beside` is the port of the bare framework."""
    cpu = Cpu(program.pids)
    requests = scenario.requests(world)
    list(zip(range(3), warm(requests, program.port, cpu), strict=False))
    same = repeat(f"GET /{scenario.name} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    run(beside, same, clients=4, seconds=0.5, cpu=cpu)
    for clients in CLIENTS:
        figures = run(program.port, requests, clients=clients, seconds=seconds, cpu=cpu)
        others = run(beside, same, clients=clients, seconds=seconds, cpu=cpu) if clients == CLIENTS[-1] else None
        name = f"{scenario.name} ({len(recorded.statements)} SQL)" if clients == CLIENTS[0] else ""
        print(line(name, figures, others), flush=True)


def warm(requests: Iterator[bytes], port: int, cpu: Cpu) -> Iterator[Figures]:
    """A few answers, so that every worker has its templates and statements compiled."""
    while True:
        few = [request for _, request in zip(range(24), requests, strict=False)]
        yield run(port, iter(few), clients=4, seconds=60, cpu=cpu)


def line(name: str, figures: Figures, beside: Figures | None) -> str:
    """A line of the table; `beside`: what the bare framework reached, where it was measured."""
    p50 = statistics.median(figures.latencies)
    words = " ".join(f"{count}×{status}" for status, count in sorted(figures.statuses.items()))
    return (
        f"{name:24}{figures.clients:>8}{figures.per_second:>8.0f}{p50:>8.1f}{figures.percentile(95):>8.1f}"
        f"{figures.percentile(99):>8.1f}{figures.cpu_ms:>8.2f}{compared(figures, beside)}  {words}"
    )


def compared(figures: Figures, beside: Figures | None) -> str:
    """What the bare framework reached in requests per second, and the program's share of it."""
    return "" if beside is None else f"{beside.per_second:>8.0f}{figures.per_second / beside.per_second:>8.2f}"


@contextmanager
def served_bare(environment: dict[str, str], folder: Path) -> Iterator[int]:
    """The bare framework, served as the program is; yields its port."""
    port = free_port()
    with gunicorn("benchmarks.bare:app()", environment, port, folder):
        yield port


def record(scenario: Scenario, world: World, program: Served) -> bare.Recorded:
    """The SQL statements of one request in this process (BEGIN and COMMIT apart), and how long its answer is."""
    seen: list[tuple[str, Any]] = []
    with program.app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        seen.append((statement, parameters))

    listener = (engine, "before_cursor_execute", note)
    event.listen(*listener)
    with closing(scenario.requests(world)) as requests:
        for tried in range(5):  # the first fills what is kept between requests; a slot may be refused for a quota
            seen.clear()
            answer = answer_here(program, next(requests))
            if tried and answer.status_code < 400:
                break
        else:
            raise RuntimeError(f"{scenario.name} answered {answer.status_code}")
    event.remove(*listener)
    return bare.Recorded(tuple(seen), len(answer.data))


def answer_here(program: Served, request: bytes) -> TestResponse:
    """Answer a raw request in this process."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    client = program.app.test_client(use_cookies=False)
    return client.open(path, method=method, headers=headers, data=body or None)


if __name__ == "__main__":
    main()
