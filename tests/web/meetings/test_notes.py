"""Private notes: written on the page of a company or of a meeting, read by one's own company alone, never lost."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.meetings.models import Meeting, PrivateNote
from tests.builders.companies import a_membership
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

SAID = "Visitar la planta en enero; pedir muestra."


def write(client: FlaskClient, address: str, text: str, *, seen: str = "", page: str | None = None):  # noqa: ANN201
    headers = {} if page is None else {"Referer": f"http://localhost{page}"}
    return client.post(address, data={"text": text, "seen": seen}, headers=headers)


@pytest.mark.both_engines
def test_a_note_is_on_both_pages_and_says_who_wrote_last(client: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    about = {"buyer": forum.supplier.company_id, "supplier": forum.buyer.company_id}
    buyer = session().get_one(Person, forum.buyer.person_id)
    waiting = len(mails())
    for side, person in {"buyer": buyer, "supplier": forum.person}.items():
        browser = sign_in(client, person)
        pages = [forum.path(f"companies/{about[side]}"), forum.path(str(meeting.id))]
        answer = write(browser, forum.path(f"companies/{about[side]}/note"), f"{SAID} {side}", page=pages[1])
        assert (answer.status_code, answer.location) == (303, pages[1])
        for page in pages:
            text = browser.get(page).text
            assert (f"{SAID} {side}" in text, f"Escribió por última vez {person.full_name}" in text) == (True, True)
            assert text.count(SAID) == 1, "only one's own"
    assert len(mails()) == waiting
    assert write(browser, forum.path(f"companies/{about['supplier']}/note"), " ").status_code == 303
    assert len(session().scalars(select(PrivateNote.text)).all()) == 1


def test_only_ones_own_company_reads_it(client: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    company, about = session().get_one(Company, forum.buyer.company_id), forum.supplier.company_id
    buyer = session().get_one(Person, forum.buyer.person_id)
    address = forum.path(f"companies/{about}/note")
    write(sign_in(client, buyer), address, SAID)
    colleague, stranger = a_buyer(forum.edition, company=company, person=a_person()), a_buyer(forum.edition)
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    pages = [forum.path(f"companies/{about}"), forum.path(str(meeting.id))]
    seen = {}
    for name, person in {
        "colleague": colleague.person, "stranger": stranger.person, "staff": coordinator, "supplier": forum.person,
    }.items():  # fmt: skip
        sign_in(client, person)
        seen[name] = any(SAID in client.get(page).text for page in pages)
    assert seen == {"colleague": True, "stranger": False, "staff": False, "supplier": False}
    sign_in(client, coordinator)
    assert [client.get(address).status_code, write(client, address, "x").status_code] == [404, 404]
    sign_in(client, buyer)
    elsewhere = a_supplier(an_edition())[0].company_id
    assert write(client, forum.path(f"companies/{elsewhere}/note"), "x").status_code == 404


def test_two_who_write_at_once_lose_nothing(client: FlaskClient, forum: Forum) -> None:
    about = forum.supplier.company_id
    company = session().get_one(Company, forum.buyer.company_id)
    first, second = session().get_one(Person, forum.buyer.person_id), a_buyer(forum.edition, company=company).person
    profile, address = forum.path(f"companies/{about}"), forum.path(f"companies/{about}/note")
    page = sign_in(client, second).get(profile).text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    assert seen is not None
    assert write(sign_in(client, first), address, "De la primera").status_code == 303
    answer = write(sign_in(client, second), address, "De la segunda", seen=seen[1])
    assert answer.status_code == 422
    assert ("Otra persona cambió este dato" in answer.text, "De la segunda" in answer.text) == (True, True)
    assert session().scalars(select(PrivateNote.text)).all() == ["De la primera"]


def test_who_buys_for_one_company_and_sells_for_another_writes_for_the_side_they_are_on(
    client: FlaskClient, forum: Forum
) -> None:
    person = session().get_one(Person, forum.buyer.person_id)
    supplier, _ = a_supplier(forum.edition)
    a_membership(session().get_one(Company, supplier.company_id), person)
    other = a_buyer(forum.edition)
    address = forum.path(f"companies/{other.company_id}/note?company={supplier.company_id}")
    assert write(sign_in(client, person), address, SAID).status_code == 303
    assert session().scalars(select(PrivateNote.owner_id)).all() == [supplier.company_id]
