"""Lists in pages, of a query and of what is in memory."""

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.paging import Page, page_in, page_of, rows_of
from tests.builders.people import a_person


@pytest.mark.parametrize(
    ("number", "rows", "at"), [(1, [1, 2], 1), (3, [5], 3), (9, [5], 3), (0, [1, 2], 1), (-4, [1, 2], 1)]
)
def test_a_number_past_either_end_is_the_page_there(number: int, rows: list[int], at: int) -> None:
    assert page_in([1, 2, 3, 4, 5], number=number, size=2) == Page(rows, at, 3, 5)


def test_an_empty_list_is_one_empty_page() -> None:
    assert page_in([], number=2) == Page([], 1, 1, 0)


def test_what_is_shown_keeps_the_numbers() -> None:
    assert page_in("abc", number=2, size=2).showing(["C"]) == Page(["C"], 2, 2, 3)


def test_a_query_is_cut_the_same_way(app: Flask) -> None:
    people = [a_person() for _ in range(3)]
    query = select(Person).order_by(Person.id)
    assert page_of(query, number=2, size=2) == Page([people[2]], 2, 2, 3)
    names = rows_of(select(Person.id, Person.email).order_by(Person.id), number=1, size=2)
    assert names.showing([tuple(row) for row in names.rows]) == Page(
        [(each.id, each.email) for each in people[:2]], 1, 2, 3
    )
