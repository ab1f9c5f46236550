"""Searching names through the index finds what asking each row finds, on both engines, whatever was written before."""

import random
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update

from forum.accounts.models import Person
from forum.checkin.queries import find_people
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.mentions import Text, mentions, mentions_row_by_row
from forum.core.search_index import MOST_DUE, is_whole, make_index, searched_tables
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_registration
from tests.conftest import Engine

PARTS = ("li", "xu", "ma", "ría", "gar", "cía", "o'b", "ñu", "王", "小明", "3m", "50%", "a_b", 'x"y', "\\z", "é", "1")
DESK: tuple[tuple[Text, ...], Text | None] = (
    (Person.name_folded, Person.email, Registration.organisation_folded),
    Person.phone,
)
BADGES: tuple[tuple[Text, ...], Text | None] = (
    (Person.name_folded, Registration.organisation_folded),
    Person.phone,
)
DOOR: tuple[tuple[Text, ...], Text | None] = ((Person.name_folded,), None)
ACCOUNTS: tuple[tuple[Text, ...], Text | None] = ((Person.name_folded, Person.email), None)


def some_words(chance: random.Random) -> str:
    """Up to three words as people type them."""
    return " ".join("".join(chance.choices(PARTS, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3)))


def some_people(chance: random.Random, number: int) -> None:
    category = a_category(an_edition())
    for _ in range(number):
        phone = chance.choice([None, f"+52{chance.randrange(10**10):010d}"])
        person = a_person(given_names=some_words(chance), first_surname=some_words(chance), phone=phone)
        a_registration(category, person, organisation=some_words(chance))


def questions(chance: random.Random) -> Iterator[str]:
    for _ in range(20):
        yield some_words(chance)
    names = [*session().scalars(select(Person.name_folded)), *session().scalars(select(Person.email)), "+52", "é"]
    phones = [phone for phone in session().scalars(select(Person.phone)) if phone]
    for whole in (*chance.sample(names, 10), *chance.sample(phones, 4)):
        start = chance.randrange(len(whole or " "))
        yield (whole or "")[start : start + chance.randint(1, 6)]
        yield whole or ""


def compare(chance: random.Random) -> int:
    """Each question asked of the index and of each row; returns the number of people found."""
    found = 0
    people = select(Registration.id).join(Registration.person).order_by(Registration.id)
    for question in questions(chance):
        for columns, phone in (DESK, BADGES, DOOR, ACCOUNTS):
            by_index = session().scalars(people.where(*mentions(question, *columns, phone=phone))).all()
            row_by_row = session().scalars(people.where(*mentions_row_by_row(question, *columns, phone=phone))).all()
            assert by_index == row_by_row, question
            found += len(by_index)
    return found


def test_the_index_finds_what_is_in_the_rows(app: Flask) -> None:
    chance = random.Random(7)
    some_people(chance, 2 * MOST_DUE + 20)
    assert compare(chance) > 300


def test_what_is_changed_or_gone_is_found_as_it_is(app: Flask) -> None:
    chance = random.Random(8)
    some_people(chance, MOST_DUE + 30)
    registrations = session().scalars(select(Registration).order_by(Registration.id)).all()
    with atomic() as change:
        for registration in registrations[::3]:  # those in the index, and those that wait for it
            registration.organisation = some_words(chance)
        for person in change.scalars(select(Person).order_by(Person.id).limit(80)).all()[::4]:
            person.given_names = some_words(chance)
            person.phone = None
        change.execute(delete(Registration).where(Registration.id.in_([each.id for each in registrations[::5]])))
        change.execute(update(Person).where(Person.id == registrations[1].person_id).values(email="li@example.cn"))
    with pytest.raises(ZeroDivisionError), atomic() as change:
        change.execute(update(Person).values(name_folded="nobody"))
        raise ZeroDivisionError
    assert compare(chance) > 200


def test_a_short_name_is_found_at_the_beginning_of_a_word(app: Flask) -> None:
    category = a_category(an_edition())
    for given, surname in (("Elisa", "Talia"), ("Na", "Li"), ("Lidia", "Paz"), ("小明", "王"), ("Xu", "Xiaolin")):
        a_registration(category, a_person(given_names=given, first_surname=surname, second_surname=None))
    day = utc_now().date()

    def found(typed: str) -> list[str]:
        return [each.name for each in find_people(typed, edition_id=category.edition_id, area_id=1, day=day)]

    assert found("li") == ["Lidia Paz", "Na Li"]
    assert found("Xu") == ["Xu Xiaolin"]
    assert found("王") == ["小明 王"]
    assert found("小") == ["小明 王"]
    assert (found("l"), found("lin")) == ([], ["Xu Xiaolin"])


def test_a_search_reads_no_whole_table(app: Flask) -> None:
    people = select(Registration.id).join(Registration.person).where(Registration.edition_id == 1)
    for columns, phone in (DESK, BADGES, DOOR):
        query = people.where(*mentions("munoz garcia", *columns, phone=phone))
        plan = _plan(str(query.compile(db.engine, compile_kwargs={"literal_binds": True})))
        assert [line for line in plan if "SCAN person" in line and "VIRTUAL" not in line] == []
        assert [line for line in plan if "SCAN registration" in line and "VIRTUAL" not in line] == []
        assert "Seq Scan on person" not in "\n".join(plan)


def _plan(query: str) -> list[str]:
    """How the database answers; on PostgreSQL as if the tables were large."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        return [str(row[0]) for row in connection.execute(text("EXPLAIN " + query.replace("%%", "%")))]


def test_an_index_that_lacks_a_part_is_made_again(engine: Engine, app: Flask) -> None:
    category = a_category(an_edition())
    on_sqlite = db.engine.dialect.name == "sqlite"
    broken = "DROP TRIGGER person_search_insert" if on_sqlite else "DROP INDEX ix_person_phone_trgm"
    with db.engine.begin() as connection:
        connection.execute(text(broken))
        assert not is_whole(connection)
    a_registration(category, a_person(given_names="Bárbara", first_surname="Zárate"))
    db.session.rollback()
    with db.engine.begin() as connection:
        make_index(connection)
        assert is_whole(connection)
    query = select(func.count(Person.id)).where(*mentions("barbara", Person.name_folded))
    assert session().scalar(query) == 1


def test_names_addresses_telephones_and_organisations_are_in_the_index() -> None:
    assert searched_tables() == {
        "person": ["email", "name_folded", "phone"],
        "registration": ["organisation_folded"],
    }
