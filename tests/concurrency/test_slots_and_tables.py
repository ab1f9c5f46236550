"""Two organisers at once: no two slots of a hall overlap, no two tables have one number."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time

from flask import Flask
from sqlalchemy import select

from forum.core.database import db, session
from forum.core.errors import Refusal
from forum.editions.models import Day, MeetingTable, Slot
from forum.editions.rules import SlotRule, Span, find_overlap
from forum.editions.service import add_tables, generate_slots
from tests.builders.editions import a_hall, an_edition

THREADS = 8


def at_once(app: Flask, acts: list[object]) -> Counter[str]:
    """Each act in a thread and session of its own: "done" or the code of the refusal."""

    def attempt(act: object) -> str:
        assert callable(act)
        with app.app_context():
            try:
                act()
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(attempt, acts))


def scene(app: Flask) -> tuple[int, int]:
    """A hall and the edition it belongs to: their ids."""
    with app.app_context():
        hall = a_hall(an_edition(days=1))
        found = hall.id, hall.edition_id
        db.session.remove()
    return found


def test_slots_of_a_hall_never_overlap(own_app: Flask) -> None:
    hall_id, edition_id = scene(own_app)

    def generate(minute: int) -> None:
        days = session().scalars(select(Day).where(Day.edition_id == edition_id)).all()
        rule = SlotRule(starts=time(9, minute), ends=time(12), length=20, gap=5)
        generate_slots(hall_id, days=days, rule=rule)

    outcomes = at_once(own_app, [lambda n=n: generate(n) for n in range(THREADS)])
    assert outcomes == {"done": 1, "editions.slots_overlap": THREADS - 1}
    with own_app.app_context():
        spans = [Span(s.starts_at, s.ends_at) for s in session().scalars(select(Slot))]
        db.session.remove()
    assert [span for span in spans if find_overlap([span], [other for other in spans if other != span])] == []


def test_a_number_is_given_to_one_table(own_app: Flask) -> None:
    hall_id, _ = scene(own_app)
    outcomes = at_once(own_app, [lambda n=n: add_tables(hall_id, first=1 + n, last=20 + n) for n in range(THREADS)])
    assert outcomes == {"done": 1, "editions.table_number_taken": THREADS - 1}
    with own_app.app_context():
        numbers = session().scalars(select(MeetingTable.number)).all()
        db.session.remove()
    assert (len(numbers), len(set(numbers))) == (20, 20)
