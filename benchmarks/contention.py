"""Meetings accepted and moved by several at once, for `benchmarks.meetings`."""

import random
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Availability
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat
from forum.meetings.service import accept_request, move_meeting

AT_ONCE = 8
ACTS = 200
SEED = 1

Act = Callable[[], object]
_MIXED = (Meeting.id * 7919 % 1009, Meeting.id)
"""An order in which neighbours are of different buyers, the same each time."""


def print_contention(app: Flask, *, by: int) -> None:
    """Print, of acceptances and of moves, how many were done and how long each waited and worked."""
    with app.app_context():
        acts = {"accept": _acceptances(by), "move": _moves(by)}
        session().rollback()
    for words, each in acts.items():
        print(f"{words + f', {AT_ONCE} at once':<34}{_all_at_once(app, each)}", flush=True)


def _acceptances(by: int) -> list[Act]:
    """Acceptances of new requests, each in a slot at which its buyer is there and meets nobody."""
    return [
        _acceptance(request_id, slot_id, by)
        for request_id, buyer_id in _new_requests()
        if (slot_id := _free_slot(buyer_id, request_id)) is not None
    ]


def _new_requests() -> list[tuple[int, int]]:
    """Requests of suppliers to buyers whom they do not meet; each with its buyer."""
    query = select(
        Meeting.edition_id, Meeting.buyer_id, Meeting.company_id, Meeting.person_id, MeetingRequest.requirement_id
    )
    rows = (
        session()
        .execute(query.join(MeetingRequest, MeetingRequest.id == Meeting.request_id).order_by(*_MIXED).limit(ACTS))
        .all()
    )
    pairs = set(session().execute(select(MeetingRequest.buyer_id, MeetingRequest.company_id)).tuples())
    now, made = utc_now(), list[MeetingRequest]()
    with atomic() as current:
        for asked, asks in zip(rows, [*rows[len(rows) // 2 :], *rows[: len(rows) // 2]], strict=True):
            if (asked.buyer_id, asks.company_id) in pairs:
                continue
            pairs.add((asked.buyer_id, asks.company_id))
            request = MeetingRequest(
                edition_id=asked.edition_id, requirement_id=asked.requirement_id, buyer_id=asked.buyer_id,
                company_id=asks.company_id, person_id=asks.person_id, reason="Prensa de 400 toneladas.",
                status=RequestStatus.SENT, sent_at=now, expires_at=now + timedelta(days=3),
            )  # fmt: skip
            current.add(request)
            made.append(request)
    return [(each.id, each.buyer_id) for each in made]


def _moves(by: int) -> list[Act]:
    """Moves of meetings, each to a slot at which its buyer is there and meets nobody."""
    query = select(Meeting.id, Meeting.buyer_id).where(Meeting.status == MeetingStatus.SCHEDULED)
    rows = session().execute(query.order_by(*_MIXED).limit(ACTS)).all()
    return [_move(row.id, slot_id, by) for row in rows if (slot_id := _free_slot(row.buyer_id, row.id)) is not None]


def _free_slot(buyer_id: int, seed: int) -> int | None:
    taken = select(PersonSeat.slot_id).join(Meeting, Meeting.id == PersonSeat.meeting_id)
    query = select(Availability.slot_id).where(Availability.buyer_id == buyer_id)
    query = query.where(Availability.slot_id.not_in(taken.where(Meeting.buyer_id == buyer_id)))
    free: Sequence[int] = session().scalars(query.order_by(Availability.slot_id)).all()
    return random.Random(SEED + seed).choice(free) if free else None


def _acceptance(request_id: int, slot_id: int, by: int) -> Act:
    return lambda: accept_request(request_id, slot_id=slot_id, side=Side.ORGANISER, by=by, now=utc_now())


def _move(meeting_id: int, slot_id: int, by: int) -> Act:
    return lambda: move_meeting(meeting_id, slot_id=slot_id, side=Side.ORGANISER, by=by, now=utc_now())


def _all_at_once(app: Flask, acts: Sequence[Act]) -> str:
    """Do them in threads; the acts that the rules refuse took as long as those that were done."""
    spent: list[float] = []
    refused: list[str] = []
    rest, lock = iter(acts), threading.Lock()

    def work() -> None:
        while True:
            with lock:
                act = next(rest, None)
            if act is None:
                return
            begun = time.perf_counter()
            with app.app_context():
                try:
                    act()
                except Refusal as refusal:
                    refused.append(refusal.code)
            spent.append(1_000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    begun = time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if not spent:
        return "nothing to do"
    a_second = len(spent) / (time.perf_counter() - begun)
    return (
        f"{len(spent) - len(refused)} done, {len(refused)} refused; {a_second:.0f} a second, median "
        f"{statistics.median(spent):.0f} ms, p99 {sorted(spent)[int(0.99 * (len(spent) - 1))]:.0f} ms"
    )
