"""Double booking is impossible: sixteen processes accept at once, exactly one wins, the others are refused by name.

Every process has a program of its own on the same database and inherits nothing of the test's: they are forked from a
server that has only read the program's modules (spawning would read them sixteen times). The last rounds run with the
check taken away: then the unique rows alone stand in the way.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, TableSeat
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person
from tests.concurrency.accepting import Try, outcome_of, small_app, work
from tests.concurrency.processes import FORKSERVER

PROCESSES = 16


def hammer(url: str, data_dir: Path, rounds: Sequence[Sequence[Try]]) -> list[Counter[str]]:
    """Sixteen processes, each with its own turn of every round: what became of them, round by round."""
    start, answers = FORKSERVER.Barrier(PROCESSES), FORKSERVER.Queue()
    workers = [
        FORKSERVER.Process(target=work, args=(url, data_dir, [turns[n] for turns in rounds], start, answers))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    outcomes = [answers.get(timeout=60) for _ in range(PROCESSES * len(rounds))]
    for worker in workers:
        worker.join(30)
    return [Counter(what for number, what in outcomes if number == n) for n in range(len(rounds))]


def hammer_with_threads(app: Flask, rounds: Sequence[Sequence[Try]]) -> list[Counter[str]]:
    """The same with sixteen threads of one program."""
    start = threading.Barrier(PROCESSES)

    def one(turn: Try) -> str:
        with app.app_context():
            start.wait(60)
            return outcome_of(turn)

    with ThreadPoolExecutor(PROCESSES) as pool:
        return [Counter(pool.map(one, turns)) for turns in rounds]


@dataclass
class Scene:
    """An edition with a hall of sixteen tables and as many suppliers."""

    edition: Edition
    slots: list[Slot]
    shifted: list[Slot]
    tables: list[MeetingTable]
    elsewhere: list[MeetingTable]
    suppliers: list[tuple[Supplier, Person]]


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0, supplier_meetings_cap=8)
    day = days_of(edition)[0]
    hall, other = a_hall(edition), a_hall(edition)
    return Scene(
        edition,
        slots(hall, day, 8),
        slots(other, day, 8, minutes=10),
        tables(hall, PROCESSES),
        tables(other, PROCESSES),
        [a_supplier(edition) for _ in range(PROCESSES)],
    )


def one_buyer(scene: Scene) -> list[Try]:
    """Sixteen suppliers want the same slot of one buyer."""
    slot = scene.slots[0]
    buyer = a_buyer(scene.edition, scene.tables[0], at=[slot])
    requirement = a_requirement(buyer)
    return [Try(slot.id, a_request(requirement, supplier, person).id) for supplier, person in scene.suppliers]


def one_table(scene: Scene) -> list[Try]:
    """Sixteen representatives of buyers share one table."""
    slot = scene.slots[1]
    requirements = [a_requirement(a_buyer(scene.edition, scene.tables[1], at=[slot])) for _ in range(PROCESSES)]
    return [
        Try(slot.id, a_request(requirement, *party).id)
        for requirement, party in zip(requirements, scene.suppliers, strict=True)
    ]


def one_supplier(scene: Scene) -> list[Try]:
    """Sixteen buyers at their own tables accept the same person at the same time."""
    slot, party = scene.slots[2], scene.suppliers[0]
    requirements = [a_requirement(a_buyer(scene.edition, table, at=[slot])) for table in scene.tables]
    return [Try(slot.id, a_request(requirement, *party).id) for requirement in requirements]


def two_halls(scene: Scene) -> list[Try]:
    """The same person in two halls, in slots that overlap: no unique row forbids that, only the lock does."""
    party, turns = scene.suppliers[1], []
    for n in range(PROCESSES):
        table, slot = (scene.tables[n], scene.slots[3]) if n % 2 else (scene.elsewhere[n], scene.shifted[3])
        requirement = a_requirement(a_buyer(scene.edition, table, at=[slot]))
        turns.append(Try(slot.id, a_request(requirement, *party).id))
    return turns


def one_request(scene: Scene) -> list[Try]:
    """The same request, accepted sixteen times."""
    slot = scene.slots[4]
    requirement = a_requirement(a_buyer(scene.edition, scene.tables[2], at=[slot]))
    return [Try(slot.id, a_request(requirement, *scene.suppliers[2]).id)] * PROCESSES


def one_company(scene: Scene) -> list[Try]:
    """Sixteen colleagues of one company, whose edition allows it eight meetings."""
    supplier, _ = a_supplier(scene.edition)
    slot, turns = scene.slots[5], []
    for table in scene.tables:
        colleague = a_person()
        a_membership(supplier.company, colleague)
        requirement = a_requirement(a_buyer(scene.edition, table, at=[slot]))
        turns.append(Try(slot.id, a_request(requirement, supplier, colleague).id))
    return turns


def a_bare_meeting(scene: Scene) -> Meeting:
    buyer = a_buyer(scene.edition, scene.tables[3], at=[])
    supplier, person = scene.suppliers[3]
    now = utc_now()
    with atomic() as current:
        meeting = Meeting(
            edition_id=scene.edition.id,
            buyer=buyer,
            company_id=supplier.company_id,
            person=person,
            slot=scene.slots[6],
            table=scene.tables[3],
            status=MeetingStatus.SCHEDULED,
            uid=f"bare-{buyer.id}",
            created_at=now,
            changed_at=now,
        )
        current.add(meeting)
    return meeting


def no_check_person(scene: Scene) -> list[Try]:
    """Nobody asks the rules: the unique row of the person alone stands in the way."""
    person = a_person()
    return [Try(scene.slots[6].id, person_id=person.id, meeting_id=a_bare_meeting(scene).id) for _ in range(PROCESSES)]


def no_check_table(scene: Scene) -> list[Try]:
    """Nobody asks the rules: the unique row of the table alone stands in the way."""
    table = scene.tables[4]
    return [Try(scene.slots[6].id, table_id=table.id, meeting_id=a_bare_meeting(scene).id) for _ in range(PROCESSES)]


ROUNDS: tuple[tuple[Callable[[Scene], list[Try]], dict[str, int]], ...] = (
    (one_buyer, {"done": 1, "meetings.seat_taken": 15}),
    (one_table, {"done": 1, "meetings.table_taken": 15}),
    (one_supplier, {"done": 1, "meetings.seat_taken": 15}),
    (two_halls, {"done": 1, "meetings.seat_taken": 15}),
    (one_request, {"done": 1, "meetings.already_answered": 15}),
    (one_company, {"done": 8, "meetings.meetings_reached": 8}),
    (no_check_person, {"done": 1, "unique": 15}),
    (no_check_table, {"done": 1, "unique": 15}),
)


@pytest.fixture
def place(own_database: str, tmp_path: Path) -> Iterator[tuple[Flask, str, Path]]:
    """A program on a database of its own, its address and its folder."""
    app = small_app(own_database, tmp_path)
    yield app, own_database, tmp_path
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_sixteen_at_once_never_book_twice(place: tuple[Flask, str, Path], kind: str) -> None:
    app, url, folder = place
    with app.app_context():
        scene = a_scene()
        rounds = [make(scene) for make, _ in ROUNDS]
        db.session.remove()
        db.engine.dispose()

    outcomes = hammer(url, folder, rounds) if kind == "processes" else hammer_with_threads(app, rounds)

    assert outcomes == [expected for _, expected in ROUNDS]
    with app.app_context():
        accepted = [turn.request_id for turns in rounds for turn in turns if turn.request_id is not None]
        scheduled = select(func.count()).select_from(Meeting).where(Meeting.request_id.in_(accepted))
        assert session().scalar(scheduled) == 5 + 8
        assert session().scalar(select(func.count()).select_from(PersonSeat)) == 2 * 13 + 1
        assert session().scalar(select(func.count()).select_from(TableSeat)) == 13 + 1
        waiting = select(func.count()).select_from(MeetingRequest).where(MeetingRequest.status == "sent")
        assert session().scalar(waiting) == 4 * 15 + 8
