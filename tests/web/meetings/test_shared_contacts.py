"""E-mail and telephone by a person's own choice: to whom they say, from when they say, and until they end it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, session
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.errors import NoSuchAudience, NotTheirContact
from forum.matchmaking.models import ContactSharing
from forum.matchmaking.service import share_contact
from forum.privacy.service import ensure_notice
from tests.builders.meetings import a_buyer, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum

PHONE = "477 123 4567"


@pytest.fixture
def notice(forum: Forum) -> int:
    with atomic():
        forum.person.phone = "+524771234567"
    return ensure_notice(forum.now).id


def person_of_buyer(forum: Forum) -> Person:
    return session().get_one(Person, forum.buyer.person_id)


def shown(client: FlaskClient, forum: Forum, company_id: int, person: Person) -> tuple[bool, bool]:
    """Whether e-mail and telephone of this person stand on the page and on the sheet of the company, alike."""
    address = forum.path(f"companies/{company_id}")
    page, sheet = client.get(address).text, client.get(address, headers={"HX-Request": "true"}).text
    told = [((person.email or "") in text, PHONE in text) for text in (page, sheet)]
    assert told[0] == told[1]
    return told[0]


@pytest.mark.both_engines
def test_a_representative_shows_it_to_buyers_and_ends_it_at_once(
    client: FlaskClient, forum: Forum, notice: int
) -> None:
    company_id, address = forum.supplier.company_id, forum.path("contact")
    sign_in(client, forum.person)
    assert address in client.get(forum.path("supplier")).text
    page = client.get(address).text
    assert ('name="buyer_email"' in page, "checked" in page, 'name="supplier_email"' in page) == (True, False, False)
    buyer, stranger = person_of_buyer(forum), a_supplier(forum.edition)[1]
    seen = []
    for boxes in ({}, {"buyer_phone": "y"}, {"buyer_email": "y", "buyer_phone": "y"}, {}):
        sign_in(client, forum.person)
        assert client.post(address, data={"sent": "1", **boxes}).status_code == 303
        sign_in(client, stranger)
        assert shown(client, forum, company_id, forum.person) == (False, False), "other suppliers never see it"
        sign_in(client, buyer)
        seen.append(shown(client, forum, company_id, forum.person))
    assert seen == [(False, False), (False, True), (True, True), (False, False)]
    kept = session().scalars(select(ContactSharing).order_by(ContactSharing.id)).all()
    assert [(each.shows_email, each.shows_phone) for each in kept] == [(False, True), (True, True), (False, False)]
    assert {(each.by_id, each.notice_id, each.audience) for each in kept} == {(forum.person.id, notice, Side.BUYER)}
    sign_in(client, forum.person)
    assert "Nada: retiró su autorización" in client.get(address).text


def test_a_buyer_shows_it_to_approved_suppliers_alone(client: FlaskClient, forum: Forum, notice: int) -> None:
    buyer = person_of_buyer(forum)
    sign_in(client, buyer)
    assert forum.path("contact") in client.get(forum.path("buyer")).text
    assert client.post(forum.path("contact"), data={"supplier_email": "y"}).status_code == 303
    pending = a_supplier(forum.edition, status=SupplierStatus.PENDING)[1]
    other_buyer = a_buyer(forum.edition, person=a_person()).person
    seen = {}
    for name, person in {"approved": forum.person, "pending": pending, "buyer": other_buyer}.items():
        sign_in(client, person)
        seen[name] = shown(client, forum, forum.buyer.company_id, buyer)
    assert seen == {"approved": (True, False), "pending": (False, False), "buyer": (False, False)}
    assert notice


@pytest.mark.both_engines
def test_of_a_suspended_supplier_nothing_is_shown_and_it_can_be_ended(
    client: FlaskClient, forum: Forum, notice: int
) -> None:
    """And it is shown again once the suspension is lifted, to whom it was, unless the person ended it meanwhile."""
    address, company_id = forum.path("contact"), forum.supplier.company_id
    choose = {"edition_id": forum.edition.id, "notice_id": notice, "by": forum.person.id, "now": forum.now}
    share_contact(forum.person.id, Side.BUYER, shows_email=True, shows_phone=False, **choose)
    seen = []
    for status in (SupplierStatus.SUSPENDED, SupplierStatus.APPROVED, SupplierStatus.SUSPENDED):
        with atomic():
            forum.supplier.status = status
        sign_in(client, person_of_buyer(forum))
        seen.append(shown(client, forum, company_id, forum.person))
    assert seen == [(False, False), (True, False), (False, False)]
    with pytest.raises(NoSuchAudience):
        share_contact(forum.person.id, Side.BUYER, shows_email=True, shows_phone=True, **choose)
    sign_in(client, forum.person)
    assert address in client.get(forum.path("supplier")).text
    page = client.get(address).text
    assert ('name="buyer_email"' in page, 'name="buyer_phone"' in page) == (True, False), "what is shown can be ended"
    assert client.post(address, data={"sent": "1"}).status_code == 303
    with atomic():
        forum.supplier.status = SupplierStatus.APPROVED
    sign_in(client, person_of_buyer(forum))
    assert shown(client, forum, company_id, forum.person) == (False, False)


def test_who_is_suspended_and_showed_nothing_reads_so(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    with atomic():
        forum.supplier.status = SupplierStatus.SUSPENDED
    sign_in(client, forum.person)
    assert forum.path("contact") in client.get(forum.path("supplier")).text
    page = client.get(forum.path("contact"))
    assert (page.status_code, "Hoy nadie ve sus datos" in page.text, 'name="buyer_' in page.text) == (
        200, True, False,
    )  # fmt: skip
    sign_in(client, coordinator)
    assert "Muestra el" not in client.get(forum.path(f"companies/{forum.supplier.company_id}")).text


def test_a_removed_buyer_can_still_end_it(client: FlaskClient, forum: Forum, notice: int) -> None:
    buyer = person_of_buyer(forum)
    choose = {"edition_id": forum.edition.id, "notice_id": notice, "by": buyer.id, "now": forum.now}
    share_contact(buyer.id, Side.SUPPLIER, shows_email=True, shows_phone=False, **choose)
    with atomic():
        forum.buyer.removed_at = forum.now
    sign_in(client, buyer)
    assert 'name="supplier_email"' in client.get(forum.path("contact")).text
    assert client.post(forum.path("contact"), data={"sent": "1"}).status_code == 303
    latest = session().scalars(select(ContactSharing).order_by(ContactSharing.id.desc())).first()
    assert latest is not None
    assert (latest.shows_email, latest.shows_phone) == (False, False)


def test_a_buyer_who_has_not_accepted_reads_nothing(client: FlaskClient, forum: Forum, notice: int) -> None:
    choose = {"edition_id": forum.edition.id, "notice_id": notice, "by": forum.person.id, "now": forum.now}
    share_contact(forum.person.id, Side.BUYER, shows_email=True, shows_phone=True, **choose)
    invited = a_buyer(forum.edition, person=a_person(), accepted_at=None).person
    sign_in(client, invited)
    assert shown(client, forum, forum.supplier.company_id, forum.person) == (False, False)


def test_nobody_chooses_for_others_nor_where_they_do_not_take_part(
    client: FlaskClient, forum: Forum, notice: int, coordinator: Person
) -> None:
    choose = {"edition_id": forum.edition.id, "notice_id": notice, "now": forum.now}
    boxes = {"shows_email": True, "shows_phone": False}
    with pytest.raises(NotTheirContact):
        share_contact(forum.person.id, Side.BUYER, by=coordinator.id, **boxes, **choose)
    with pytest.raises(NoSuchAudience):
        share_contact(forum.person.id, Side.SUPPLIER, by=forum.person.id, **boxes, **choose)
    share_contact(forum.person.id, Side.BUYER, by=forum.person.id, **boxes, **choose)
    sign_in(client, coordinator)
    assert client.get(forum.path("contact")).status_code == 404
    page = client.get(forum.path(f"companies/{forum.supplier.company_id}")).text
    assert "Muestra el correo a la otra parte." in page


def test_without_a_telephone_only_the_mail_can_be_shown(client: FlaskClient, forum: Forum) -> None:
    assert forum.person.phone is None
    sign_in(client, forum.person)
    page = client.get(forum.path("contact"))
    assert (page.status_code, "No tenemos su celular." in page.text) == (200, True)
    assert ('name="buyer_email"' in page.text, 'name="buyer_phone"' in page.text) == (True, False)
