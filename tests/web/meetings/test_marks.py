"""What one side marks of the other, for itself: it steers its own search, and the other side never learns of it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.matchmaking.enums import Mark
from forum.matchmaking.models import RequirementMark, SupplierMark
from forum.matchmaking.service import mark_requirement, mark_supplier
from forum.meetings import service
from forum.meetings.enums import Colliding
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.pages import without_tokens
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

FRAGMENT = {"HX-Request": "true"}


def buyer_of(forum: Forum) -> Person:
    return session().get_one(Person, forum.buyer.person_id)


def marks_of(model: type[SupplierMark] | type[RequirementMark]) -> list[Mark]:
    return list(session().scalars(select(model.mark)))


def names(page: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('card__title">')[1:]]


def pressed(page: str) -> list[str]:
    return re.findall(r'id="mark-[cr]\d+-(\w+)"[^>]*aria-pressed="true"', page, re.S)


@pytest.mark.both_engines
def test_a_buyer_marks_and_takes_it_back(client: FlaskClient, forum: Forum) -> None:
    browser, id = sign_in(client, buyer_of(forum)), forum.supplier.company_id
    address, profile = forum.path(f"companies/{id}/mark"), forum.path(f"companies/{id}")
    assert pressed(browser.get(profile).text) == []
    answer = browser.post(address, data={"mark": "must"}, headers={"Referer": f"http://localhost{profile}"})
    assert (answer.status_code, answer.location) == (303, profile)
    assert pressed(browser.get(profile).text) == ["must"] == pressed(browser.get(forum.path("directory")).text)
    fragment = browser.post(address, data={"mark": "interested"}, headers=FRAGMENT).text
    assert ("<html" in fragment, pressed(fragment)) == (False, ["interested"])
    assert marks_of(SupplierMark) == [Mark.INTERESTED]
    assert pressed(browser.post(address, data={"mark": ""}, headers=FRAGMENT).text) == []
    assert marks_of(SupplierMark) == []
    assert browser.post(address, data={"mark": "love"}).status_code == 404
    assert (marks_of(SupplierMark), mails()) == ([], [])


def test_whom_a_buyer_may_mark(client: FlaskClient, forum: Forum) -> None:
    elsewhere, nobody = a_supplier(an_edition())[0].company_id, a_company().id
    sign_in(client, buyer_of(forum))
    for id in (elsewhere, nobody, 9_999_999):
        assert client.post(forum.path(f"companies/{id}/mark"), data={"mark": "must"}).status_code == 404
    sign_in(client, forum.person)
    assert (
        client.post(forum.path(f"companies/{forum.supplier.company_id}/mark"), data={"mark": "no"}).status_code == 404
    )
    assert marks_of(SupplierMark) == []


def test_who_is_ruled_out_leaves_the_directory_of_that_buyer_alone(client: FlaskClient, forum: Forum) -> None:
    liked, other = (a_supplier(forum.edition, company=a_company(name=name))[0] for name in ("Alfa", "Zeta"))
    own = session().get_one(Company, forum.supplier.company_id).name
    for id, mark in ((forum.supplier.company_id, Mark.NO), (liked.company_id, Mark.INTERESTED)):
        mark_supplier(id, mark, buyer_id=forum.buyer.id, by=forum.buyer.person_id, now=forum.now)
    browser = sign_in(client, buyer_of(forum))
    found = {
        mark: names(browser.get(forum.path("directory"), query_string={"mark": mark} if mark else {}).text)
        for mark in ("", "must", "interested", "no", "nonsense")
    }
    assert found == {
        "": ["Alfa", "Zeta"],
        "must": [],
        "interested": ["Alfa"],
        "no": [own],
        "nonsense": ["Alfa", "Zeta"],
    }
    sign_in(client, a_buyer(forum.edition).person)
    page = client.get(forum.path("directory")).text
    assert (sorted(names(page)), pressed(page)) == (sorted([own, "Alfa", "Zeta"]), [])
    assert other.company_id


@pytest.mark.both_engines
def test_a_company_marks_requirements_and_searches_by_its_marks(client: FlaskClient, forum: Forum) -> None:
    first, second = forum.requirement, a_requirement(forum.buyer, title="Arnés principal")
    browser = sign_in(client, forum.person)
    search = forum.path("requirements")
    assert len(names(browser.get(search).text)) == 2
    browser.post(forum.path(f"requirements/{first.id}/mark"), data={"mark": "no"})
    browser.post(forum.path(f"requirements/{second.id}/mark"), data={"mark": "must"})
    found = {mark: names(browser.get(f"{search}?mark={mark}").text) for mark in ("", "must", "interested", "no")}
    assert found == {"": [second.title], "must": [second.title], "interested": [], "no": [first.title]}
    page = browser.get(forum.path(f"requirements/{first.id}")).text
    assert (pressed(page), forum.person.full_name in page) == (["no"], True)
    a_membership(session().get_one(Company, forum.supplier.company_id), colleague := a_person())
    sign_in(client, colleague)
    assert names(client.get(search).text) == [second.title], "the mark is the company's"
    sign_in(client, a_supplier(forum.edition)[1])
    page = client.get(search).text
    assert (len(names(page)), pressed(page)) == (2, [])


@pytest.mark.parametrize("mark", Mark)
def test_the_other_side_sees_the_same_pages_whatever_is_marked(client: FlaskClient, forum: Forum, mark: Mark) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    pages = {
        forum.person: ["supplier", "requirements", f"requirements/{forum.requirement.id}", f"requests/{request.id}",
                       f"companies/{forum.buyer.company_id}"],
        buyer_of(forum): ["buyer", "directory", f"requests/{request.id}", f"companies/{forum.supplier.company_id}"],
    }  # fmt: skip

    def seen() -> list[str]:
        shown = []
        for person, paths in pages.items():
            sign_in(client, person)
            for path in paths:
                answer = client.get(forum.path(path))
                assert answer.status_code == 200
                shown.append(without_tokens(answer.text))
        return shown

    before = seen()
    mark_supplier(forum.supplier.company_id, mark, buyer_id=forum.buyer.id, by=forum.buyer.person_id, now=forum.now)
    assert seen()[:5] == before[:5], "what the supplier sees"
    mark_supplier(forum.supplier.company_id, None, buyer_id=forum.buyer.id, by=forum.buyer.person_id, now=forum.now)
    company = forum.supplier.company_id
    mark_requirement(forum.requirement.id, mark, company_id=company, by=forum.person.id, now=forum.now)
    assert seen()[5:] == before[5:], "what the buyer sees"


def test_colleagues_and_the_coordinator_see_them(client: FlaskClient, forum: Forum) -> None:
    company, id = session().get_one(Company, forum.buyer.company_id), forum.supplier.company_id
    colleague = a_buyer(forum.edition, company=company, person=a_person(given_names="Luisa"))
    stranger = a_buyer(forum.edition, person=a_person(given_names="Ramón"))
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    mark_supplier(id, Mark.MUST, buyer_id=forum.buyer.id, by=forum.buyer.person_id, now=forum.now)
    mark_requirement(forum.requirement.id, Mark.NO, company_id=id, by=forum.person.id, now=forum.now)
    who = buyer_of(forum).full_name
    seen = {}
    for name, person in {"colleague": colleague.person, "stranger": stranger.person, "staff": coordinator}.items():
        sign_in(client, person)
        page = client.get(forum.path(f"companies/{id}")).text
        seen[name] = (who in page, "Descartado" in page)
    assert seen == {"colleague": (True, False), "stranger": (False, False), "staff": (True, True)}
    page = client.get(forum.path(f"coordination/requirements/{forum.requirement.id}")).text
    assert "Descartado" in page


def test_marks_go_along_with_the_agenda(forum: Forum) -> None:
    eva = a_buyer(forum.edition, company=session().get_one(Company, forum.buyer.company_id), person=a_person())
    both, first = forum.supplier.company_id, a_supplier(forum.edition)[0].company_id
    for buyer, company_id, mark in (
        (forum.buyer, both, Mark.MUST),
        (forum.buyer, first, Mark.INTERESTED),
        (eva, both, Mark.NO),
    ):
        mark_supplier(company_id, mark, buyer_id=buyer.id, by=buyer.person_id, now=forum.now)
    terms = service.Terms(reason="Cambió de planta.", keeps_badge=True, colliding=Colliding.REFUSE)
    service.hand_over_buyer(
        forum.buyer.id, to=service.Successor(buyer_id=eva.id), terms=terms, edition=forum.edition,
        by=forum.person.id, now=forum.now,
    )  # fmt: skip
    hers = select(SupplierMark.company_id, SupplierMark.mark).where(SupplierMark.buyer_id == eva.id)
    assert dict(session().execute(hers).tuples().all()) == {both: Mark.NO, first: Mark.INTERESTED}
    assert session().scalar(select(func.count()).select_from(SupplierMark)) == 3
