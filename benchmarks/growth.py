"""How a request grows with the forum: `python -m benchmarks.growth [--sizes 1000,15000,60000] [--engines …]`.

The demo is loaded with so many registrations (and with so many buyers as make that many requirements, for the search),
and each address is asked inside this process, as `benchmarks.inside` does: CPU milliseconds of one request, of this
process alone. What is flat does not count or read what grows.
"""

import argparse
from contextlib import ExitStack
from dataclasses import replace

from benchmarks.inside import measure
from benchmarks.machine import machine, postgres_database, scratch_folder, settings_for
from benchmarks.scenarios import SCENARIOS, world_of
from forum.app import create_app
from forum.cli import prepare
from forum.core.clock import utc_now
from forum.core.database import db
from forum.demo.load import load_demo
from forum.demo.sizes import SMALL, Size
from forum.settings import Settings, sqlite_url

FLAT = ("start", "person", "scan", "register", "calendar", "counts", "desk list", "desk search", "door search")
SEARCHED = ("search",)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,15000,60000", help="registrations")
    parser.add_argument("--buyers", default="75,250,1000", help="three requirements each")
    parser.add_argument("--engines", default="sqlite,postgres")
    parser.add_argument("--requests", type=int, default=60, help="requests of a round")
    given = parser.parse_args()
    print(machine())
    many = [int(each) for each in given.sizes.split(",")]
    buyers = [int(each) for each in given.buyers.split(",")]
    for engine in given.engines.split(","):
        print(engine)
        people = [_forum(visitors=each, buyers=12) for each in many]
        show("registrations", [(size.registrations, size) for size in people], FLAT, engine, requests=given.requests)
        sought = [_forum(visitors=5 * each + 1_000, buyers=each) for each in buyers]
        show("buyers", [(size.buyers, size) for size in sought], SEARCHED, engine, requests=given.requests)


def _forum(*, visitors: int, buyers: int) -> Size:
    """A demo of a size, with no meetings planned: they take long and change nothing here."""
    return replace(
        SMALL,
        registrations=visitors,
        buyers=buyers,
        suppliers=max(60, buyers * 2),
        requests_per_buyer=2,
        visitors_inside=visitors // 3,
        steps=1,
    )


def show(what: str, sizes: list[tuple[int, Size]], names: tuple[str, ...], engine: str, *, requests: int) -> None:
    """One table: a line a scenario, a column a size."""
    columns = [_measured(size, names, engine, requests=requests) for _number, size in sizes]
    print(f"{what:24}" + "".join(f"{number:>10,}" for number, _size in sizes))
    for name in names:
        print(f"{name:24}" + "".join(f"{column[name]:>10.2f}" for column in columns), flush=True)


def _measured(size: Size, names: tuple[str, ...], engine: str, *, requests: int) -> dict[str, float]:
    """CPU milliseconds of each scenario on a demo of this size."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        url = stack.enter_context(postgres_database(folder)) if engine == "postgres" else None
        settings = settings_for(url or sqlite_url(folder / "foro.sqlite"), folder, 8000)
        app = create_app(Settings.from_environment(settings))
        prepare(app)
        with app.app_context():
            loaded = load_demo(size, password_hash="-", now=utc_now())
            world = world_of(app, "localhost:8000", loaded.slug)
        chosen = [each for each in SCENARIOS if each.name in names]
        measured = {each.name: measure(app, each, world, requests=requests)[1] for each in chosen}
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    return measured


if __name__ == "__main__":
    main()
