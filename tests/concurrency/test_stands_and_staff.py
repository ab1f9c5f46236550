"""One stand has one exhibitor, a quota is a quota, a capped code is capped: the others are refused by name."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from forum.companies.models import AllyCode
from forum.companies.service import take_ally_code
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.exhibitors.models import Exhibitor, StaffMember
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import an_edition
from tests.builders.exhibitors import a_draft, an_exhibitor, an_exhibitor_category, stands
from tests.concurrency.exhibiting import ACTS, in_process, outcome_of
from tests.concurrency.processes import FORKSERVER

PARTIES = {"threads": 16, "processes": 8}


def crowd_of(kind: str, app: Flask, folder: Path, name: str, tasks: list[tuple[int, int]]) -> Counter[str]:
    """Run one task each in N threads or processes, at the same time."""
    if kind == "threads":
        with ThreadPoolExecutor(PARTIES[kind]) as pool:
            return Counter(pool.map(lambda task: outcome_of(app, lambda: ACTS[name](*task)), tasks))
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    with ProcessPoolExecutor(PARTIES[kind], mp_context=FORKSERVER) as pool:
        return Counter(pool.map(in_process, [(name, url, str(folder), *task) for task in tasks]))


@pytest.mark.parametrize("kind", list(PARTIES))
def test_one_stand_has_one_exhibitor(own_app: Flask, tmp_path: Path, kind: str) -> None:
    with own_app.app_context():
        edition = an_edition()
        (stand,) = stands(edition, 1)
        tasks = [(a_draft(edition).exhibitor.id, stand.id) for _ in range(PARTIES[kind])]
        db.session.remove()
        outcomes = crowd_of(kind, own_app, tmp_path, "submit", tasks)
        assert outcomes == {"won": 1, "exhibitors.stand_taken": PARTIES[kind] - 1}
        assert session().query(Exhibitor).filter_by(stand_id=stand.id).count() == 1


@pytest.mark.parametrize("kind", list(PARTIES))
def test_a_quota_of_staff_badges_is_never_passed(own_app: Flask, tmp_path: Path, kind: str) -> None:
    with own_app.app_context():
        edition = an_edition(staff_badges_per_stand=3)
        an_exhibitor_category(edition)
        exhibitor_id = an_exhibitor(edition, stands(edition, 1)[0]).exhibitor.id
        tasks = [(exhibitor_id, number) for number in range(PARTIES[kind])]
        db.session.remove()
        outcomes = crowd_of(kind, own_app, tmp_path, "add_one", tasks)
        assert outcomes == {"won": 3, "exhibitors.staff_quota_full": PARTIES[kind] - 3}
        assert session().query(StaffMember).filter_by(exhibitor_id=exhibitor_id).count() == 3


def test_a_capped_code_is_used_as_often_as_its_cap(own_app: Flask) -> None:
    with own_app.app_context():
        edition_id = an_edition().id
        code_id = an_ally_code(an_ally(), code="COPARMEX-26", cap=5).id
        db.session.remove()

        def take(_: int) -> str:
            return outcome_of(own_app, lambda: take_ally_code("coparmex-26", edition_id=edition_id, now=utc_now()))

        with ThreadPoolExecutor(16) as pool:
            outcomes = Counter(pool.map(take, range(16)))
        assert outcomes == {"won": 5, "companies.code_used_up": 11}
        assert session().get_one(AllyCode, code_id).uses == 5
