"""Two hundred companies want one slot of one buyer: one gets it, and each of the others reads what is free instead."""

import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.database import atomic, db, session
from forum.mail.models import OutgoingMail
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.concurrency.accepting import Try, outcome_of, work_together
from tests.concurrency.processes import FORKSERVER

PROCESSES = 4
COMPANIES = {"threads": 200, "processes": 80}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One request of each company, and the slots of the day; the third is what all want."""

    turns: list[Try]
    slots: list[int]
    buyer_person: int


def a_scene(companies: int) -> Scene:
    with atomic():
        edition = an_edition(buyer_spare_slots_per_day=0)
        hall = a_hall(edition)
        many = slots(hall, days_of(edition)[0], 8)
        buyer = a_buyer(edition, tables(hall, 1)[0], at=many)
        requirement = a_requirement(buyer)
        asked = [a_request(requirement, *a_supplier(edition)).id for _ in range(companies)]
    return Scene(
        turns=[Try(many[2].id, request_id) for request_id in asked],
        slots=[slot.id for slot in many],
        buyer_person=buyer.person_id,
    )


def with_threads(app: Flask, turns: Sequence[Try]) -> list[str]:
    """What became of each try, all of one program."""
    start = threading.Barrier(len(turns))

    def one(turn: Try) -> str:
        with app.app_context():
            start.wait(60)
            return outcome_of(turn)

    with ThreadPoolExecutor(len(turns)) as pool:
        return list(pool.map(one, turns))


def with_processes(app: Flask, turns: Sequence[Try], folder: Path) -> list[str]:
    """The same from a few programs at once, each with many threads."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    start, answers = FORKSERVER.Barrier(PROCESSES), FORKSERVER.Queue()
    workers: list[Any] = [
        FORKSERVER.Process(target=work_together, args=(url, folder / str(n), turns[n::PROCESSES], start, answers))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    outcomes: list[str] = [each for _ in workers for each in answers.get(timeout=60)]
    for worker in workers:
        worker.join(30)
    return outcomes


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_of_two_hundred_one_gets_the_slot_and_each_other_reads_the_next_free_ones(
    own_app: Flask, kind: str, tmp_path: Path
) -> None:
    with own_app.app_context():
        scene = a_scene(COMPANIES[kind])
        db.session.remove()
        db.engine.dispose()

    turns = scene.turns
    outcomes = with_threads(own_app, turns) if kind == "threads" else with_processes(own_app, turns, tmp_path)

    instead = ",".join(map(str, (scene.slots[1], scene.slots[3], scene.slots[4])))
    assert Counter(outcomes) == {"done": 1, f"meetings.seat_taken:{instead}": len(turns) - 1}
    with own_app.app_context():
        (meeting,) = session().scalars(select(Meeting)).all()
        assert sorted(session().scalars(select(PersonSeat.person_id))) == sorted(
            [scene.buyer_person, meeting.person_id]
        )
        for model, count in ((TableSeat, 1), (RequestEvent, 1), (OutgoingMail, 1)):
            assert session().scalar(select(func.count()).select_from(model)) == count, model
        statuses = session().scalars(select(MeetingRequest.status)).all()
        assert Counter(statuses) == {"accepted": 1, "sent": len(turns) - 1}
