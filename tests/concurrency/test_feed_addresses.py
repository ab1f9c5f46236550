"""Many windows ask for a calendar address at once: one is valid in the end, and the others are refused by name."""

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from forum.agenda.errors import FeedMadeAtOnce
from forum.agenda.models import FeedAddress
from forum.agenda.service import renew_feed
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import Refusal
from tests.builders.editions import an_edition
from tests.builders.people import a_person

THREADS = 16


def test_one_address_is_valid_after_sixteen_at_once(own_app: Flask) -> None:
    with own_app.app_context():
        person, edition = a_person(), an_edition()
    barrier = threading.Barrier(THREADS)

    def renew(_number: int) -> str:
        with own_app.app_context():
            barrier.wait()
            try:
                renew_feed(person.id, edition_id=edition.id, now=utc_now())
            except Refusal as refusal:
                return refusal.code
            return "made"

    with ThreadPoolExecutor(THREADS) as pool:
        done = list(pool.map(renew, range(THREADS)))

    assert set(done) <= {"made", FeedMadeAtOnce.code}
    with own_app.app_context():
        made = session().scalar(select(func.count()).select_from(FeedAddress))
        alive = session().scalar(select(func.count()).where(FeedAddress.revoked_at.is_(None)))
    assert (made, alive) == (done.count("made"), 1)
