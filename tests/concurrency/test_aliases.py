"""Second names of tables that many threads use at once, from the first moment on."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

import forum
from forum.accounts.models import Person
from forum.core.aliases import prepare_aliases, shared_alias
from forum.core.database import session
from tests.builders.people import a_person

THREADS = 8


@pytest.fixture
def hurry() -> Iterator[None]:
    """Threads that give way after a microsecond."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_use_them_first_at_once_understand_each_other(app: Flask, hurry: None) -> None:
    a_person()
    session().commit()
    for _ in range(100):
        one, other = shared_alias(Person), shared_alias(Person)
        prepare_aliases()
        together = Barrier(THREADS)

        def ask(one: type[Person] = one, other: type[Person] = other, together: Barrier = together) -> int:
            with app.app_context():
                together.wait()
                return len(session().execute(select(one, other).join(other, other.id == one.id)).all())

        with ThreadPoolExecutor(THREADS) as pool:
            assert list(pool.map(lambda _: ask(), range(THREADS))) == [1] * THREADS


def test_modules_keep_no_other_ones() -> None:
    kept = re.compile(r"^\w[\w, ]* = .*(?<!\w)aliased\(", re.MULTILINE)
    modules = Path(forum.__file__).parent.rglob("*.py")
    assert [path.name for path in modules if kept.search(path.read_text())] == []
