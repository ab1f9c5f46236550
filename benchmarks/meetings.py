"""The organiser's room at the forum's size, on both databases: `python -m benchmarks.meetings [--size foro]`.

The demo's requests are loaded and planned, and the draft is published while another process writes a row every 20 ms,
as the doors do. Printed are the seconds of publishing, and how long the other writer had to wait: the longest, and how
often longer than a second. Then meetings are accepted and moved by eight at once, and the board and the floor desk are
asked for: milliseconds of the processor, statements, bytes. On PostgreSQL only the same rows wait for each other.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import select, text

from benchmarks.console import measure, print_headings
from benchmarks.contention import print_contention
from benchmarks.machine import machine, postgres_database, scratch_folder, settings_for
from forum.accounts.models import Person
from forum.app import create_app
from forum.cli import prepare
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.demo import load
from forum.demo.sizes import SIZES, Size
from forum.editions.models import Edition, Slot
from forum.scheduling.solver import solve
from forum.settings import Settings, sqlite_url
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.people import sign_in

PAUSE = 0.02
LONG = 1.0
ROUNDS = 20
FRAGMENT = {"HX-Request": "true"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="foro")
    parser.add_argument("--engines", default="sqlite,postgres")
    parser.add_argument("--write", metavar="URL", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write)
        return
    print(machine())
    for engine in given.engines.split(","):
        print(f"\n{engine}", flush=True)
        measure_engine(SIZES[given.size], engine)


def measure_engine(size: Size, engine: str) -> None:
    """Load and plan, publish beside another writer, act at once, ask for the pages; print what each took."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        url = _address(stack, folder, engine)
        app = create_app(Settings.from_environment(settings_for(url, folder, 8000)))
        prepare(app)
        with app.app_context():
            _load_unpublished(size)
            draft = session().scalars(select(TimetableDraft)).one()
            session().rollback()
            beside = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.meetings", "--write", url], stdout=subprocess.PIPE, text=True
            )
            assert beside.stdout is not None
            beside.stdout.readline()
            begun = time.perf_counter()
            result = publish_draft(draft.id, by=None, now=draft.made_at)
            took = time.perf_counter() - begun
            beside.kill()
            waits = [float(each) for each in beside.stdout.read().split()]
            long = sum(wait > LONG for wait in waits)
            print(
                f"{'publish':<34}{result.made:,} meetings, {result.notified:,} people told, in {took:.1f} s; the other "
                f"writer wrote {len(waits):,} times and waited at most {max(waits, default=took):.2f} s, {long} times "
                f"more than {LONG:.0f} s",
                flush=True,
            )
            person = session().scalars(select(Person).where(Person.email == "coordinacion@demo.example")).one()
            edition = session().scalars(select(Edition)).one()
            session().rollback()
            print_contention(app, by=person.id)
            _ask_for_pages(app, edition, person)
            session().rollback()
            db.engine.dispose()


def _ask_for_pages(app: Flask, edition: Edition, person: Person) -> None:
    """The board, and the floor desk six minutes after the first hour."""
    app.config["WTF_CSRF_ENABLED"] = False
    browser = sign_in(app.test_client(), person)
    first = session().scalars(select(Slot).order_by(Slot.starts_at)).first()
    assert first is not None
    print_headings()
    board, desk = f"/{edition.slug}/meetings/coordination/board", f"/{edition.slug}/floor"
    for part in ("", "/data"):
        measure(app, browser, f"{board}{part}", f"board{part}", rounds=ROUNDS)
    with time_machine.travel(first.starts_at + timedelta(minutes=6), tick=False):
        browser = sign_in(app.test_client(), person)
        again = {**FRAGMENT, "If-None-Match": browser.get(desk, headers=FRAGMENT).headers["ETag"]}
        measure(app, browser, desk, "floor desk, unchanged", rounds=ROUNDS, headers=again, status=304)
        measure(app, browser, desk, "floor desk, changed", rounds=ROUNDS, headers=FRAGMENT)


def _address(stack: ExitStack, folder: Path, engine: str) -> str:
    if engine == "postgres":
        return str(stack.enter_context(postgres_database(folder)))
    return sqlite_url(folder / "foro.sqlite")


class _Planned(Exception):
    """The draft is stored: the demo need not go on."""


def _load_unpublished(size: Size) -> None:
    """Load the demo up to its draft, which is not published."""

    def plan_agenda(edition_id: int, *, steps: int, now: datetime) -> None:
        plan = plan_for(edition_id, replan=False, now=now)
        store_draft(plan, timetable=solve(plan.problem, seconds=120, steps=steps), by=None, now=now)
        raise _Planned

    @contextmanager
    def until_planned() -> Iterator[object]:
        with atomic() as current, suppress(_Planned):
            yield current

    load.atomic, load.plan_agenda = until_planned, plan_agenda  # type: ignore[assignment]
    load.load_demo(size, password_hash="-", now=utc_now())


def write(url: str) -> None:
    """Write a row every 20 ms as a door does, each in a change of its own, and print how long each took."""
    with (
        scratch_folder() as folder,
        create_app(Settings.from_environment(settings_for(url, folder, 8000))).app_context(),
    ):
        with atomic() as current:
            current.execute(text("CREATE TABLE probe (at float)"))
        print("ready", flush=True)
        while True:
            begun = time.perf_counter()
            with atomic() as current:
                current.execute(text("INSERT INTO probe VALUES (1.0)"))
            print(f"{time.perf_counter() - begun:.4f}", flush=True)
            time.sleep(PAUSE)


if __name__ == "__main__":
    main()
