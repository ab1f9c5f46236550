"""Tables of several buyers: two swap, many get one by order or by a sheet, and signs are printed."""

import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.sheets import xlsx_file
from forum.matchmaking.models import Buyer
from forum.meetings import service
from forum.meetings.errors import TableTaken
from forum.meetings.models import Meeting, MeetingEvent, TableSeat
from forum.meetings.rules.tables import Row, Trouble, columns_of, rows_of
from tests.builders.companies import a_company
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.fixture
def other(forum: Forum) -> Buyer:
    return a_buyer(forum.edition, forum.tables[1], at=forum.slots, person=a_person(given_names="Greta"))


def a_meeting_of(forum: Forum, buyer: Buyer) -> Meeting:
    """A meeting of this buyer in the first slot."""
    supplier, person = a_supplier(forum.edition, a_company(), person=a_person())
    request = a_request(a_requirement(buyer), supplier, person)
    return service.accept_request(request.id, slot_id=forum.slots[0].id, by=buyer.person_id, now=forum.now)


def places() -> list[tuple[int, int]]:
    session().expire_all()
    meetings = session().scalars(select(Meeting).order_by(Meeting.id)).all()
    seats = {each.meeting_id: each.table_id for each in session().scalars(select(TableSeat))}
    assert seats == {each.id: each.table_id for each in meetings}
    return [(each.slot_id, each.table_id) for each in meetings]


@pytest.mark.both_engines
def test_two_swap_in_the_same_hour_and_each_is_told_once(
    browser: FlaskClient, forum: Forum, meeting: Meeting, other: Buyer
) -> None:
    a_meeting_of(forum, other)
    one, two = (table.id for table in forum.tables)
    slot = forum.slots[0].id
    assert places() == [(slot, one), (slot, two)]
    tables = forum.path("coordination/tables")
    assert f'href="{tables}"' in browser.get(forum.path("coordination")).text
    swap = f"{tables}/swap"
    assert f"{swap}?buyer={other.id}" in browser.get(tables).text
    same = {"one_id": other.id, "other_id": other.id}
    assert browser.post(swap, data=same).status_code == 422
    before = mails()
    answer = browser.post(swap, data={"one_id": forum.buyer.id, "other_id": other.id})
    assert answer.location == tables
    assert places() == [(slot, two), (slot, one)]
    told = mails()[len(before) :]
    assert len(told) == len(set(told)) == 4
    assert {message for message, _to in told} == {"meetings/agenda_cleared"}
    moved = session().scalars(select(MeetingEvent).where(MeetingEvent.kind == "moved")).all()
    assert len(moved) == 2


def test_many_get_tables_in_order_after_they_were_shown(
    browser: FlaskClient, forum: Forum, other: Buyer, coordinator: Person
) -> None:
    service.assign_table(other.id, table_id=None, edition=forum.edition, by=other.person_id, now=utc_now())
    address = forum.path("coordination/tables/assignment")
    page = browser.get(f"{address}?hall={forum.hall.id}&order=person").text
    pairs = re.search(r'name="pairs"[^>]*value="([\d:,]+)"', page)
    assert pairs is not None
    assert pairs[1] == f"{other.id}:{forum.tables[1].id}"
    before = mails()
    assert browser.post(address, data={"pairs": pairs[1]}).status_code == 303
    session().expire_all()
    assert session().get_one(Buyer, other.id).table_id == forum.tables[1].id
    assert [message for message, _to in mails()[len(before) :]] == ["meetings/table_assigned"]
    page = browser.get(forum.path(f"coordination/buyers/{other.id}/table")).text
    assert (f"Mesa asignada: {forum.tables[1].number}" in page, coordinator.full_name in page) == (True, True)
    assert browser.post(address, data={"pairs": "1:999999"}).status_code in {404, 422}


def test_a_sheet_says_what_each_row_does(browser: FlaskClient, forum: Forum, meeting: Meeting, other: Buyer) -> None:
    email = session().get_one(Person, forum.buyer.person_id).email
    rows = [
        [str(email), str(forum.tables[1].number)],
        ["nadie@example.mx", "1"],
        [str(email), str(forum.tables[0].number)],
    ]
    address = forum.path("coordination/tables/sheet")
    wrong = xlsx_file(["Nombre", "Otra"], rows)
    assert browser.post(address, data={"file": (wrong, "mesas.xlsx")}).status_code == 422
    file = xlsx_file(["Correo", "Mesa"], rows)
    page = browser.post(address, data={"file": (file, "mesas.xlsx")}).text
    assert ("ningún comprador tiene ese correo" in page, "ya está en otro renglón" in page) == (True, True)
    assert f'value="{forum.buyer.id}:{forum.tables[1].id}"' in page
    a_meeting_of(forum, other)
    refused = browser.post(
        forum.path("coordination/tables/assignment"), data={"pairs": f"{forum.buyer.id}:{forum.tables[1].id}"}
    )
    assert (refused.status_code, "ya está ocupada" in refused.text) == (422, True)
    with pytest.raises(TableTaken):
        service.assign_tables(
            {forum.buyer.id: forum.tables[1].id}, edition=forum.edition, by=other.person_id, now=utc_now()
        )


def test_the_signs_say_number_and_company(browser: FlaskClient, forum: Forum, other: Buyer, tmp_path: Path) -> None:
    answer = browser.get(forum.path("coordination/tables/signs.pdf"))
    assert answer.mimetype == "application/pdf"
    file = tmp_path / "signs.pdf"
    file.write_bytes(answer.data)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    pages = text.rstrip("\f").split("\f")
    assert len(pages) == 2
    assert (str(forum.tables[1].number) in pages[1], "Armadora" in pages[1], "Greta" in pages[1]) == (True, True, True)


def test_the_rows_of_a_sheet() -> None:
    assert columns_of(["No. de mesa", "Correo electrónico"]) == (1, 0)
    assert columns_of(["Mesa", "Nombre"]) is None
    rows = rows_of([["7", "A@x.mx"], ["7"], ["x", "a@x.mx"]], (1, 0), buyers={"a@x.mx": 1}, tables={"7": 70})
    assert rows == [
        Row(email="A@x.mx", table="7", buyer_id=1, table_id=70),
        Row(email="", table="7", trouble=Trouble.NO_BUYER),
        Row(email="a@x.mx", table="x", trouble=Trouble.NO_TABLE),
    ]
