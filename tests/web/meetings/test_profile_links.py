"""Where the name of a company is a link, it opens: whoever is suspended or removed, and whoever reads the page."""

import re
from collections.abc import Iterable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import Side, SupplierStatus
from forum.meetings.models import Meeting, RequestDraft
from forum.meetings.service import cancel_meeting, remove_buyer
from forum.meetings.service.attendance import cancel_participation
from tests.builders.companies import a_company, a_membership
from tests.builders.companions import a_colleague, bring
from tests.builders.meetings import a_request, a_requirement
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum

PROFILE = re.compile(r"""["' \n](?:https?://[^/"' ]+)?(/[\w-]+/meetings/companies/\d+)["'\n]""")


def closed_profiles(client: FlaskClient, texts: Iterable[str]) -> set[str]:
    """The addresses of profiles in these texts which whoever is signed in cannot open."""
    addresses = {address for text in texts for address in PROFILE.findall(text)}
    return {address for address in addresses if client.get(address).status_code != 200}


def pages(client: FlaskClient, forum: Forum, paths: Iterable[str]) -> list[str]:
    answers = [client.get(forum.path(path)) for path in paths]
    assert [each.status_code for each in answers] == [200] * len(answers)
    return [each.text for each in answers]


def a_draft(forum: Forum, company_id: int, person: Person) -> None:
    with atomic() as current:
        current.add(
            RequestDraft(
                edition_id=forum.edition.id, requirement_id=forum.requirement.id, company_id=company_id,
                person_id=person.id, written_by_id=person.id, reason="Prensa", written_at=forum.now,
            )
        )  # fmt: skip


def supplier_pages(forum: Forum, meeting: Meeting) -> list[str]:
    return [
        "supplier", "requirements", f"requirements/{forum.requirement.id}", f"{meeting.id}",
        f"requests/{meeting.request_id}",
    ]  # fmt: skip


def remove(forum: Forum, coordinator: Person) -> None:
    remove_buyer(
        forum.buyer.id, reason="Viaje", keeps_badge=True, edition=forum.edition, by=coordinator.id, now=forum.now
    )


@pytest.mark.parametrize("end", ["taking part", "removed", "registration cancelled"])
def test_a_supplier_opens_every_profile_it_is_shown(
    client: FlaskClient, forum: Forum, meeting: Meeting, coordinator: Person, end: str
) -> None:
    a_request(a_requirement(forum.buyer, title="Otro"), forum.supplier, forum.person)
    a_draft(forum, forum.supplier.company_id, forum.person)
    if end == "removed":
        remove(forum, coordinator)
    elif end == "registration cancelled":
        edition_id = forum.edition.id
        cancel_participation(forum.buyer.person_id, edition_id=edition_id, reason="Viaje", now=forum.now)
    sign_in(client, forum.person)
    read = pages(client, forum, supplier_pages(forum, meeting))
    assert closed_profiles(client, read) == set()
    assert any(PROFILE.search(text.split("<main")[1]) for text in read[1:]) == (end == "taking part")
    mails = session().scalars(select(OutgoingMail).where(OutgoingMail.to_email == forum.person.email)).all()
    rendered = [render_mail(each) for each in mails if end == "taking part" or each.message != MADE]
    assert closed_profiles(client, [text for each in rendered for text in (each.html, each.text)]) == set()
    assert rendered


MADE = "meetings/request_accepted"
"""What was sent while the buyer took part keeps the link it had."""


def test_a_suspended_supplier_and_its_buyer_open_every_profile(
    client: FlaskClient, forum: Forum, meeting: Meeting, coordinator: Person
) -> None:
    a_request(a_requirement(forum.buyer, title="Otro"), forum.supplier, forum.person)
    with atomic():
        forum.supplier.status = SupplierStatus.SUSPENDED
    own = ["buyer", "buyer/requests", "directory", f"{meeting.id}", f"requests/{meeting.request_id}"]
    staff = [f"{meeting.id}", f"requests/{meeting.request_id}", "coordination/requests"]
    buyer = session().get_one(Person, forum.buyer.person_id)
    for person, paths in ((forum.person, supplier_pages(forum, meeting)), (buyer, own), (coordinator, staff)):
        sign_in(client, person)
        assert closed_profiles(client, pages(client, forum, paths)) == set()


def test_the_staff_opens_the_company_of_a_removed_buyer(
    client: FlaskClient, forum: Forum, meeting: Meeting, coordinator: Person
) -> None:
    remove(forum, coordinator)
    sign_in(client, coordinator)
    read = pages(client, forum, [f"{meeting.id}", f"requests/{meeting.request_id}", "coordination/requests"])
    assert all(f"/companies/{forum.buyer.company_id}" in text for text in (read[0], read[2]))
    assert closed_profiles(client, read) == set()


def test_a_removed_buyer_opens_no_profile_from_what_was(
    client: FlaskClient, forum: Forum, meeting: Meeting, coordinator: Person
) -> None:
    remove(forum, coordinator)
    sign_in(client, session().get_one(Person, forum.buyer.person_id))
    assert closed_profiles(client, pages(client, forum, [f"{meeting.id}"])) == set()


def test_a_company_that_did_not_apply_reads_names_without_links(client: FlaskClient, forum: Forum) -> None:
    visitor = a_person()
    company = a_company()
    a_membership(company, visitor)
    a_draft(forum, company.id, visitor)
    sign_in(client, visitor)
    paths = ["supplier", "requirements", f"requirements/{forum.requirement.id}"]
    read = pages(client, forum, paths)
    assert closed_profiles(client, read) == set()
    name = forum.buyer.company.name
    assert all(name in text for text in read)
    sign_in(client, forum.person)
    assert f'/companies/{forum.buyer.company_id}"' in client.get(forum.path("requirements")).text


def test_a_colleague_whom_a_buyer_brings_is_led_to_no_profile(
    client: FlaskClient, forum: Forum, meeting: Meeting
) -> None:
    """They need not be a buyer themselves: neither the page nor a mail links to what only buyers open."""
    company = session().get_one(Company, forum.buyer.company_id)
    category = session().scalars(select(Category).where(Category.kind == CategoryKind.BUYER)).one()
    colleague, buyer = a_colleague(company, category), session().get_one(Person, forum.buyer.person_id)
    bring(meeting, colleague, of=Side.BUYER, by=buyer)
    cancel_meeting(meeting.id, reason="Viaje", side=Side.SUPPLIER, by=forum.person.id, now=forum.now)
    sign_in(client, colleague)
    mails = session().scalars(select(OutgoingMail).where(OutgoingMail.to_email == colleague.email)).all()
    assert {each.message for each in mails} == {"meetings/companion_brought", "meetings/meeting_cancelled"}
    texts = [text for each in map(render_mail, mails) for text in (each.html, each.text)]
    assert closed_profiles(client, texts) == set()
