"""The whole recording, in its order: people act, everybody walks, every form is sent, the windows close, days go by."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.pages import later
from benchmarks.pages.acting import Stage
from benchmarks.pages.addresses import Map
from benchmarks.pages.battery import Battery
from benchmarks.pages.entries import Recording
from benchmarks.pages.journeys import JOURNEYS
from benchmarks.pages.reading import Page
from benchmarks.pages.walking import Walk
from benchmarks.pages.world import Browser, World, demo

PEOPLE = ("organizador", "coordinacion", "registro", "supervision", "acceso", "comprador", "proveedor")
STRANGERS = ("anonymous", "acceso", "comprador", "proveedor")
LATE = ("anonymous", "coordinacion", "comprador", "proveedor")
PARTS = ("register", "meetings", "exhibitors/<")
"""The parts of an edition that have their time."""
EMPTY = "foro-nuevo"
EDITION = "/<edition_slug>"
PAST, FUTURE = "2026-08-01 12:00:00.000000", "2026-12-01 12:00:00.000000"
WINDOWS = {
    "closed": (
        "UPDATE edition SET registration_opens_at = '2026-07-01 12:00:00.000000', requests_open_at = "
        f"'2026-07-01 12:00:00.000000', registration_closes_at = '{PAST}', requests_close_at = '{PAST}', "
        f"preliminary_at = '{PAST}', freeze_at = '{PAST}'"
    ),
    "early": (
        f"UPDATE edition SET registration_opens_at = '{FUTURE}', requests_open_at = '{FUTURE}', "
        "registration_closes_at = '2026-12-20 12:00:00.000000', requests_close_at = '2026-12-20 12:00:00.000000'"
    ),
    "hidden": "UPDATE edition SET published_at = NULL",
}
"""Moments of an edition that the demo is not in."""
Pages = dict[str, dict[str, Page]]


def record_demo(folder: Path) -> tuple[Recording, Map]:
    """Load the demo in a folder and record it; returns the rules there are, too."""
    recording = Recording()
    with demo(folder) as world:
        stage = _stage(world, recording)
        _tell(recording, "loaded")
        for journey in JOURNEYS:
            journey(stage)
        _tell(recording, "journeys")
        restore = world.snapshot()
        pages = _walks(stage)
        _batteries(stage, pages, restore)
        _links(stage, restore)
        _moments(stage, pages, restore)
        restore()
        later.plan(stage)
        later.jobs(stage)
        _tell(recording, "later")
        return recording, stage.map


def _stage(world: World, recording: Recording) -> Stage:
    slug = world.rows("SELECT slug FROM edition")[0][0]
    people = {"anonymous": Browser("anonymous"), **{name: world.sign_in(name) for name in PEOPLE}}
    return Stage(world, recording, Map(world, slug), people)


def _tell(recording: Recording, what: str) -> None:
    print(f"{time.process_time():6.0f} s  {len(recording.entries):6}  {what}", file=sys.stderr)


def _walks(stage: Stage) -> Pages:
    """Everybody walks; what they saw in Spanish."""
    pages: Pages = {}
    for name, browser in list(stage.people.items()):
        walk = Walk(stage.world, stage.recording, stage.map, browser)
        walk.everywhere()
        pages[name] = walk.pages
    _tell(stage.recording, "walks")
    return pages


def _batteries(stage: Stage, pages: Pages, restore: Callable[[], None]) -> None:
    for name, seen in pages.items():
        battery = Battery(stage, name, restore)
        battery.fire(seen)
        if name in STRANGERS:
            battery.strangers()
    Battery(stage, "acceso", restore).scans("/api/gates/1/scans")
    _tell(stage.recording, "forms")


def _links(stage: Stage, restore: Callable[[], None]) -> None:
    """Those who come by a link of a mail, each with their own."""
    for name, link in stage.links.items():
        start, found, end = (stage.map.rule_of(link) or "").partition("<token>")
        if not found:
            stage.recording.keep(f"link {name}", rule="none", status=f"no such form or link: {link}")
            continue
        who = f"link:{name.replace(' ', '-')}"
        stage.people[who] = Browser(who)
        of = Map(stage.world, stage.map.slug, {start: link.rpartition("/")[2].removesuffix(end)})
        walk = Walk(stage.world, stage.recording, of, stage.people[who])
        walk.along(start, ids=False)
        Battery(stage, who, restore).fire(walk.pages)
    _tell(stage.recording, "links")


def _moments(stage: Stage, pages: Pages, restore: Callable[[], None]) -> None:
    """The edition at other moments, and one that holds nothing yet."""
    for state, statement in WINDOWS.items():
        stage.world.change(f"{statement} WHERE slug = '{stage.map.slug}'")
        again = stage.world.snapshot()
        for name in LATE:
            walk = Walk(stage.world, stage.recording, stage.map, stage.people[name], f" {state}", ("es",))
            walk.along(EDITION, "/account/home", ids=False)
            if state == "closed":
                walk.along(*(f"{EDITION}/{part}" for part in PARTS))
        for name in LATE:
            Battery(stage, name, again, state=f" {state}").late(pages[name], *(f"{EDITION}/{part}" for part in PARTS))
        restore()
    of = Map(stage.world, EMPTY)
    for name in ("organizador", "anonymous", "comprador"):
        Walk(stage.world, stage.recording, of, stage.people[name]).along(EDITION, ids=False)
    _tell(stage.recording, "moments")
