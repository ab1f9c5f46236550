"""The whole recording, in its order."""

from pathlib import Path

from benchmarks.pages.addresses import Map
from benchmarks.pages.record import Recording
from benchmarks.pages.walking import Walk
from benchmarks.pages.world import Browser, demo

PEOPLE = ("organizador", "coordinacion", "registro", "supervision", "acceso", "comprador", "proveedor")


def record_demo(folder: Path) -> Recording:
    """Load the demo in a folder and record it."""
    recording = Recording()
    with demo(folder) as world:
        slug = world.rows("SELECT slug FROM edition")[0][0]
        for browser in [Browser("anonymous"), *[world.sign_in(name) for name in PEOPLE]]:
            Walk(world, recording, Map(world, slug), browser).everywhere()
    return recording
