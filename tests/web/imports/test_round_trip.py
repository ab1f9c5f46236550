"""A list goes out and comes back: each row is known again by its id, and says what it changes."""

import csv
import io
from collections.abc import Callable

import pytest

from forum.core.database import atomic, session
from forum.editions.enums import HallKind
from forum.exhibitors.models import Stand
from tests.builders.editions import a_hall
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.meetings import a_buyer
from tests.web.imports.conftest import Lists, all_rows, verdicts_of

pytestmark = pytest.mark.both_engines


def rows_of(lists: Lists, kind: str) -> list[dict[str, str]]:
    text = lists.client.get(lists.path(f"/lists/{kind}.csv")).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheet_of(rows: list[dict[str, str]]) -> str:
    written = io.StringIO()
    sheet = csv.DictWriter(written, list(rows[0]))
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue()


def make_stands(lists: Lists) -> None:
    stands(lists.edition, 3, hall=a_hall(lists.edition, kind=HallKind.EXHIBITION))


def make_buyers(lists: Lists) -> None:
    for _ in range(3):
        a_buyer(lists.edition)


def make_companies(lists: Lists) -> None:
    for stand in stands(lists.edition, 3):
        an_applicant(lists.edition, stand)


@pytest.mark.parametrize(
    ("kind", "make", "field", "value"),
    [
        ("stands", make_stands, "Tipo", "isla"),
        ("buyers", make_buyers, "Puesto", "Dirección de compras"),
        ("companies", make_companies, "Sitio web", "https://www.nuevo.example.mx"),
    ],
)
def test_what_was_downloaded_is_the_same_and_what_was_changed_is_said_and_undone(
    lists: Lists, kind: str, make: Callable[[Lists], None], field: str, value: str
) -> None:
    make(lists)
    book = lists.client.get(lists.path(f"/lists/{kind}.xlsx")).data
    page = lists.upload(book, kind=kind, name="lista.xlsx")
    lists.judge(page)
    assert verdicts_of(page) == ["same"] * 3
    rows = rows_of(lists, kind)
    rows[0][field] = value
    rows[1]["id"] = "987654"
    page = lists.upload(sheet_of(rows), kind=kind)
    text = lists.judge(page)
    assert verdicts_of(page) == ["update", "error", "same"]
    assert (value in text, "Ya no está en esta edición" in text) == (True, True)
    before = all_rows()
    assert lists.client.post(f"{page}/confirmation").status_code == 303
    assert rows_of(lists, kind)[0][field] == value
    lists.undo(page)
    after = all_rows()
    assert {name for name in before if before[name] != after[name]} <= {"transfer"}


def test_an_id_of_another_row_is_no_leave_to_change_it(lists: Lists) -> None:
    make_stands(lists)
    make_buyers(lists)
    for kind, words in (("stands", "Ese id es del stand"), ("buyers", "Ese id es de otro comprador")):
        rows = rows_of(lists, kind)
        rows[0]["id"], rows[1]["id"] = rows[1]["id"], rows[0]["id"]
        page = lists.upload(sheet_of(rows), kind=kind)
        assert words in lists.judge(page)
        assert verdicts_of(page) == ["error", "error", "same"]


def test_a_row_that_went_meanwhile_is_not_made_again(lists: Lists) -> None:
    make_stands(lists)
    rows = rows_of(lists, "stands")
    with atomic() as current:
        current.delete(session().get_one(Stand, int(rows[2]["id"])))
    page = lists.upload(sheet_of(rows), kind="stands")
    lists.judge(page)
    assert verdicts_of(page) == ["same", "same", "error"]
