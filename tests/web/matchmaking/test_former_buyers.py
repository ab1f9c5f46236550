"""Buyers of former editions, invited again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.core.clock import utc_now
from forum.core.database import atomic, locked, session
from forum.editions.models import Edition
from forum.matchmaking.models import Buyer
from forum.matchmaking.views.coordinator import again
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum

PAGE = "coordination/buyers/again"


@pytest.fixture
def former(forum: Forum) -> Edition:
    starts_on = forum.edition.starts_on - timedelta(weeks=52)
    return an_edition(slug="foro-anterior", starts_on=starts_on, ends_on=starts_on)


@pytest.fixture
def browser(client: FlaskClient, forum: Forum, former: Edition) -> FlaskClient:
    person = a_person()
    for edition in (forum.edition, former):
        a_role(person, Role.COORDINATOR, edition)
    return sign_in(client, person)


def a_former(edition: Edition, name: str, **values: object) -> Buyer:
    person = a_person(given_names=name, first_surname="Ruiz", second_surname=None, email=f"{name.lower()}@example.com")
    return a_buyer(edition, person=person, **values)


def invited(forum: Forum) -> set[int]:
    return set(session().scalars(select(Buyer.person_id).where(Buyer.edition_id == forum.edition.id)))


@pytest.mark.both_engines
def test_who_is_ticked_is_invited_with_their_position(browser: FlaskClient, forum: Forum, former: Edition) -> None:
    ana, eva = (a_former(former, name, position="Compras MRO", interpreter="ja") for name in ("Ana", "Eva"))
    before = invited(forum)
    assert f"/{PAGE}" in browser.get(forum.path("coordination/buyers")).text
    page = browser.get(forum.path(PAGE)).text
    assert "Ana Ruiz" in page
    answer = browser.post(forum.path(PAGE), data={"of": former.slug, "id": [ana.id]}, follow_redirects=True)
    assert "Invitamos a 1 comprador." in answer.text
    assert "Ana Ruiz" not in answer.text
    assert "Eva Ruiz" in answer.text
    assert invited(forum) - before == {ana.person_id}
    new = session().scalars(select(Buyer).where(Buyer.edition_id == forum.edition.id, Buyer.person_id == ana.person_id))
    again = new.one()
    assert (again.company_id, again.position, again.interpreter, again.accepted_at, again.table_id) == (
        ana.company_id,
        "Compras MRO",
        "ja",
        None,
        None,
    )
    grant = select(RoleGrant.id).where(RoleGrant.person_id == ana.person_id, RoleGrant.edition_id == forum.edition.id)
    assert len(session().scalars(grant).all()) == 1
    assert len(mails_to("ana@example.com")) == 1
    assert mails_to("eva@example.com") == []
    assert eva.person_id not in invited(forum)


def test_all_are_invited_at_once_and_nobody_twice(browser: FlaskClient, forum: Forum, former: Edition) -> None:
    people = {a_former(former, name).person_id for name in ("Ana", "Eva", "Luz")}
    for _ in range(2):
        browser.post(forum.path(PAGE), data={"of": former.slug, "all": "yes"})
    assert people <= invited(forum)
    assert [len(mails_to(f"{name}@example.com")) for name in ("ana", "eva", "luz")] == [1, 1, 1]
    assert "No queda nadie por invitar" in browser.get(forum.path(PAGE)).text


def test_who_left_is_closed_or_is_invited_already_is_not_listed(
    browser: FlaskClient, forum: Forum, former: Edition
) -> None:
    a_former(former, "Ana", removed_at=utc_now())
    closed, known = a_former(former, "Eva"), a_former(former, "Luz")
    with atomic():
        locked(Person, closed.person_id).disabled_at = utc_now()
    a_buyer(forum.edition, person=session().get_one(Person, known.person_id))
    page = browser.get(forum.path(PAGE)).text
    assert [name for name in ("Ana", "Eva", "Luz") if f"{name} Ruiz" in page] == []


def test_only_editions_that_one_coordinates_are_shown_and_only_earlier_ones(
    browser: FlaskClient, forum: Forum, former: Edition
) -> None:
    foreign, later = (
        an_edition(slug=slug, starts_on=first, ends_on=first)
        for slug, first in (
            ("ajena", former.starts_on - timedelta(weeks=52)),
            ("siguiente", forum.edition.starts_on + timedelta(weeks=52)),
        )
    )
    ids = [a_former(foreign, "Ana").id, a_former(later, "Eva").id]
    page = browser.get(forum.path(PAGE)).text
    assert "Ana Ruiz" not in page
    assert "Eva Ruiz" not in page
    before = invited(forum)
    for slug in ("ajena", "siguiente", "ninguna"):
        assert browser.post(forum.path(PAGE), data={"of": slug, "id": ids}).status_code == 404
    a_former(former, "Luz")
    browser.post(forum.path(PAGE), data={"of": former.slug, "id": ids})
    assert invited(forum) == before


def test_who_ticks_nobody_is_told(browser: FlaskClient, forum: Forum, former: Edition) -> None:
    a_former(former, "Ana")
    answer = browser.post(forum.path(PAGE), data={"of": former.slug}, follow_redirects=True)
    assert "Marque primero a quién invita." in answer.text
    assert "Ana Ruiz" in answer.text


def test_the_list_costs_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, former: Edition, statements: list[str]
) -> None:
    def cost() -> int:
        statements.clear()
        assert browser.get(forum.path(PAGE)).status_code == 200
        return len(statements)

    a_former(former, "Ana")
    one = cost()
    for name in ("Eva", "Luz"):
        a_former(former, name)
    assert cost() == one


def test_who_was_invited_meanwhile_stops_nobody_else(
    browser: FlaskClient, forum: Forum, former: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the page's question and the change somebody else invites one of them."""
    ana, eva = a_former(former, "Ana"), a_former(former, "Eva")
    listing = again.list_former_buyers

    def listed_before(edition: Edition, **asked: Any) -> Sequence[Buyer]:
        found = listing(edition, **asked)
        a_buyer(edition, person=session().get_one(Person, ana.person_id))
        return found

    monkeypatch.setattr(again, "list_former_buyers", listed_before)
    answer = browser.post(forum.path(PAGE), data={"of": former.slug, "id": [ana.id, eva.id]})
    assert answer.status_code == 303
    assert {ana.person_id, eva.person_id} <= invited(forum)
    assert [len(mails_to(f"{name}@example.com")) for name in ("ana", "eva")] == [0, 1]
