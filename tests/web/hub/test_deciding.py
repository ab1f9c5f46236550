"""The hub decides as the server does, on its copy and on what went through it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask

from forum.badges.enums import RevokedFor
from forum.badges.models import Badge
from forum.badges.service import reissue_badge
from forum.badges.service.reserving import reserve_codes, void_codes
from forum.checkin.enums import GateDirection, ScanReason, Told
from forum.checkin.models import Gate
from forum.checkin.service.hubs import hub_roster
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.kept import forget
from forum.editions.models import Edition
from forum.hub.deciding import AskedScan, HubDecision, decide_scan
from forum.hub.presences import Presences
from forum.hub.roster import HubRoster
from tests.builders.checkin import a_badge, a_gate, a_steward, an_area
from tests.builders.editions import ZONE, a_category, an_edition
from tests.web.checkin.test_same_rules import AT, TABLE, Table


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


class Kept:
    """What a hub has of an edition."""

    def __init__(self, edition: Edition) -> None:
        self.roster = HubRoster.read(hub_roster(edition, since=None, now=utc_now()).body)
        self.presences = Presences()

    def scan(self, badge: Badge | str, gate: Gate, *, told: Told | None = None, ago: int = 0) -> HubDecision:
        """Decide a scan and remember what follows from it."""
        text = badge if isinstance(badge, str) else badge.code
        moment = utc_now() - timedelta(seconds=ago)
        asked = AskedScan(id=str(uuid4()), gate_id=gate.id, text=text, leaves=False, moment=moment, told=told)
        decision = decide_scan(asked, roster=self.roster, presences=self.presences)
        if decision.record is not None and decision.movement is not None:
            whose = (decision.record.number, decision.area_id)
            self.presences.add(whose, decision.movement, roster=self.roster)
        return decision


def test_the_hub_answers_every_case_as_the_server_does(app: Flask) -> None:
    table = Table()
    table.come_and_go(a_steward(table.edition).id)
    roster = HubRoster.read(hub_roster(table.edition, since=None, now=datetime.fromisoformat(AT)).body)
    for number, case in enumerate(TABLE["cases"]):
        asked = AskedScan(
            id=str(uuid4()),
            gate_id=table.gate_of(case).id,
            text=table.read(number),
            leaves=case.get("leaves", False),
            moment=datetime.fromisoformat(case.get("at", AT)).astimezone(UTC),
        )
        decided = decide_scan(asked, roster=roster, presences=Presences())
        if "offline" in case:
            assert (decided.told, decided.reason) == (case["offline"], None), case
        else:
            assert (decided.told, decided.reason) == (case["outcome"], case["reason"]), case


def test_who_came_in_through_the_hub_has_entered(edition: Edition) -> None:
    gate, other, badge = a_gate(edition), a_gate(edition), a_badge(edition)
    kept = Kept(edition)
    assert [kept.scan(badge, at).told for at in (gate, other)] == [Told.ADMITTED, Told.ALREADY_INSIDE]
    day = utc_now().astimezone(ZONE).date()
    entries = [kept.presences.entries_at(kept.roster, at.id, day=day) for at in (gate, other)]
    assert entries == [1, 0]
    assert [each.gate_id for each in kept.presences.entries(kept.roster, day=day)] == [gate.id]


def test_a_limit_of_people_counts_those_the_hub_let_in_and_out(edition: Edition) -> None:
    area = an_area(edition, capacity=1)
    inward, outward = a_gate(edition, area=area), a_gate(edition, area=area, direction=GateDirection.OUT)
    first, second = a_badge(edition), a_badge(edition)
    kept = Kept(edition)
    told = [kept.scan(*each).told for each in ((first, inward), (second, inward), (first, outward), (second, inward))]
    assert told == [Told.ADMITTED, Told.FULL, Told.LEFT, Told.ADMITTED]


def test_what_a_phone_told_itself_stays_told(edition: Edition) -> None:
    gate, badge = a_gate(edition), a_badge(edition)
    kept = Kept(edition)
    assert kept.scan(badge, gate, told=Told.LET_IN, ago=60).told is Told.LET_IN
    assert kept.scan(badge, gate).told is Told.ALREADY_INSIDE


def test_a_copy_is_read_again_as_it_was_kept(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> None:
    badge, path = a_badge(edition), tmp_path_factory.mktemp("hub") / "roster"
    kept = Kept(edition)
    kept.roster.save(path)
    body = path.read_bytes()
    read = HubRoster.read(body)
    assert (read.records, read.head | {"entries": 0}) == (kept.roster.records, kept.roster.head | {"entries": 0})
    assert read.find(badge.code).record is not None
    assert [word for word in (badge.code, "María", "Troquelados") if word.encode() in body] == []
    for cut in (3, 100, len(body) - 1):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever a file that is cut off makes
            HubRoster.read(body[:cut])


def test_changes_are_taken_into_the_copy(app: Flask, edition: Edition) -> None:
    a_badge(edition)
    kept = Kept(edition)
    before, late = utc_now() - timedelta(minutes=2), a_badge(edition)
    assert kept.roster.find(late.code).record is None
    forget(app)  # as after the seconds for which counts are kept
    assert kept.roster.merge(hub_roster(edition, since=before, now=utc_now()).body)
    assert kept.roster.is_whole
    assert kept.roster.find(late.code).record is not None


def test_a_code_that_the_desk_hands_out_lets_in_and_a_void_one_is_unknown(edition: Edition) -> None:
    gate, category, by = a_gate(edition), a_category(edition), a_steward(edition).id
    good, void = reserve_codes(edition.id, device="web-1", count=2, by=by, now=utc_now())[category.id]
    with atomic():
        void_codes(edition.id, code=void, now=utc_now())
    kept = Kept(edition)
    for _twice in range(2):
        decision = kept.scan(good, gate)
        assert (decision.told, decision.reason, decision.movement) == (Told.ADMITTED, ScanReason.MADE_AT_DESK, None)
    assert kept.scan(void, gate).told is Told.SUPERVISOR


def test_a_record_says_what_became_of_a_revoked_badge(edition: Edition) -> None:
    badge, gate, by = a_badge(edition), a_gate(edition), a_steward(edition).id
    reissue_badge(badge.id, reason="Lo extravió", by=by, now=utc_now())
    decision = Kept(edition).scan(badge, gate)
    assert decision.record is not None
    assert (decision.told, decision.record.revoked_for) == (Told.REVOKED, RevokedFor.REISSUED)
