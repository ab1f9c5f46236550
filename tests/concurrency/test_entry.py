"""One badge at many doors at once: exactly one admits it, and every scan is recorded."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.checkin.enums import GateDirection, ScanMethod, ScanOutcome, ScanReason, Told
from forum.checkin.models import Entry, Scan
from forum.checkin.queries import count_inside
from forum.checkin.rules import ScanInput, decide
from forum.checkin.service import ScanAnswer, record_scan
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.service import cancel
from tests.builders.checkin import a_badge, a_gate, a_steward, an_area
from tests.builders.editions import ZONE, a_category, an_edition

THREADS = 16
GATES = 4


def a_camera_scan(scan_id: str, code: str, made: datetime) -> ScanInput:
    return ScanInput(
        scan_id=scan_id,
        text=code,
        registration_id=None,
        method=ScanMethod.CAMERA,
        device="celular",
        scanned_at=made,
    )


def scan_at_once(
    app: Flask, scans: list[tuple[str, int]], *, code: str, by: int, made_at: list[datetime] | None = None
) -> list[ScanAnswer]:
    """Send (id, gate) scans of one code, made now or at these moments, all released together."""
    barrier = threading.Barrier(len(scans))

    def send(scan_id: str, gate_id: int, made: datetime | None) -> ScanAnswer:
        with app.test_request_context():
            barrier.wait()
            now = utc_now()
            scan = replace(a_camera_scan(scan_id, code, made or now), sent_at=now)
            return record_scan(scan, gate_id=gate_id, by=by, may_scan=lambda _edition_id: True, now=now)

    with ThreadPoolExecutor(len(scans)) as pool:
        return list(pool.map(lambda scan, made: send(*scan, made), scans, made_at or [None] * len(scans)))


def test_one_badge_at_four_doors_is_admitted_once(own_app: Flask) -> None:
    with own_app.app_context():
        today = utc_now().astimezone(ZONE).date()
        edition = an_edition(starts_on=today, ends_on=today + timedelta(days=1))
        gates = [a_gate(edition) for _ in range(GATES)]
        badge, steward = a_badge(edition), a_steward(edition)
    scans = [(str(uuid4()), gates[n % GATES].id) for n in range(THREADS)]

    answers = scan_at_once(own_app, scans, code=badge.code, by=steward.id)

    outcomes = Counter(answer.outcome for answer in answers)
    assert outcomes == {ScanOutcome.ADMITTED: 1, ScanOutcome.ALREADY_INSIDE: THREADS - 1}
    with own_app.app_context():
        entry = session().scalars(select(Entry)).one()
        admitted = [answer.outcome is ScanOutcome.ADMITTED for answer in answers]
        winner = scans[admitted.index(True)]
        assert (entry.scan_id, entry.gate_id) == winner
        gate_name = next(gate.name for gate in gates if gate.id == entry.gate_id)
        assert {a.context.since_gate for a in answers if a.outcome is ScanOutcome.ALREADY_INSIDE} == {gate_name}
        recorded = session().execute(select(Scan.outcome, func.count()).group_by(Scan.outcome)).all()
        assert dict(map(tuple, recorded)) == dict(outcomes)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(seconds=9)])
def test_a_cancellation_that_is_under_way_admits_nobody(own_app: Flask, later: timedelta) -> None:
    """The scan has read that the registration is approved; the cancellation commits before the scan is saved.

    Its moment may be before the scan's or, where the request was quicker, after it.
    """
    with own_app.app_context():
        today = utc_now().astimezone(ZONE).date()
        edition = an_edition(starts_on=today, ends_on=today)
        badge = a_badge(edition, category=a_category(edition, places_taken=1))
        gate, steward = a_gate(edition), a_steward(edition)
    under_way, read = threading.Event(), threading.Event()

    def call_off() -> None:
        with own_app.test_request_context(), atomic():
            cancel(badge.registration_id, by=steward.id, now=utc_now() + later, reason="Pidió cancelar")
            under_way.set()
            read.wait(5)
            time_to_wait.wait(0.3)  # the scan is at its insert by now

    time_to_wait = threading.Event()
    canceller = threading.Thread(target=call_off)
    canceller.start()
    under_way.wait(5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("forum.checkin.service.scans.decide", lambda facts: (read.set(), decide(facts))[1])
        [answer] = scan_at_once(own_app, [(str(uuid4()), gate.id)], code=badge.code, by=steward.id)
    canceller.join()

    assert (answer.outcome, answer.reason) == (ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED)
    with own_app.app_context():
        assert session().scalars(select(Entry)).all() == []
        assert session().scalars(select(Scan.outcome)).all() == [ScanOutcome.REVOKED]
        registration = session().get_one(Registration, badge.registration_id)
        assert (registration.status, registration.place_kept_at) == (RegistrationStatus.CANCELLED, None)


def test_scans_kept_by_many_phones_make_the_earliest_the_entry(own_app: Flask) -> None:
    with own_app.app_context():
        now = utc_now()
        today = now.astimezone(ZONE).date()
        edition = an_edition(starts_on=today - timedelta(days=1), ends_on=today)
        gate, badge, steward = a_gate(edition), a_badge(edition), a_steward(edition)
    noon = datetime.combine(today - timedelta(days=1), time(12), ZONE)
    moments = [noon + timedelta(minutes=n) for n in range(THREADS)]

    answers = scan_at_once(
        own_app, [(str(uuid4()), gate.id) for _ in moments], code=badge.code, by=steward.id, made_at=moments
    )

    assert {answer.outcome for answer in answers} <= {ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE}
    with own_app.app_context():
        entry = session().scalars(select(Entry)).one()
        assert entry.day == today - timedelta(days=1)
        assert abs(entry.entered_at - noon) < timedelta(seconds=30)
        recorded = session().execute(select(Scan.outcome, func.count()).group_by(Scan.outcome)).all()
        assert dict(map(tuple, recorded)) == {ScanOutcome.ADMITTED: 1, ScanOutcome.ALREADY_INSIDE: THREADS - 1}
        assert session().get_one(Scan, entry.scan_id).outcome is ScanOutcome.ADMITTED


def test_one_scan_sent_sixteen_times_at_once_is_recorded_once(own_app: Flask) -> None:
    with own_app.app_context():
        today = utc_now().astimezone(ZONE).date()
        edition = an_edition(starts_on=today, ends_on=today)
        gate, badge, steward = a_gate(edition), a_badge(edition), a_steward(edition)
    scan_id = str(uuid4())

    answers = scan_at_once(own_app, [(scan_id, gate.id)] * THREADS, code=badge.code, by=steward.id)

    assert {answer.outcome for answer in answers} == {ScanOutcome.ADMITTED}
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(Scan)) == 1
        assert session().scalar(select(func.count()).select_from(Entry)) == 1


def test_of_many_who_come_at_once_no_more_enter_than_there_is_room(own_app: Flask) -> None:
    with own_app.app_context():
        today = utc_now().astimezone(ZONE).date()
        edition = an_edition(starts_on=today, ends_on=today)
        area = an_area(edition, capacity=5)
        gates = [a_gate(edition, area=area, direction=GateDirection.BOTH) for _ in range(GATES)]
        badges, steward = [a_badge(edition) for _ in range(THREADS)], a_steward(edition)
    barrier = threading.Barrier(THREADS)

    def come(number: int) -> ScanOutcome:
        with own_app.test_request_context():
            barrier.wait()
            now = utc_now()
            scan = a_camera_scan(str(uuid4()), badges[number].code, now)
            gate_id = gates[number % GATES].id
            return record_scan(scan, gate_id=gate_id, by=steward.id, may_scan=lambda _id: True, now=now).outcome

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(come, range(THREADS)))
    assert outcomes == {ScanOutcome.ADMITTED: 5, ScanOutcome.FULL: THREADS - 5}
    with own_app.app_context():
        assert count_inside(area.id, day=today) == 5


def test_in_and_out_at_once_leave_what_their_order_says(own_app: Flask) -> None:
    """Scans of one badge at doors of both ways, kept by phones and sent together: the last movement counts."""
    with own_app.app_context():
        now = utc_now()
        today = now.astimezone(ZONE).date()
        edition = an_edition(starts_on=today - timedelta(days=1), ends_on=today)
        gate, badge = a_gate(edition, direction=GateDirection.BOTH), a_badge(edition)
        steward = a_steward(edition)
    noon = datetime.combine(today - timedelta(days=1), time(12), ZONE)
    barrier = threading.Barrier(THREADS)

    def pass_by(number: int) -> None:
        with own_app.test_request_context():
            made = noon + timedelta(minutes=number)
            told = Told.LEFT if number % 2 else Told.ADMITTED
            scan = replace(
                a_camera_scan(str(uuid4()), badge.code, made), told=told, clock_offset_ms=0, leaves=bool(number % 2)
            )
            barrier.wait()
            record_scan(scan, gate_id=gate.id, by=steward.id, may_scan=lambda _id: True, now=now)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(pass_by, range(THREADS)))
    with own_app.app_context():
        entry = session().scalars(select(Entry)).one()
        assert (entry.entered_at, entry.moved_at) == (noon, noon + timedelta(minutes=THREADS - 1))
        assert not entry.inside
        reasons = Counter(session().scalars(select(Scan.reason)))
        half = THREADS // 2
        assert reasons == {ScanReason.FIRST_TODAY: 1, ScanReason.CAME_BACK: half - 1, ScanReason.WENT_OUT: half}
