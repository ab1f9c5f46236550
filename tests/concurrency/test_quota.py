"""Of many who register at once exactly the quota gets a place, and the rest are on the waiting list."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.service.blocks import release_block
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import a_category, an_edition
from tests.builders.places import a_block
from tests.builders.registrations import a_notice, a_registration
from tests.concurrency.processes import FORKSERVER
from tests.concurrency.registering import cancelled, outcome_of, work

PROCESSES, EACH, THREADS, QUOTA = 8, 4, 16, 10


def scene(app: Flask, quota: int | None) -> tuple[int, int]:
    """A category with that many places, and a notice: their ids."""
    with app.app_context():
        category = a_category(an_edition(), quota=quota)
        found = category.id, a_notice().id
        db.session.remove()
    return found


def counted(app: Flask, category_id: int) -> tuple[int, Counter[str], int]:
    """Places taken, registrations by status, badges alive."""
    with app.app_context():
        taken = session().scalars(select(Category.places_taken).where(Category.id == category_id)).one()
        statuses = Counter(str(s) for s in session().scalars(select(Registration.status)))
        badges = session().scalar(select(func.count()).where(Badge.revoked_at.is_(None))) or 0
        db.session.remove()
    return taken, statuses, badges


def by_threads(app: Flask, forms: list[tuple[int, int, str]]) -> Counter[str]:
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(lambda form: outcome_of(app, *form), forms))


def by_processes(app: Flask, forms: list[tuple[int, int, str]]) -> Counter[str]:
    start, answers = FORKSERVER.Barrier(PROCESSES), FORKSERVER.Queue()
    url, folder = app.config["SQLALCHEMY_DATABASE_URI"], Path(app.config["FORO"].data_dir)
    workers = [
        FORKSERVER.Process(target=work, args=(url, folder, forms[n::PROCESSES], start, answers))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    outcomes = Counter(answers.get(timeout=120) for _ in forms)
    for worker in workers:
        worker.join(30)
    return outcomes


@pytest.mark.parametrize("by", [by_threads, by_processes])
def test_exactly_the_quota_gets_a_place(own_app: Flask, by: object) -> None:
    assert callable(by)
    category_id, notice_id = scene(own_app, QUOTA)
    forms = [(category_id, notice_id, f"persona{n}@example.mx") for n in range(PROCESSES * EACH)]
    rest = len(forms) - QUOTA
    assert by(own_app, forms) == {"new approved": QUOTA, "new waitlisted": rest}
    assert counted(own_app, category_id) == (QUOTA, {S.APPROVED: QUOTA, S.WAITLISTED: rest}, QUOTA)


@pytest.mark.parametrize("by", [by_threads, by_processes])
def test_the_same_person_at_once_is_registered_once(own_app: Flask, by: object) -> None:
    assert callable(by)
    category_id, notice_id = scene(own_app, None)
    forms = [(category_id, notice_id, "misma@example.mx")] * PROCESSES
    assert by(own_app, forms) == {"new approved": 1, "already approved": PROCESSES - 1}
    assert counted(own_app, category_id) == (1, {S.APPROVED: 1}, 1)
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(Person)) == 1
        db.session.remove()


def test_each_freed_place_goes_to_one_of_those_who_wait(own_app: Flask) -> None:
    category_id, notice_id = scene(own_app, 6)
    with own_app.app_context():
        category = session().get_one(Category, category_id)
        placed = [a_registration(category).id for _ in range(6)]
        for _ in range(4):
            a_registration(category, status=S.WAITLISTED)
        db.session.remove()
    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = Counter(pool.map(lambda id: cancelled(own_app, id), placed * 2))
    assert outcomes == {"done": 6, "registration.not_possible_now": 6}
    assert counted(own_app, category_id) == (4, {S.CANCELLED: 6, S.APPROVED: 4}, 4)
    late = by_threads(own_app, [(category_id, notice_id, f"tarde{n}@example.mx") for n in range(4)])
    assert late == {"new approved": 2, "new waitlisted": 2}


def test_reserved_places_and_the_rest_are_never_more_than_the_quota(own_app: Flask) -> None:
    """Outsiders, members of the group and a release at once."""
    category_id, notice_id = scene(own_app, QUOTA)
    with own_app.app_context():
        category = session().get_one(Category, category_id)
        code = an_ally_code(an_ally("Cámara"), edition_id=category.edition_id)
        block_id, edition_id = a_block(category, code, places=4).id, category.edition_id
        spelled = code.code
        db.session.remove()
    forms = [(category_id, notice_id, f"p{n}@example.mx", spelled if n % 2 else None) for n in range(24)]
    with ThreadPoolExecutor(THREADS) as pool:
        release = pool.submit(released, own_app, block_id, edition_id)
        outcomes = Counter(pool.map(lambda form: outcome_of(own_app, *form), forms))
        assert release.result() is True
    assert sum(outcomes.values()) == 24  # who waited may have got a place by the release
    assert counted(own_app, category_id) == (QUOTA, {S.APPROVED: QUOTA, S.WAITLISTED: 24 - QUOTA}, QUOTA)


def released(app: Flask, block_id: int, edition_id: int) -> bool:
    with app.app_context():
        release_block(block_id, edition_id=edition_id, by=None, now=utc_now())
        db.session.remove()
    return True
