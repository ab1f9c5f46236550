"""The desk's list sorted by its columns: in every order, the pages miss nobody and tell nobody twice."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.sorting import Order
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.queries import PAGE, SORTS, Wanted, list_registrations, search_registrations
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_registration
from tests.web.registration.test_desk import LIST, names

ORDERS = [Order(by, is_descending) for by in SORTS for is_descending in (False, True)]


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


def some(edition: Edition, number: int) -> list[Registration]:
    """Registrations that agree in much, so that the id has to decide."""
    categories = [a_category(edition, position=place) for place in (2, 1)]
    made = []
    for each in range(number):
        person = a_person(given_names=("Ñandú", "Nora", "Óscar")[each % 3], first_surname="Ruiz", second_surname=None)
        made.append(
            a_registration(
                categories[each % 2],
                person,
                organisation=("Águila", "", "Zinc")[each % 3],
                status=(S.APPROVED, S.PENDING)[each % 2],
                created_at=utc_now() - timedelta(days=each % 5),
            )
        )
    return made


@pytest.mark.both_engines
def test_in_every_order_the_pages_follow_each_other(edition: Edition) -> None:
    made = {each.id for each in some(edition, 2 * PAGE + 3)}
    for order in ORDERS:
        whole: list[int] = []
        before: int | None = None
        for page in range(3):
            rows, more = list_registrations(edition.id, wanted=Wanted(), order=order, before=before)
            sought = search_registrations(edition.id, wanted=Wanted(text="ruiz"), order=order, before=before)
            skipped, _more = list_registrations(edition.id, wanted=Wanted(), order=order, skip=page * PAGE)
            ids = [row.id for row in rows]
            assert [row.id for row in sought[0]] == [row.id for row in skipped] == ids
            assert (sought[1], sought[2]) == (more, len(made))
            whole, before = whole + ids, more
        assert (len(whole), set(whole), before) == (len(made), made, None)


@pytest.mark.both_engines
def test_names_are_sorted_as_people_read_them(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    some(edition, 3)
    assert names(client.get(f"{LIST}?sort=name").text) == ["Nora Ruiz", "Ñandú Ruiz", "Óscar Ruiz"]
    page = client.get(f"{LIST}?sort=-name&status=approved").text
    assert names(page) == ["Óscar Ruiz", "Ñandú Ruiz"]
    assert 'aria-sort="descending"' in page
    assert names(client.get(f"{LIST}?sort=nonsense").text) == names(client.get(LIST).text)


def test_a_page_is_gone_to_and_gone_on_from(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    some(edition, 4 * PAGE)
    page = client.get(f"{LIST}?sort=name&page=3").text
    assert "Página 3 de 4" in page
    assert 'aria-label="Ir a la página"' in page
    [following] = re.findall(r'rel="next"\s+href="([^"]+)"', page)
    last = client.get(following.replace("&amp;", "&")).text
    assert ("Página 4 de 4" in last, 'rel="next"' in last, len(names(last))) == (True, False, PAGE)
    shown = [*names(page), *names(last)]
    assert shown == sorted(shown, key=["Nora Ruiz", "Ñandú Ruiz", "Óscar Ruiz"].index)
    for far in (99, 10**9):
        assert names(client.get(f"{LIST}?sort=name&page={far}").text) == names(last)


def test_one_who_is_no_longer_there_does_not_end_the_list(edition: Edition) -> None:
    some(edition, 3)
    rows, _more = list_registrations(edition.id, wanted=Wanted(), order=Order("name"), before=10**9)
    assert len(rows) == 3


def test_filters_are_chips_and_stay_with_order_and_columns(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    some(edition, 3)
    page = client.get(f"{LIST}?q=ruiz&status=approved&sort=name&columns=&columns=date").text
    assert page.count("Quitar el filtro") == 2
    assert "Fecha de registro" in page
    assert '<td role="cell" data-heading="Organización"' not in page
    [without] = re.findall(r'href="([^"]+)" aria-label="Quitar el filtro «ruiz»"', page)
    assert without.replace("&amp;", "&") == f"{LIST}?status=approved&sort=name&columns=&columns=date"
    assert '<td role="cell" data-heading="Organización"' not in client.get(LIST).text


def test_an_order_costs_no_statement_and_a_page_behind_a_line_one(
    client: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    an_organiser(client, edition)
    made = some(edition, PAGE + 2)
    costs = []
    for query in ("", "?sort=name", "?sort=-status&page=2", f"?sort=name&before={made[0].id}&page=2"):
        client.get(f"{LIST}{query}")
        statements.clear()
        assert client.get(f"{LIST}{query}").status_code == 200
        costs.append(len(statements))
    assert costs[1:] == [costs[0], costs[0], costs[0] + 1]
