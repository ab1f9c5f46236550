"""One table of cases, run against the server and against the scripts of a scanner without network."""

import json
from base64 import b64decode, b64encode
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from forum.assets.build import ASSETS, install_tools
from forum.badges.models import Badge
from forum.checkin.documents.letters import packed
from forum.checkin.enums import GateDirection, ScanMethod, Told
from forum.checkin.models import Area, Gate
from forum.checkin.rules import ScanFacts, ScanInput, decide
from forum.checkin.service import record_scan
from forum.checkin.service.roster import roster_of
from forum.core.database import atomic
from forum.core.sealing import open_sealed, public_key
from forum.editions.models import CategoryDay, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.checkin import a_badge, a_gate, a_steward, an_area, venue_of
from tests.builders.editions import a_category, an_edition, days_of

TABLE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "door_cases.json").read_text())
ASKED = ScanFacts.__slots__
FACTS = [dict(zip(ASKED, each, strict=True)) for each in product((False, True), repeat=len(ASKED))]
AT = "2026-09-09T09:00:00-06:00"
NAMES = [
    "",
    "María José Muñoz Güereca",
    "山田 太郎",
    "محمد",
    "Жуков",
    "𝒳 & Ñ",
    "".join(map(chr, range(1, 0x180))),
]
SECRET = "ñ 0123456789ACDEFGHJKM"


class Table:
    """The cases, with a badge for each."""

    def __init__(self) -> None:
        days = [date.fromisoformat(day) for day in TABLE["days"]]
        self.edition: Edition = an_edition(starts_on=days[0], ends_on=days[-1], time_zone=TABLE["zone"])
        self.other = a_badge(self.edition)
        self.categories = {name: a_category(self.edition, code=name) for name in TABLE["categories"]}
        with atomic() as change:
            for name, entered in TABLE["categories"].items():
                for day in days_of(self.edition):
                    if day.date.isoformat() in entered:
                        change.add(CategoryDay(category_id=self.categories[name].id, day_id=day.id))
        self.areas = {name: self._area(name, told) for name, told in TABLE["areas"].items()}
        self.gates = {
            (name, leaves): a_gate(self.edition, area=area, direction=GateDirection.OUT if leaves else GateDirection.IN)
            for name, area in self.areas.items()
            for leaves in (False, True)
        }
        self.badges = [self._badge(case) for case in TABLE["cases"]]

    def _area(self, name: str, told: dict[str, Any]) -> Area:
        if name == "forum":
            return venue_of(self.edition.id)
        return an_area(
            self.edition,
            once_a_day=told.get("once", False),
            category_ids=[self.categories[each].id for each in told.get("categories", [])],
            day_ids=[day.id for day in days_of(self.edition) if day.date.isoformat() in told.get("days", [])],
        )

    def gate_of(self, case: dict[str, Any]) -> Gate:
        """Where a case is scanned."""
        return self.gates[case.get("area", "forum"), case.get("leaves", False)]

    def _badge(self, case: dict[str, Any]) -> Badge:
        told = case.get("badge", {})
        badge = a_badge(self.edition, category=self.categories[told.get("category", "visitor")])
        with atomic() as change:
            if "revoked_at" in told:
                change.get_one(Badge, badge.id).revoked_at = datetime.fromisoformat(told["revoked_at"])
            if not told.get("approved", True):
                registration = change.get_one(Registration, badge.registration_id)
                registration.status = RegistrationStatus.CANCELLED
        return badge

    def come_and_go(self, by: int) -> None:
        """Scans of those who were there before, as devices sent them at once."""
        for badge, case in zip(self.badges, TABLE["cases"], strict=True):
            for key, leaves, told in (("entered_at", False, Told.ADMITTED), ("left_at", True, Told.LEFT)):
                if key in case:
                    gate = self.gates[case.get("area", "forum"), leaves]
                    send(badge.code, gate, datetime.fromisoformat(case[key]), by=by, told=told)

    def read(self, number: int) -> str:
        """What the scanner reads of a case."""
        template, code = TABLE["cases"][number].get("read", "{}"), self.badges[number].code
        if template == "dashed":
            return "-".join(code[n : n + 4].lower() for n in range(0, 20, 4))
        return str(template.format(code, other=self.other.code))


@pytest.fixture(scope="module")
def scripts() -> str:
    """Where the scripts of the scanner are."""
    return str(ASSETS / "src/js")


def by_scanner(table: Table, scripts: str, tmp_path: Path) -> dict[str, Any]:
    """What the scripts answer to every case."""
    cases = [
        {
            "read": table.read(number),
            "area": table.gate_of(case).area_id,
            "leaves": case.get("leaves", False),
            "at": case.get("at", AT),
        }
        for number, case in enumerate(TABLE["cases"])
    ]
    roster = roster_of(table.edition, since=None, now=datetime.fromisoformat(AT)).body
    asked = {
        "roster": b64encode(roster).decode(),
        "cases": cases,
        "facts": FACTS,
        "packed": [b64encode(packed([one.encode(), b""])).decode() for one in NAMES],
        "secret": SECRET,
        "key": b64encode(public_key()).decode(),
        "label": "x",
    }
    (tmp_path / "asked.json").write_text(json.dumps(asked))
    node, script = install_tools(), Path(__file__).with_name("judge.mjs")
    shell = ["sh", "-c", '"$0" "$1" "$2" < "$3"', node.executable, str(script), scripts, str(tmp_path / "asked.json")]
    done = node.run(*shell)
    assert done.returncode == 0, done.stderr
    answered: dict[str, Any] = json.loads(done.stdout)
    return answered


def send(read: str, gate: Gate, at: datetime, *, by: int, told: Told = Told.ADMITTED) -> list[str]:
    """What the server decides of a scan made at a moment, and sent two hours later."""
    scan = ScanInput(
        scan_id=str(uuid4()),
        text=read,
        registration_id=None,
        method=ScanMethod.CAMERA,
        device="celular",
        scanned_at=at,
        told=told,
        clock_offset_ms=0,
    )
    now = at + timedelta(hours=2)
    answer = record_scan(scan, gate_id=gate.id, by=by, may_scan=lambda _edition: True, now=now)
    return [answer.outcome.value, answer.reason.value]


def test_a_scanner_without_network_answers_as_the_server_does(app: Flask, scripts: str, tmp_path: Path) -> None:
    table = Table()
    by = a_steward(table.edition).id
    table.come_and_go(by)
    answered = by_scanner(table, scripts, tmp_path)
    assert answered["size"] == len(TABLE["cases"]) + 1
    for number, case in enumerate(TABLE["cases"]):
        expected = [case["outcome"], case["reason"]]
        at = datetime.fromisoformat(case.get("at", AT))
        assert send(table.read(number), table.gate_of(case), at, by=by) == expected, case
        outcome, reason, name = answered["cases"][number]
        if "offline" in case:
            assert (outcome, name) == (case["offline"], ""), case
        else:
            assert [outcome, reason] == expected, case
            assert (name == "María José Muñoz Güereca") == (case["outcome"] != "unknown"), case
    assert answered["facts"] == [[*map(str, _decision(facts))] for facts in FACTS]
    assert answered["names"] == [[name, ""] for name in NAMES]
    assert open_sealed(b64decode(answered["secret"]), label="x") == SECRET.encode()
    assert open_sealed(b64decode(answered["secret"]), label="y") is None
    assert answered["milliseconds"] < 50, "a decision takes a millisecond or two where nothing else runs"


def _decision(facts: dict[str, bool]) -> tuple[str, str]:
    decision = decide(ScanFacts(**facts))
    return decision.outcome.value, decision.reason.value
