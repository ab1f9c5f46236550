"""A calendar program without a screen (khal) takes our files: a meeting is imported, moved, and cancelled."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.matchmaking.enums import Side
from forum.meetings.service import cancel_meeting, move_meeting
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import an_edition
from tests.builders.postman import a_postman, deliver

KHAL = Path(sys.executable).with_name("khal")
CONFIG = """[calendars]
[[foro]]
path = {folder}/foro
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/Mexico_City
default_timezone = America/Mexico_City
[default]
default_calendar = foro
"""
Khal = Callable[..., str]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    if not KHAL.exists():
        pytest.skip("khal is not installed (extra test)")
    (tmp_path / "foro").mkdir()
    (tmp_path / "config").write_text(CONFIG.format(folder=tmp_path))
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def run(*words: str) -> str:
        command = [str(KHAL), "-c", str(tmp_path / "config"), *words]
        done = subprocess.run(
            command, env={**os.environ, **home}, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def listed(khal: Khal, day: datetime) -> list[str]:
    words = ("list", "--notstarted", "--format", "{start-time}|{title}|{location}|{status}", "--day-format", "")
    return [line.strip() for line in khal(*words, day.date().isoformat(), "1d").splitlines() if "|" in line]


def taken(khal: Khal, folder: Path, data: bytes) -> None:
    file = folder / "agenda.ics"
    file.write_bytes(data)
    khal("import", "--batch", "-a", "foro", str(file))


def test_khal_imports_moves_and_cancels(app: Flask, client: FlaskClient, khal: Khal, tmp_path: Path) -> None:
    desk = Desk(an_edition(venue_name="Poliforum León"))
    feed = a_feed(desk.buyer.person, desk.edition)
    meeting = desk.meet(desk.slots[0], supplier="Forjas Ñandú")
    local = [slot.starts_at.astimezone(UTC) - timedelta(hours=6) for slot in desk.slots]
    place = f"Mesa {desk.table.number}, Salón B2B, Poliforum León"
    by = desk.buyer.person_id

    taken(khal, tmp_path, client.get(feed).data)
    first = listed(khal, local[0])
    move_meeting(meeting.id, slot_id=desk.slots[1].id, side=Side.BUYER, by=by, now=utc_now())
    taken(khal, tmp_path, client.get(feed).data)
    second = listed(khal, local[0])
    cancel_meeting(meeting.id, reason="Sin capacidad", side=Side.BUYER, by=by, now=utc_now())
    taken(khal, tmp_path, client.get(feed).data)
    third = listed(khal, local[0])

    assert first == [f"{local[0]:%H:%M}|Cita con Forjas Ñandú|{place}|CONFIRMED"]
    assert second == [f"{local[1]:%H:%M}|Cita con Forjas Ñandú|{place}|CONFIRMED"]
    assert third == [f"{local[1]:%H:%M}|Cancelada: cita con Forjas Ñandú|{place}|CANCELLED"]


def test_khal_takes_invitations_too(app: Flask, khal: Khal, tmp_path: Path) -> None:
    desk = Desk(an_edition(venue_name="Poliforum León"))
    day = desk.slots[0].starts_at - timedelta(hours=6)
    by = desk.buyer.person_id
    with a_postman(app) as postman:
        meeting = desk.meet(desk.slots[0])
        deliver()
        move_meeting(meeting.id, slot_id=desk.slots[2].id, side=Side.BUYER, by=by, now=utc_now())
        deliver()
        cancel_meeting(meeting.id, reason="Sin capacidad", side=Side.BUYER, by=by, now=utc_now())
        deliver()
    shown = []
    for data in postman.calendars(desk.buyer.person.email or ""):
        taken(khal, tmp_path, data)
        shown += listed(khal, day)
    hours = [(slot.starts_at - timedelta(hours=6)).strftime("%H:%M") for slot in desk.slots]
    assert [(line.split("|")[0], line.split("|")[-1].strip()) for line in shown] == [
        (hours[0], "CONFIRMED"),
        (hours[2], "CONFIRMED"),
        (hours[2], "CANCELLED"),
    ]
