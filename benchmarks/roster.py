"""The roster of 15,000 badges: how long it takes to write, how large it is, how fast a scanner decides on it.

`python -m benchmarks.roster`; the scanner's part is run by node, on this machine.
"""

import gzip
import json
import secrets
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from forum.assets.build import ASSETS, install_tools
from forum.badges.rules import new_code
from forum.checkin.documents.roster import RosterBadge, RosterEntry, write_record, write_roster
from forum.core.clock import utc_now

BADGES, ENTRIES = 15_000, 7_500
GIVEN = ("María José", "Juan Carlos", "Íñigo", "Ana", "Guadalupe", "Luis Fernando", "Ximena")
SURNAMES = ("Hernández", "Muñoz", "Güereca", "Peñaloza", "Villanueva", "Ruiz", "Lara")
FIRMS = ("Troquelados del Bajío", "Inyección San Felipe", "Forjas del Centro, S.A. de C.V.", "Universidad de León")
KEY = "BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU="  # a point of P-256


def main() -> None:
    """Measure, and print."""
    chance, salt = Random(1), secrets.token_bytes(16)
    badges = [_badge(chance, number) for number in range(BADGES)]
    began = perf_counter()
    records = b"".join(write_record(badge, salt=salt) for badge in badges)
    sealing = perf_counter() - began
    head = {"now": int(utc_now().timestamp() * 1000), "salt": salt.hex(), "zone": "America/Mexico_City", "days": []}
    area = {"capacity": None, "once": False, "categories": [], "days": [], "inside": ENTRIES}
    moment = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)
    entries = [RosterEntry(number, 1, moment, moment, inside=True) for number in range(ENTRIES)]
    began = perf_counter()
    roster = write_roster(
        {**head, "categories": {}, "areas": {1: area}, "gates": {1: {"name": "Norte", "area": 1}}},
        entries=entries,
        records=records,
        salt=salt,
    )
    writing = perf_counter() - began
    print(f"{BADGES:,} badges sealed in {sealing:.2f} s; with {ENTRIES:,} entries written in {1000 * writing:.0f} ms")
    print(f"{len(roster):,} bytes ({len(records):,} of badges), {len(gzip.compress(roster, 5)):,} with gzip: ", end="")
    print(f"{8 * len(roster) / 5e6:.1f} s at 5 Mbit/s")
    for name, took in _by_scanner(roster, [badge.code for badge in badges[:500]]).items():
        print(f"scanner, {name}: {took:.2f} ms")


def _badge(chance: Random, number: int) -> RosterBadge:
    return RosterBadge(
        code=new_code(secrets.token_bytes),
        registration_id=number,
        approved=True,
        revoked_at=None,
        revoked_for=None,
        category_id=chance.randrange(12),
        name=f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)} {chance.choice(SURNAMES)}",
        organisation=f"{chance.choice(FIRMS)} {chance.randrange(99)}",
    )


def _by_scanner(roster: bytes, codes: list[str]) -> dict[str, float]:
    node = install_tools()
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.json"
        asked.write_text(json.dumps({"roster": b64encode(roster).decode(), "codes": codes, "key": KEY}))
        script = Path(__file__).with_suffix(".mjs")
        done = node.run(node.executable, str(script), str(ASSETS / "src/js"), str(asked))
    if done.returncode:
        raise RuntimeError(done.stderr)
    took: dict[str, float] = json.loads(done.stdout)
    return took


if __name__ == "__main__":
    main()
