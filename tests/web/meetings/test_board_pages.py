"""The board of the co-ordinator: as a table, as values for its script, as a list, on paper; and what is done on it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.core.database import session
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum, mails

BOARD = "coordination/board"


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


def met(forum: Forum, buyer: Buyer, slot: int) -> Meeting:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(buyer), supplier, person)
    return accept_request(request.id, slot_id=forum.slots[slot].id, by=buyer.person_id, now=forum.now)


def act(
    browser: FlaskClient, forum: Forum, meeting: Meeting, verb: str, **values: object
) -> tuple[int, dict[str, object]]:
    """What the script of the board does, and what it is answered."""
    answer = browser.post(forum.path(f"coordination/meetings/{meeting.id}/{verb}"), json=values)
    return answer.status_code, answer.json or {}


@pytest.mark.parametrize(
    ("rows", "heads"),
    [("tables", 2), ("buyers", 1), ("suppliers", 1)],
)
def test_rows_and_times_as_a_table_and_as_values(
    browser: FlaskClient, forum: Forum, meeting: Meeting, rows: str, heads: int
) -> None:
    page = browser.get(forum.path(f"{BOARD}?rows={rows}")).text
    other = forum.buyer.company if rows == "suppliers" else forum.supplier.company
    assert f"/coordination/meetings/{meeting.id}" in page
    assert (other.name in page, page.count('class="board__head"')) == (True, heads)
    values = browser.get(forum.path(f"{BOARD}/data?rows={rows}")).json or {}
    assert (len(values["rows"]), len(values["columns"])) == (heads, 3)
    [[row, column, id, title, _other, table, sequence, pinned]] = values["meetings"]
    assert (row, column, id, title, table) == (0, 0, meeting.id, other.name, forum.tables[0].number)
    assert (sequence, pinned) == (0, 0)
    assert values["rows"][0][3] == "fff"
    key = values["rows"][0][0]
    one = browser.get(forum.path(f"{BOARD}?rows={rows}&row={key}")).text
    assert (other.name in one, one.count("board-list__line")) == (True, 3)
    printed = browser.get(forum.path(f"{BOARD}/print.pdf?rows={rows}&row={key}"))
    assert (printed.mimetype, printed.data[:5]) == ("application/pdf", b"%PDF-")


def test_how_empty_places_stand(browser: FlaskClient, forum: Forum) -> None:
    a_buyer(forum.edition, forum.tables[1], at=forum.slots[:1])
    signs = [row[3] for row in (browser.get(forum.path(f"{BOARD}/data")).json or {})["rows"]]
    assert signs == ["fff", "faa"]


def test_days_and_halls_are_chosen_and_what_is_not_there_is_left_out(browser: FlaskClient, forum: Forum) -> None:
    values = browser.get(forum.path(f"{BOARD}/data?day=all&hall=999999&rows=nothing&page=7")).json or {}
    assert (len(values["rows"]), len(values["columns"])) == (2, 3)
    for address in ("row=99999999999999999999", "row=x-y", "row=0", "day=2001-01-01&rows=suppliers"):
        assert browser.get(forum.path(f"{BOARD}?{address}")).status_code == 200


def test_a_move_is_answered_with_what_undoes_it(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    free = browser.get(forum.path(f"coordination/meetings/{meeting.id}/places")).json or {}
    assert (free["table_id"], [each["slot_id"] for each in free["places"]]) == (
        forum.tables[0].id,
        [slot.id for slot in forum.slots[1:]],
    )
    told = len(mails())
    status, done = act(browser, forum, meeting, "move", slot_id=forum.slots[1].id)
    assert (status, len(mails()) - told) == (200, 2)
    undo = done["undo"]
    assert undo["values"] == {"slot_id": forum.slots[0].id, "sequence": 1}  # type: ignore[index]
    act(browser, forum, meeting, "move", slot_id=forum.slots[2].id)
    status, refused = act(browser, forum, meeting, "move", **undo["values"])  # type: ignore[index]
    assert (status, refused["code"]) == (409, "meetings.changed_meanwhile")
    status, refused = act(browser, forum, meeting, "move", slot_id="x")
    assert (status, "horario" in str(refused["message"])) == (409, True)
    session().refresh(meeting)
    assert meeting.slot_id == forum.slots[2].id


def test_pins_swaps_and_cancellations_by_script_and_by_form(
    browser: FlaskClient, forum: Forum, meeting: Meeting
) -> None:
    other, side = met(forum, forum.buyer, 1), forum.buyer.person
    assert act(browser, forum, meeting, "pin", pinned=1)[1]["undo"]["values"] == {"pinned": 0}  # type: ignore[index]
    sheet = browser.get(forum.path(f"coordination/meetings/{meeting.id}"), headers={"HX-Request": "true"}).text
    assert ("Dejar de fijar" in sheet, "Fija" in sheet) == (True, True)
    status, done = act(browser, forum, meeting, "swap", other_id=other.id)
    assert (status, done["undo"]["values"]) == (200, {"other_id": other.id, "sequence": 1, "other_sequence": 1})  # type: ignore[index]
    page = forum.path(f"coordination/meetings/{meeting.id}/swap")
    assert other.company.name in browser.get(page).text
    assert browser.post(page, data={"other_id": other.id}).status_code == 303
    assert act(browser, forum, meeting, "swap")[1]["code"] == "meetings.same_meeting"
    assert act(browser, forum, meeting, "cancellation", reason=" ")[0] == 409
    assert act(browser, forum, meeting, "cancellation", reason="Sin luz")[1]["undo"] is None
    session().refresh(meeting)
    session().refresh(other)
    assert (meeting.status, meeting.pinned_at is not None, other.slot_id) == (
        MeetingStatus.CANCELLED,
        True,
        forum.slots[1].id,
    )
    form = {"pinned": "1"}
    back = {"Referer": f"http://localhost{forum.path(str(other.id))}"}
    answer = browser.post(forum.path(f"coordination/meetings/{other.id}/pin"), data=form, headers=back)
    assert answer.location == forum.path(str(other.id))
    history = browser.get(answer.location).text
    assert "La cita quedó fija" in history
    assert "La cita quedó fija" not in sign_in(browser, side).get(answer.location).text


COSTS = {"": 10, "?rows=buyers": 11, "?rows=suppliers": 10, "/data": 9, "/data?rows=suppliers": 9}


@pytest.mark.parametrize("page", COSTS)
def test_the_board_costs_the_same_with_one_meeting_and_with_four(
    browser: FlaskClient, forum: Forum, meeting: Meeting, statements: list[str], page: str
) -> None:
    def measured() -> int:
        statements.clear()
        assert browser.get(forum.path(BOARD + page)).status_code == 200
        return len(statements)

    measured()
    one = measured()
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    for slot in (0, 1, 2):
        met(forum, other, slot)
    assert (one, measured()) == (COSTS[page], COSTS[page])


def test_today_leads_the_coordinator_to_the_board_on_the_days_of_the_forum(browser: FlaskClient, forum: Forum) -> None:
    def leads() -> bool:
        return forum.path(BOARD) in browser.get(f"/{forum.edition.slug}/today").text

    today = forum.now.date()
    forum.change(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))
    assert leads()
    assert forum.path(BOARD) in browser.get(forum.path("coordination")).text
    forum.change(starts_on=today + timedelta(days=3), ends_on=today + timedelta(days=4))
    assert not leads()
