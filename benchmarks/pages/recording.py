"""The whole recording, in its order."""

import sys
import time
from pathlib import Path

from benchmarks.pages.acting import Stage
from benchmarks.pages.addresses import Map
from benchmarks.pages.battery import Battery
from benchmarks.pages.journeys import JOURNEYS
from benchmarks.pages.record import Recording
from benchmarks.pages.walking import Walk
from benchmarks.pages.world import Browser, World, demo

PEOPLE = ("organizador", "coordinacion", "registro", "supervision", "acceso", "comprador", "proveedor")


def record_demo(folder: Path) -> Recording:
    """Load the demo in a folder and record it."""
    recording = Recording()
    with demo(folder) as world:
        def say(*a): print(f"{time.process_time():.0f} s", *a, len(recording.entries), file=sys.stderr)
        say("loaded")
        stage = _stage(world, recording)
        for journey in JOURNEYS:
            journey(stage)
        say("journeys")
        for missing in stage.missing:
            print("no such form:", missing, file=sys.stderr)
        if "--short" in sys.argv: return recording
        restore = world.snapshot()
        pages = {}
        for name, browser in list(stage.people.items()):
            walk = Walk(world, recording, stage.map, browser)
            walk.everywhere()
            pages[name] = walk.pages
            say(name)
        for name in pages:
            battery = Battery(stage, name, restore)
            battery.fire(pages[name])
            say("battery", name)
            battery.strangers()
            say("strangers", name)
        Battery(stage, "acceso", restore).scans("/api/gates/1/scans")
    return recording


def _stage(world: World, recording: Recording) -> Stage:
    slug = world.rows("SELECT slug FROM edition")[0][0]
    people = {"anonymous": Browser("anonymous"), **{name: world.sign_in(name) for name in PEOPLE}}
    return Stage(world, recording, Map(world, slug), people)
