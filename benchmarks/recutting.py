"""Safe changes at the forum's size while others write: `python -m benchmarks.recutting [FOLDER]`.

A full day of a hall is divided otherwise, or the hall is lost, while another process writes a row every 20 ms, as the
doors do. Printed are the seconds of the whole and of reading what would happen, and how long the other writer had to
wait: the median and the longest of its writes. FOLDER keeps a loaded database between runs; each run works on a copy.
"""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from benchmarks.console import at_foro_size
from benchmarks.machine import SECRET, scratch_folder
from forum.accounts.models import Person
from forum.app import create_app
from forum.core.database import db, session
from forum.editions.models import Day, Edition, Slot
from forum.editions.rules import SlotRule
from forum.meetings import service
from forum.meetings.enums import Clearing
from forum.meetings.service.telling import tell_changes
from forum.settings import Settings, sqlite_url

ROUNDS = 3
RULE = SlotRule(starts=clock(8, 10), ends=clock(18), length=25, gap=5)
Change = Callable[[Edition, Person, datetime], tuple[str, float]]


def recut(edition: Edition, person: Person, now: datetime) -> tuple[str, float]:
    """Divide the fullest day of a hall otherwise; what it did, and how long reading it took."""
    row = session().execute(
        select(Slot.hall_id, Slot.day_id).group_by(Slot.hall_id, Slot.day_id).order_by(func.count().desc()).limit(1)
    )
    hall_id, day_id = row.one()
    day = session().get_one(Day, day_id)
    begun = time.perf_counter()
    shown = service.plan_recut(hall_id, day=day, rule=RULE, edition=edition, now=now)
    read = time.perf_counter() - begun
    done = service.recut(
        hall_id, day=day, rule=RULE, digest=shown.digest, reason="Sin luz", edition=edition, by=person.id, now=now
    )
    return f"{len(done.fates):,} meetings of a day, {len(done.people):,} people", read


def lose_hall(edition: Edition, person: Person, now: datetime) -> tuple[str, float]:
    """Lose the hall with all tables; what it did, and how long reading it took."""
    hall_id = session().scalars(select(Slot.hall_id).limit(1)).one()
    scope = service.Scope(what=Clearing.HALL, id=hall_id)
    begun = time.perf_counter()
    shown = service.plan_clearing(scope, edition=edition, now=now)
    read = time.perf_counter() - begun
    done = service.clear(scope, digest=shown.digest, reason="Sin luz", edition=edition, by=person.id, now=now)
    return f"{len(done.fates):,} meetings of a hall, {done.told:,} people", read


def main() -> None:
    """Load once, measure each change on copies, print."""
    with at_foro_size() as (app, edition, _person):
        source = Path(app.config["FORO"].data_dir)
        slug = edition.slug
        session().rollback()
        db.engine.dispose()
    changes: tuple[Change, ...] = (recut, lose_hall)
    for change in changes:
        for _round in range(ROUNDS):
            with scratch_folder() as folder:
                shutil.copytree(source, folder / "copy")
                print(_measured(_app_in(folder / "copy"), change, slug), flush=True)


def _app_in(folder: Path) -> Flask:
    return create_app(Settings(secret_key=SECRET, data_dir=folder, database_url=sqlite_url(folder / "foro.sqlite")))


def _measured(app: Flask, change: Change, slug: str) -> str:
    with app.app_context():
        edition = session().scalars(select(Edition).where(Edition.slug == slug)).one()
        person = session().scalars(select(Person).where(Person.email == "coordinacion@demo.example")).one()
        now = session().scalars(select(func.min(Slot.starts_at))).one() - timedelta(hours=2)
        session().rollback()
        writer = [sys.executable, "-m", "benchmarks.meetings", "--write", str(db.engine.url)]
        beside = subprocess.Popen(writer, stdout=subprocess.PIPE, text=True)
        assert beside.stdout is not None
        beside.stdout.readline()
        begun = time.perf_counter()
        words, read = change(edition, person, now)
        took = time.perf_counter() - begun
        told = tell_changes(now=now)
        mailed = time.perf_counter() - begun - took
        beside.kill()
        waits = [float(each) for each in beside.stdout.read().split()]
        db.engine.dispose()
    return (
        f"{change.__name__}: {words}, in {took:.1f} s, read in {read:.1f} s, {told:,} mails in {mailed:.1f} s; "
        f"the other writer wrote {len(waits):,} times, median {statistics.median(waits):.3f} s, "
        f"at most {max(waits):.2f} s"
    )


if __name__ == "__main__":
    main()
