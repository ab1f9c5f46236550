"""Who cannot come says so on a page; the slots are then offered to nobody, and only staff goes beyond."""

from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.core.database import session
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import Beyond, EngagementKind
from forum.meetings.errors.engagements import PersonEngaged, WalkTooShort
from forum.meetings.models import Engagement, EngagementEvent, Meeting
from forum.meetings.queries.boards import list_offered_slots
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails


def page_of(forum: Forum, person: Person, rest: str = "availability") -> str:
    return forum.path(f"people/{person.id}/{rest}")


def marked(person: Person) -> list[object]:
    query = select(Engagement.starts_at).where(Engagement.person_id == person.id).order_by(Engagement.starts_at)
    return list(session().scalars(query))


def ids(some: Sequence[Slot]) -> list[str]:
    return [str(slot.id) for slot in some]


def a_meeting(forum: Forum, slot: Slot) -> Meeting:
    request = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    return service.accept_request(request.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)


def engage(forum: Forum, person: Person, slot: Slot, kind: EngagementKind = EngagementKind.TALK) -> Engagement:
    return service.add_engagement(
        person.id, starts_at=slot.starts_at, ends_at=slot.ends_at, kind=kind, note="Sala 3", edition=forum.edition,
        by=person.id, now=forum.now,
    )  # fmt: skip


def offered(forum: Forum, *, by_staff: bool = False) -> list[int]:
    free = list_offered_slots(forum.buyer, [forum.person.id], edition=forum.edition, now=forum.now, by_staff=by_staff)
    return [slot.slot_id for slot in free]


@pytest.mark.both_engines
@pytest.mark.parametrize("who", ["supplier", "buyer"])
def test_slots_are_marked_and_freed(client: FlaskClient, forum: Forum, who: str) -> None:
    person = forum.person if who == "supplier" else forum.buyer.person
    sign_in(client, person)
    here = page_of(forum, person)
    assert client.get(forum.path("availability")).location == here
    shown = ids(forum.slots)
    assert client.post(here, data={"shown": shown, "free": shown[1:]}).location == here
    assert marked(person) == [forum.slots[0].starts_at]
    assert offered(forum) == [slot.id for slot in forum.slots[1:]]
    page = client.get(here).text
    assert [f'value="{id}" checked' in page for id in shown] == [False, True, True]
    client.post(here, data={"shown": [*shown[:1], "99999999999", "x"], "free": [shown[0], "99999999999"]})
    assert (marked(person), len(offered(forum))) == ([], 3)
    kinds = session().execute(select(EngagementEvent.kind, EngagementEvent.by_id)).tuples().all()
    assert kinds == [("slots", person.id)] * 2
    assert mails() == []


def test_half_a_day_at_once_leaves_the_meeting(client: FlaskClient, forum: Forum) -> None:
    a_meeting(forum, forum.slots[1])
    sign_in(client, forum.person)
    here = page_of(forum, forum.person)
    day = days_of(forum.edition)[0].date
    free = ids([forum.slots[0], forum.slots[2]])
    client.post(here, data={"shown": free, "free": free, "half": f"{day}/0/off"})
    assert marked(forum.person) == [forum.slots[0].starts_at, forum.slots[2].starts_at]
    page = client.get(here).text
    assert "Con cita" in page
    client.post(here, data={"half": f"{day}/0/on"})
    assert marked(forum.person) == []


def test_a_meeting_stands_in_the_way_and_is_linked(client: FlaskClient, forum: Forum) -> None:
    meeting = a_meeting(forum, forum.slots[1])
    sign_in(client, forum.person)
    shown = ids(forum.slots)
    answer = client.post(page_of(forum, forum.person), data={"shown": shown, "free": shown[2:]})
    assert answer.status_code == 422
    assert f"{forum.person.full_name} ya tiene una cita en ese horario." in answer.text
    assert forum.path(str(meeting.id)) in answer.text
    assert f'value="{shown[0]}" checked' not in answer.text
    fields = {"day": days_of(forum.edition)[0].date.isoformat(), "since": "09:00", "until": "18:00", "kind": "stand"}
    answer = client.post(page_of(forum, forum.person, "engagements"), data={**fields, "note": "Turno"})
    assert (answer.status_code, forum.path(str(meeting.id)) in answer.text, 'value="Turno"' in answer.text) == (
        422, True, True,
    )  # fmt: skip
    assert marked(forum.person) == []


def test_a_block_is_added_shown_and_removed(client: FlaskClient, forum: Forum) -> None:
    sign_in(client, forum.person)
    here, day = page_of(forum, forum.person), days_of(forum.edition)[0].date.isoformat()
    fields = {"day": day, "since": "00:00", "until": "23:59", "kind": "talk", "note": "Sala 3"}
    for _ in range(2):
        assert client.post(page_of(forum, forum.person, "engagements"), data=fields).location == here
    [engagement] = session().scalars(select(Engagement))
    page = client.get(here).text
    assert ("Dar una plática" in page, "Sala 3" in page, "No puede</span>" in page) == (True, True, True)
    assert offered(forum) == []
    removal = page_of(forum, forum.person, f"engagements/{engagement.id}/removal")
    assert client.post(removal).location == here
    assert len(offered(forum)) == 3
    assert client.post(removal).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"until": "08:00"}, "Escriba una hora posterior al inicio"),
        ({"since": ""}, "Escriba la hora, por ejemplo 12:00."),
        ({"day": "2001-01-01"}, "Revise estos datos"),
    ],
)
def test_a_block_that_cannot_be(client: FlaskClient, forum: Forum, fields: dict[str, str], words: str) -> None:
    sign_in(client, forum.person)
    day = days_of(forum.edition)[0].date.isoformat()
    sent = {"day": day, "since": "10:00", "until": "11:00", "kind": "other", "note": "Comida", **fields}
    answer = client.post(page_of(forum, forum.person, "engagements"), data=sent)
    assert (answer.status_code, words in answer.text, 'value="Comida"' in answer.text) == (422, True, True)
    assert marked(forum.person) == []


@pytest.mark.parametrize(
    ("role", "status"), [("admin", 302), ("member", 404), ("coordinator", 302), ("stranger", 404), ("buyer", 404)]
)
def test_who_says_it_for_somebody_else(client: FlaskClient, forum: Forum, role: str, status: int) -> None:
    who = forum.buyer.person if role == "buyer" else a_person(given_names="Eva", email="eva@example.mx")
    if role in {"admin", "member"}:
        a_membership(forum.supplier.company, who, CompanyRole(role))
    if role == "coordinator":
        a_role(who, Role.COORDINATOR, forum.edition)
    sign_in(client, who)
    here, shown = page_of(forum, forum.person), ids(forum.slots)
    assert client.get(here).status_code == (200 if status == 302 else 404)
    answer = client.post(here, data={"shown": shown, "free": shown[1:]})
    assert answer.status_code in {303 if status == 302 else 404}
    assert len(marked(forum.person)) == (status == 302)
    told = [("meetings/availability_changed", forum.person.email)] if status == 302 else []
    assert mails() == told
    if told:
        assert who.full_name in client.get(here).text


def test_an_engagement_of_another_person_is_nobodys_to_remove(client: FlaskClient, forum: Forum) -> None:
    theirs = engage(forum, forum.buyer.person, forum.slots[0])
    sign_in(client, forum.person)
    path = page_of(forum, forum.person, f"engagements/{theirs.id}/removal")
    assert client.post(path).status_code == 404
    assert len(marked(forum.buyer.person)) == 1


@pytest.mark.parametrize("who", ["supplier", "buyer"])
def test_only_staff_goes_beyond_an_engagement(client: FlaskClient, forum: Forum, who: str) -> None:
    person = forum.person if who == "supplier" else forum.buyer.person
    meeting = a_meeting(forum, forum.slots[0])
    engage(forum, person, forum.slots[1])
    path = forum.path(str(meeting.id))
    sign_in(client, forum.person)
    assert f'value="{forum.slots[1].id}"' not in client.get(path).text
    with pytest.raises(PersonEngaged, match=person.given_names):
        service.move_meeting(
            meeting.id, slot_id=forum.slots[1].id, side=Side.SUPPLIER, by=forum.person.id, now=forum.now
        )
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    sign_in(client, coordinator)
    assert "alguien avisó que no puede" in client.get(path).text
    assert client.post(f"{path}/move", data={"slot_id": forum.slots[1].id}).location == path


def test_a_colleague_who_can_come_is_offered_the_slot(forum: Forum) -> None:
    colleague = a_person()
    a_membership(forum.supplier.company, colleague)
    engage(forum, forum.person, forum.slots[0])
    free = list_offered_slots(forum.buyer, [forum.person.id, colleague.id], edition=forum.edition, now=forum.now)
    both = {forum.person.id, colleague.id}
    assert [slot.person_ids for slot in free] == [{colleague.id}, both, both]


def test_an_engagement_counts_in_its_edition_only(forum: Forum) -> None:
    other: Edition = an_edition(slug="otro", ordinal=99)
    service.add_engagement(
        forum.person.id, starts_at=forum.slots[0].starts_at, ends_at=forum.slots[2].ends_at,
        kind=EngagementKind.STAND, note="", edition=other, by=forum.person.id, now=forum.now,
    )  # fmt: skip
    assert len(offered(forum)) == 3


def test_between_halls_there_is_time_to_walk(forum: Forum) -> None:
    """Slots follow each other after five minutes: beside a meeting in another hall there is no time for one."""
    forum.change(walking_minutes=10)
    hall = a_hall(forum.edition, name="Nave B")
    there = slots(hall, days_of(forum.edition)[0], 3)
    other = a_buyer(forum.edition, tables(hall, 1)[0], at=there)
    request = a_request(a_requirement(other), forum.supplier, forum.person)
    service.accept_request(request.id, slot_id=there[0].id, by=other.person_id, now=forum.now)
    assert offered(forum) == [forum.slots[2].id]
    staff = list_offered_slots(forum.buyer, [forum.person.id], edition=forum.edition, now=forum.now, by_staff=True)
    assert [(slot.slot_id, slot.beyond) for slot in staff] == [
        (forum.slots[1].id, {Beyond.FAR}),
        (forum.slots[2].id, frozenset()),
    ]
    wanted = a_request(forum.requirement, forum.supplier, forum.person)
    with pytest.raises(WalkTooShort):
        service.accept_request(wanted.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    meeting = service.accept_request(wanted.id, slot_id=forum.slots[2].id, by=forum.buyer.person_id, now=forum.now)
    moved = service.move_meeting(
        meeting.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=forum.person.id, now=forum.now
    )
    assert moved.slot_id == forum.slots[1].id


def test_the_form_says_who_can_come(client: FlaskClient, forum: Forum) -> None:
    colleague = a_person(given_names="Eva", first_surname="Luna", second_surname=None)
    a_membership(forum.supplier.company, colleague)
    engage(forum, forum.person, forum.slots[0])
    page = sign_in(client, colleague).get(forum.path(f"requirements/{forum.requirement.id}")).text
    options = {id: page[page.index(f'value="{id}"') :].split("</option>")[0] for id in ids(forum.slots)}
    assert ["solo puede Eva Luna" in text for text in options.values()] == [True, False, False]


def test_who_can_never_come_is_told_apart_from_a_full_buyer(client: FlaskClient, forum: Forum) -> None:
    for slot in forum.slots:
        engage(forum, forum.person, slot)
    sent = {"reason": "Prensa", "slot_id": "", "person_id": str(forum.person.id)}
    path = forum.path(f"requirements/{forum.requirement.id}/requests")
    answer = sign_in(client, forum.person).post(path, data=sent)
    assert (answer.status_code, "no puede en ninguno de los horarios libres" in answer.text) == (422, True)
    for slot in forum.slots:
        engage(forum, forum.buyer.person, slot)
    assert "ya no tiene horarios libres" in client.post(path, data=sent).text


def test_where_the_halls_eat_at_different_times_people_reserve_their_lunch(client: FlaskClient, forum: Forum) -> None:
    hall, [first, *_] = a_hall(forum.edition, name="Nave B"), days_of(forum.edition)
    slots(forum.hall, first, 1, minutes=360)
    here = page_of(forum, forum.person)
    page = sign_in(client, forum.person).get(here).text
    assert ("no hay citas para nadie" in page, 'value="lunch"' in page) == (True, False)
    slots(hall, first, 12, minutes=75)
    page = client.get(here).text
    assert ("reserve su comida" in page, 'value="lunch"' in page) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_statements_for_one_and_three(
    client: FlaskClient, forum: Forum, statements: list[str], count: int
) -> None:
    for slot in forum.slots[:count]:
        engage(forum, forum.person, slot)
    sign_in(client, forum.person)
    statements.clear()
    page = client.get(page_of(forum, forum.person)).text
    assert page.count("Dar una plática</h3>") == count
    # the edition, who asks, the person, slots, engagements, meetings, days, colleagues, the history, the frame
    assert len(statements) == 10
