"""The centre is away for an hour and comes back: what hubs answered is on record as it was told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from forum.badges.models import Badge
from forum.checkin.enums import ScanOutcome, Told
from forum.checkin.errors import ScanIdTaken
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.service.hubs import end_hub, steward_token
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.core.errors import NotFound
from forum.core.kept import forget
from forum.editions.models import Edition
from forum.hub.centre import CentreAway
from forum.hub.door import HubDoor, NoData, PhoneScan
from tests.browser.servers import Server
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward

NewHub = Callable[[str], HubDoor]


@pytest.fixture
def steward(open_today: Edition) -> str:
    """Somebody who scans, as the centre told the hub of them."""
    return steward_token(open_today.id, a_steward(open_today).id)


def scan(door: HubDoor, badge: Badge | None, gate: Gate, steward: str, **values: Any) -> str:
    """Scan at a gate through a hub; returns what was told."""
    body = a_scan(badge, sent_at=utc_now().isoformat(), **values)
    return door.answer(PhoneScan(gate.id, body), steward=steward).told.value


def recorded() -> list[Scan]:
    db.session.rollback()
    return list(session().scalars(select(Scan).order_by(Scan.happened_at, Scan.id)))


def come_back(centre: Server, *doors: HubDoor) -> None:
    """The centre is there again, and the hubs find it."""
    centre.start()
    forget(centre.app)
    for door in doors:
        assert door.relay.centre.probe()


def test_an_hour_away_is_on_record_as_it_was(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, steward: str
) -> None:
    badge, late, door = a_badge(open_today), a_badge(open_today), new_hub("norte")
    centre.stop()
    began = utc_now()
    told = [scan(door, each, gate, steward) for each in (badge, badge, None)]
    assert told == ["admitted", "already_inside", "supervisor"]
    data_at = door.relay.roster.at  # type: ignore[union-attr]
    with time_machine.travel(began + timedelta(minutes=59)):
        assert scan(door, late, gate, steward) == "admitted"
        with pytest.raises(CentreAway):
            door.relay.send()
    with time_machine.travel(began + timedelta(hours=1)):
        come_back(centre, door)
        assert door.relay.send() == 4
        assert door.relay.send() == 0
    scans = recorded()
    assert sorted(each.told for each in scans if each.told) == sorted(
        [Told.ADMITTED, Told.ALREADY_INSIDE, Told.SUPERVISOR, Told.ADMITTED]
    )
    assert {each.outcome for each in scans} == {
        ScanOutcome.ADMITTED,
        ScanOutcome.ALREADY_INSIDE,
        ScanOutcome.UNKNOWN,
    }
    assert [each.happened_at - began < timedelta(seconds=5) for each in scans] == [True, True, True, False]
    assert abs(scans[-1].happened_at - began - timedelta(minutes=59)) < timedelta(seconds=5)
    assert {each.data_at for each in scans} == {data_at}
    entries = session().scalars(select(Entry)).all()
    assert {entry.registration_id for entry in entries} == {badge.registration_id, late.registration_id}


@pytest.mark.parametrize("first_back", [0, 1])
def test_two_hubs_agree_once_both_have_sent(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, *, steward: str, first_back: int
) -> None:
    both, one = a_badge(open_today), a_badge(open_today)
    other_gate = a_gate(open_today, "Acceso sur")
    doors = [new_hub("norte"), new_hub("sur")]
    centre.stop()
    assert scan(doors[0], both, gate, steward) == "admitted"
    assert [scan(doors[1], each, other_gate, steward) for each in (both, one)] == ["admitted", "admitted"]
    come_back(centre, *doors)
    for door in (doors[first_back], doors[1 - first_back]):
        door.relay.send()
    forget(centre.app)
    for door in doors:
        door.relay.take_roster()
    outcomes = {(each.gate_id, each.outcome) for each in recorded()}
    assert outcomes == {
        (gate.id, ScanOutcome.ADMITTED),
        (other_gate.id, ScanOutcome.ALREADY_INSIDE),
        (other_gate.id, ScanOutcome.ADMITTED),
    }
    states = []
    for door in doors:
        roster = door.relay.roster
        assert roster is not None
        day = roster.at.date()
        here = {(*whose, entry.gate_id, entry.inside) for whose, entry in roster.entries.items()}
        own = {(each.number, each.gate_id) for each in door.relay.presences.entries(roster, day=day)}
        assert own <= {(number, gate_id) for number, _area, gate_id, _inside in here}
        states.append(here)
    assert states[0] == states[1]
    assert len(states[0]) == 2


def test_a_scan_sent_again_is_answered_as_before_and_recorded_once(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, steward: str
) -> None:
    badge, other, door = a_badge(open_today), a_gate(open_today, "Acceso sur"), new_hub("norte")
    centre.stop()
    body = a_scan(badge, sent_at=utc_now().isoformat())
    answers = [door.answer(PhoneScan(gate.id, body), steward=steward) for _ in range(2)]
    assert [(each.told, each.name, each.count) for each in answers] == [
        (Told.ADMITTED, "María José Muñoz Güereca", 1)
    ] * 2
    with pytest.raises(ScanIdTaken):
        door.answer(PhoneScan(other.id, body), steward=steward)
    with pytest.raises(NotFound):
        door.answer(PhoneScan(999_999, a_scan(badge)), steward=steward)
    assert door.relay.journal.count("waiting") == 1


def test_nothing_on_the_disk_of_a_hub_names_anybody_or_opens_a_badge(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, *, steward: str, tmp_path: Path
) -> None:
    badge, door = a_badge(open_today), new_hub("norte")
    door.relay.take_roster()
    centre.stop()
    scan(door, badge, gate, steward)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("norte*"))
    assert len(kept) > 1000
    assert [word for word in (badge.code, "María", "Muñoz", "Troquelados") if word.encode() in kept] == []


def test_what_the_centre_does_not_take_is_kept_and_the_rest_goes_on(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, steward: str
) -> None:
    door = new_hub("norte")
    centre.stop()
    scan(door, a_badge(open_today), gate, "made up")
    scan(door, a_badge(open_today), gate, steward)
    come_back(centre, door)
    assert door.relay.send() == 2
    assert [door.relay.journal.count(state) for state in ("waiting", "sent", "refused")] == [0, 1, 1]
    assert [each.message for each in door.relay.journal.refused(5)] == ["No sabemos quién hizo este escaneo."]
    assert len(recorded()) == 1


def test_a_hub_that_was_ended_forgets_all_but_the_scans(
    centre: Server, new_hub: NewHub, gate: Gate, open_today: Edition, steward: str
) -> None:
    door = new_hub("norte")
    relay = door.relay
    relay.journal.accept_session("hash", steward=steward, now=relay.now())
    centre.stop()
    scan(door, a_badge(open_today), gate, steward)
    come_back(centre, door)
    end_hub(int(relay.key.split(".")[0]), edition_id=open_today.id, by=a_steward(open_today).id, now=utc_now())
    relay.take_roster()
    assert (relay.is_ended, relay.file.exists(), relay.journal.count("waiting")) == (True, False, 1)
    assert relay.journal.steward_of("hash", now=relay.now()) is None
    with pytest.raises(NoData):
        scan(door, a_badge(open_today), gate, steward)
    again = new_hub("otra").relay
    relay.key = again.key
    relay.take_roster()
    assert (relay.is_ended, relay.send()) == (False, 1)
