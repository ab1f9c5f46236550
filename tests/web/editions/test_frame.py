"""Halls, tables, categories: added, changed, removed only when nobody uses them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, CategoryDay, Edition, Hall, MeetingTable
from forum.editions.queries import list_halls
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer
from tests.builders.people import an_organiser
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.both_engines  # halls, tables, categories: tested by these pages alone

SETUP = "/foro/setup"
CATEGORY = {
    "name_es": "Estudiante", "name_en": "", "code": "estudiante", "kind": "visitor", "colour": "#2f6fb3", "quota": "30",
}  # fmt: skip


@pytest.fixture
def edition(app: Flask, client: FlaskClient) -> Edition:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    return edition


def numbers() -> list[int]:
    return list(session().scalars(select(MeetingTable.number).order_by(MeetingTable.number)))


def category_named(code: str) -> Category:
    query = select(Category).where(Category.code == code).execution_options(populate_existing=True)
    return session().scalars(query).one()


def test_a_hall_is_added_and_renamed(client: FlaskClient, edition: Edition) -> None:
    answer = client.post(f"{SETUP}/halls", data={"name": "Salón C", "kind": "b2b"})
    hall = session().scalars(select(Hall)).one()
    assert answer.location == f"{SETUP}/halls/{hall.id}"
    client.post(answer.location, data={"name": "Salón D", "kind": "conference"})
    session().rollback()
    assert session().execute(select(Hall.name, Hall.kind)).one() == ("Salón D", HallKind.CONFERENCE)


@pytest.mark.parametrize("spelled", ["Otro Salón", "OTRO SALON", "otro  salón"])
def test_two_halls_of_one_name_are_refused(client: FlaskClient, edition: Edition, spelled: str) -> None:
    one, other = a_hall(edition, name="Uno"), a_hall(edition, name="Otro Salón")
    tables(one, 2)
    for address in (f"{SETUP}/halls", f"{SETUP}/halls/{one.id}"):
        answer = client.post(address, data={"name": spelled, "kind": "b2b"})
        assert (answer.status_code, "Ya hay un salón con ese nombre." in answer.text) == (422, True)
    assert session().scalars(select(Hall.name).order_by(Hall.id)).all() == ["Uno", other.name]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_halls_take_three_statements(
    client: FlaskClient, edition: Edition, statements: list[str], how_many: int
) -> None:
    for _ in range(how_many):
        tables(a_hall(edition), 2)
    statements.clear()
    client.get(f"{SETUP}/halls")
    assert len(statements) == 3


def test_a_hall_with_something_in_it_stays(client: FlaskClient, edition: Edition) -> None:
    with_tables, with_slots, empty = (a_hall(edition) for _ in range(3))
    tables(with_tables)
    slots(with_slots, days_of(edition)[0], 1)
    for hall in (with_tables, with_slots, empty):
        client.post(f"{SETUP}/halls/{hall.id}/removal")
    assert session().scalars(select(Hall.id).order_by(Hall.id)).all() == [with_tables.id, with_slots.id]


def test_a_range_of_tables_comes_and_goes(client: FlaskClient, edition: Edition) -> None:
    hall = a_hall(edition)
    address = f"{SETUP}/halls/{hall.id}/tables"
    client.post(address, data={"first": 1, "last": 60})
    assert numbers() == list(range(1, 61))
    client.post(address, data={"first": 11, "last": 60, "remove": "1"})
    assert numbers() == list(range(1, 11))
    assert "1–10" in client.get(f"{SETUP}/halls/{hall.id}").text


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [(5, 12, "Ya existe la mesa 5."), (20, 19, "Escriba un rango como 1 a 60"), (0, 3, "1")],
)
def test_a_wrong_range_adds_nothing(
    client: FlaskClient, edition: Edition, first: int, last: int, sentence: str
) -> None:
    hall, other = a_hall(edition), a_hall(edition)
    client.post(f"{SETUP}/halls/{other.id}/tables", data={"first": 5, "last": 6})
    answer = client.post(f"{SETUP}/halls/{hall.id}/tables", data={"first": first, "last": last})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert numbers() == [5, 6]


def test_a_table_somebody_sits_at_stays_and_all_the_others_too(client: FlaskClient, edition: Edition) -> None:
    hall = a_hall(edition)
    made = tables(hall, 3)
    a_buyer(edition, made[1])
    data = {"first": made[0].number, "last": made[2].number, "remove": "1"}
    answer = client.post(f"{SETUP}/halls/{hall.id}/tables", data=data)
    assert (answer.status_code, f"La mesa {made[1].number} está asignada" in answer.text) == (422, True)
    assert len(numbers()) == 3


def test_a_category_is_added_and_changed(client: FlaskClient, edition: Edition) -> None:
    day = days_of(edition)[0]
    assert client.get(f"{SETUP}/categories/new").status_code == 200
    client.post(f"{SETUP}/categories/new", data={**CATEGORY, "days": [day.id]})
    category = category_named("estudiante")
    assert (category.quota, category.name_en, category.needs_approval) == (30, "Estudiante", False)
    assert session().scalars(select(CategoryDay.day_id)).all() == [day.id]
    address = f"{SETUP}/categories/{category.id}"
    assert f'value="{day.id}" checked' in client.get(address).text or "checked" in client.get(address).text
    client.post(address, data={**CATEGORY, "quota": "", "needs_approval": "y", "kind": "press", "name_en": "Student"})
    category = category_named("estudiante")
    assert (category.quota, category.needs_approval, category.kind) == (None, True, CategoryKind.PRESS)
    assert session().scalars(select(CategoryDay.day_id)).all() == []


def test_all_days_are_no_limit(client: FlaskClient, edition: Edition) -> None:
    client.post(f"{SETUP}/categories/new", data={**CATEGORY, "days": [day.id for day in days_of(edition)]})
    assert session().scalars(select(CategoryDay.day_id)).all() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "visitante"}, "Ya hay una categoría con esa clave."),
        ({"code": "Con espacio"}, "Minúsculas, números y guiones, de 2 a 30."),
        ({"name_es": ""}, "Falta este dato."),
        ({"quota": "0"}, "1"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_category_is_not_saved(
    client: FlaskClient, edition: Edition, change: dict[str, str], sentence: str
) -> None:
    a_category(edition, code="visitante")
    answer = client.post(f"{SETUP}/categories/new", data={**CATEGORY, **change})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session().scalars(select(Category.code)).all() == ["visitante"]


def test_a_quota_is_never_below_what_is_taken(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition, code="estudiante", quota=5)
    a_registration(category)
    a_registration(category)
    answer = client.post(f"{SETUP}/categories/{category.id}", data={**CATEGORY, "quota": "1"})
    assert (answer.status_code, "Hay 2 lugares ocupados" in answer.text) == (422, True)
    assert category_named("estudiante").quota == 5


def test_categories_change_places(client: FlaskClient, edition: Edition) -> None:
    made = [a_category(edition, code=code) for code in ("uno", "dos", "tres")]

    def order() -> list[str]:
        return list(session().scalars(select(Category.code).order_by(Category.position, Category.id)))

    client.post(f"{SETUP}/categories/{made[2].id}/place", data={"direction": "up"})
    assert order() == ["uno", "tres", "dos"]
    client.post(f"{SETUP}/categories/{made[0].id}/place", data={"direction": "down"})
    assert order() == ["tres", "uno", "dos"]
    client.post(f"{SETUP}/categories/{made[2].id}/place", data={"direction": "up"})
    assert order() == ["tres", "uno", "dos"]


def test_a_category_with_people_stays(client: FlaskClient, edition: Edition) -> None:
    used, empty = a_category(edition), a_category(edition)
    a_registration(used)
    with atomic() as s:
        s.add(CategoryDay(category_id=empty.id, day_id=days_of(edition)[0].id))
    for category in (used, empty):
        client.post(f"{SETUP}/categories/{category.id}/removal")
    assert session().scalars(select(Category.id)).all() == [used.id]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_categories_take_three_statements(
    client: FlaskClient, edition: Edition, statements: list[str], how_many: int
) -> None:
    for _ in range(how_many):
        a_category(edition)
    statements.clear()
    client.get(f"{SETUP}/categories")
    assert len(statements) == 3


def test_halls_are_listed_as_people_count(client: FlaskClient, edition: Edition) -> None:
    for name in ("Nave 10", "Ñandú", "nave 2", "Oro", "Nápoles"):
        a_hall(edition, name=name)
    names = [row.Hall.name for row in list_halls(edition.id)]
    assert names == ["Nápoles", "nave 2", "Nave 10", "Ñandú", "Oro"]
