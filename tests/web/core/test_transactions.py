"""The law of writing: only inside `atomic()`, all or nothing, IMMEDIATE on SQLite."""

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, db, lock_rows, locked, on_commit, refusing, session
from forum.core.errors import NotFound, Refusal
from tests.builders.people import a_person
from tests.conftest import Engine


class Taken(Refusal):
    """A refusal of this test."""


def people() -> int:
    return session().scalar(select(func.count()).select_from(Person)) or 0


def new_person(email: str | None = None) -> Person:
    return Person(given_names="Ana", first_surname="Ñíguez", email=email, created_at=utc_now())


def test_a_change_is_saved(app: Flask) -> None:
    with atomic() as s:
        s.add(new_person())
    session().rollback()
    assert people() == 1


def test_an_error_saves_nothing(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), atomic() as s:
        s.add(new_person())
        s.flush()
        raise ZeroDivisionError
    assert people() == 0


def test_an_inner_block_is_a_savepoint(app: Flask) -> None:
    with atomic() as s:
        s.add(new_person("a@example.mx"))
        with pytest.raises(ZeroDivisionError), atomic():
            s.add(new_person("b@example.mx"))
            raise ZeroDivisionError
    assert session().scalars(select(Person.email)).all() == ["a@example.mx"]


def test_flushing_outside_raises(app: Flask) -> None:
    session().add(new_person())
    with pytest.raises(RuntimeError, match="outside atomic"):
        session().flush()
    session().rollback()


def test_a_statement_outside_raises(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside atomic"):
        session().execute(update(Person).values(language="en"))


def test_locking_rows_outside_raises(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside atomic"):
        lock_rows(Person, [1])


def test_rows_are_locked_without_being_read(postgres_engine: Engine) -> None:
    with postgres_engine.app.app_context():
        ids = sorted((a_person().id, a_person().id))
        with atomic() as current:
            lock_rows(Person, [*ids, 999])
            with db.engine.connect() as other:
                free = select(Person.id).where(Person.id.in_(ids)).with_for_update(skip_locked=True)
                assert other.execute(free).all() == []
            current.execute(delete(Person).where(Person.id.in_(ids)))


def test_a_change_may_follow_a_read(app: Flask) -> None:
    person = a_person()
    assert people() == 1
    with atomic():
        locked(Person, person.id).language = "en"
    session().rollback()
    assert session().scalar(select(Person.language)) == "en"


def test_locked_reads_anew(app: Flask) -> None:
    person = a_person(language="es")
    with atomic() as s:
        s.execute(update(Person).values(language="en").execution_options(synchronize_session=False))
        assert locked(Person, person.id).language == "en"


def test_locked_of_nothing_is_refused(app: Flask) -> None:
    with pytest.raises(NotFound), atomic():
        locked(Person, 12345)


def test_on_commit_runs_only_when_saved(app: Flask) -> None:
    ran: list[str] = []
    with pytest.raises(ZeroDivisionError), atomic():
        on_commit(lambda: ran.append("lost"))
        raise ZeroDivisionError
    with atomic():
        on_commit(lambda: ran.append("saved"))
        assert ran == []
    assert ran == ["saved"]


def test_a_broken_unique_rule_is_a_refusal_by_name(app: Flask) -> None:
    a_person(email="ana@example.mx")
    with pytest.raises(Taken), atomic() as s, refusing("uq_person_email", Taken()):
        s.add(new_person("ana@example.mx"))
    assert people() == 1
