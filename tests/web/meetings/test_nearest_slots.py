"""A slot that was taken meanwhile: the page says so and offers the nearest that suit both, one press away."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.service import accept_request
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum

BUTTON = re.compile(r'<button class="button button--secondary[^"]*"\s+type="submit" name="([^"]+)" value="(\d+)"')
LINK = re.compile(r'href="([^"]+\?slot=\d+)"')


@pytest.fixture
def taken(forum: Forum) -> MeetingRequest:
    """A request, while somebody else meets the buyer in the second of three slots."""
    asked = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    accept_request(asked.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    return a_request(forum.requirement, forum.supplier, forum.person, reason="Prensa de 400 toneladas")


def change(request: MeetingRequest, **values: object) -> None:
    with atomic():
        for name, value in values.items():
            setattr(request, name, value)


def accepts(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    return forum.buyer.person, f"requests/{request.id}/acceptance", {}, f"r{request.id}-slot_id"


def counters(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    return forum.buyer.person, f"requests/{request.id}/counter", {"note": "Mejor a media mañana"}, "slot_id"


def corrects(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    typed = {"reason": "Prensa de 600 toneladas", "person_id": forum.person.id}
    return forum.person, f"requests/{request.id}/correction", typed, "slot_id"


def answers(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    change(request, wished_by=Side.BUYER, awaiting=Side.SUPPLIER)
    return forum.person, f"requests/{request.id}/answer", {"person_id": forum.person.id}, "slot_id"


def asks(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    typed = {"reason": "Torno de cinco ejes", "person_id": forum.person.id}
    return forum.person, f"requirements/{a_requirement(forum.buyer).id}/requests", typed, "slot_id"


def invites(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    typed = {"reason": "Nos interesa su torno", "requirement_id": a_requirement(forum.buyer).id}
    return forum.buyer.person, f"companies/{forum.supplier.company_id}/invitation", typed, "slot_id"


def moves(forum: Forum, request: MeetingRequest) -> tuple[Person, str, dict[str, object], str]:
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    return forum.person, f"{meeting.id}/move", {}, "slot_id"


Way = Callable[[Forum, MeetingRequest], tuple[Person, str, dict[str, object], str]]


@pytest.mark.parametrize("way", [accepts, counters, corrects, answers, asks, invites, moves])
def test_a_taken_slot_is_refused_with_the_nearest_free_ones(
    client: FlaskClient, forum: Forum, taken: MeetingRequest, way: Way
) -> None:
    person, path, typed, name = way(forum, taken)
    sign_in(client, person)
    answer = client.post(forum.path(path), data={**typed, name: forum.slots[1].id})
    free = [forum.slots[2].id] if way is moves else [forum.slots[0].id, forum.slots[2].id]
    assert (answer.status_code, BUTTON.findall(answer.text)) == (422, [(name, str(slot_id)) for slot_id in free])
    assert "Elija otro" in answer.text
    assert all(str(value) in answer.text for value in typed.values()), "nothing that was typed is lost"

    pressed = {**typed, name: [str(forum.slots[1].id), str(free[-1])]}  # the select is sent along, before the button
    assert client.post(forum.path(path), data=pressed).status_code == 303
    given = select(MeetingRequest.preferred_slot_id).order_by(MeetingRequest.id.desc())
    met = select(Meeting.slot_id).order_by(Meeting.id.desc())
    assert session().scalars(met if way in {accepts, answers, moves} else given).first() == free[-1]


def test_where_the_proposed_slot_is_taken_others_are_a_press_away(
    client: FlaskClient, forum: Forum, taken: MeetingRequest
) -> None:
    proposed = {"countered_at": utc_now(), "counter_note": "Después", "preferred_slot_id": forum.slots[1].id}
    for side, person, page in (
        (Side.BUYER, forum.buyer.person, "buyer"),
        (Side.SUPPLIER, forum.person, f"requests/{taken.id}/answer"),
    ):
        change(taken, wished_by=Side.BUYER, awaiting=side, **proposed)
        links = LINK.findall(sign_in(client, person).get(forum.path(page)).text)
        counter = forum.path(f"requests/{taken.id}/counter")
        assert links == [f"{counter}?slot={forum.slots[number].id}" for number in (0, 2)]
        assert f'<option selected value="{forum.slots[2].id}">' in client.get(links[1]).text
