"""What phones kept without network, sent when it is back: `python -m benchmarks.sync`.

10,000 scans of a morning, made by twenty devices at the gates of a forum of the real size, arrive in the order of the
devices, fifty at once, as the scanner sends them. In this process, without a server: the CPU seconds of all.
"""

import json
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.inside import answer, environ_of
from benchmarks.machine import machine, scratch_folder, settings_for
from benchmarks.scenarios import World, load_world
from forum.app import create_app
from forum.checkin.api.scans import MOST_AT_ONCE
from forum.cli import prepare
from forum.settings import Settings, sqlite_url

SCANS, DEVICES = 10_000, 20


def main() -> None:
    """Measure and print."""
    print(machine())
    with scratch_folder() as folder:
        url = sqlite_url(folder / "foro.sqlite")
        app = create_app(Settings.from_environment(settings_for(url, folder, 8000)))
        prepare(app)
        with app.app_context():
            world = load_world(app, "localhost:8000")
        batches = list(_batches(world))
        before, wall = time.process_time(), time.perf_counter()
        for batch in batches:
            answer(app, environ_of(world.steward.post_json("/api/scans", json.dumps({"scans": batch}).encode())))
        spent, lasted = time.process_time() - before, time.perf_counter() - wall
    each = 1_000 * spent / SCANS
    print(f"{SCANS:,} kept scans of {DEVICES} devices: {spent:.2f} s of CPU, {lasted:.2f} s; {each:.2f} ms a scan")


def _batches(world: World) -> list[list[dict[str, Any]]]:
    chance, began = Random(1), datetime.now(UTC) - timedelta(hours=2)
    of_devices: list[list[dict[str, Any]]] = [[] for _ in range(DEVICES)]
    for number in range(SCANS):
        device = number % DEVICES
        of_devices[device].append(
            {
                "id": str(UUID(int=chance.getrandbits(128), version=4)),
                "gate": world.gates[device % len(world.gates)],
                "code": chance.choice(world.codes),
                "method": "camera",
                "device": f"celular-{device}",
                "scanned_at": (began + timedelta(seconds=number // 2)).isoformat(),
                "told": "admitted",
                "offset_ms": 0,
            }
        )
    return [kept[at : at + MOST_AT_ONCE] for kept in of_devices for at in range(0, len(kept), MOST_AT_ONCE)]


if __name__ == "__main__":
    main()
