"""Whom a message reaches: the same people as the list it was written from, each once."""

from itertools import count

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.exhibitors.enums import ExhibitorStatus
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import SupplierStatus
from forum.messages.enums import Audience, MessageKind
from forum.messages.errors import NobodyToWriteTo
from forum.messages.models import MessageRecipient
from forum.messages.queries import Tally, count_audience, list_addressees, list_first
from forum.messages.rules import Wanted
from forum.messages.service import send_message
from forum.privacy.enums import Purpose
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import Wanted as WantedRegistrations
from forum.registration.queries import search_registrations
from tests.builders.companies import a_company, a_membership, an_ally, an_ally_code
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import a_draft, an_applicant, an_exhibitor, an_exhibitor_category, stands
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.messages import a_message
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, agreed

_number = count(1)
WORDS = ("Moldes", "Forjas", "Núñez", "Li")
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from(RegistrationStatus),
        st.integers(0, 1),
        st.sampled_from(["open", "open", "open", "closed", "no address"]),
    ),
    max_size=12,
)
FILTERS = st.tuples(
    st.sampled_from(["", "", "moldes", "nunez", "li", "nadie"]),
    st.sampled_from([None, *RegistrationStatus]),
    st.sampled_from([None, 0, 1]),
)


def reached(edition: Edition, audience: Audience, kind: MessageKind = MessageKind.NECESSARY) -> list[str]:
    found = list_addressees(edition.id, wanted=Wanted(audience=audience), kind=kind)
    return [str(each.email) for each in found]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, filters=FILTERS)
def test_who_is_on_a_list_of_the_desk_is_who_gets_the_message(
    app: Flask, people: list[tuple[str, RegistrationStatus, int, str]], filters: tuple[str, object, int | None]
) -> None:
    edition = an_edition()
    categories = [a_category(edition, code=code) for code in ("uno", "dos")]
    for word, status, place, account in people:
        person = a_person(
            email=None if account == "no address" else f"p{next(_number)}@example.mx",
            disabled_at=utc_now() if account == "closed" else None,
        )
        a_registration(categories[place], person, organisation=f"{word} SA", status=status)
    text, status, place = filters
    category_id = None if place is None else categories[place].id
    listed = WantedRegistrations(text=text, status=status, category_id=category_id)  # type: ignore[arg-type]
    rows, more, number = search_registrations(edition.id, wanted=listed)
    on_list = set(
        session().scalars(
            select(Person.id)
            .join(Registration, Registration.person_id == Person.id)
            .where(Registration.id.in_([row.id for row in rows]), Person.email.is_not(None))
            .where(Person.disabled_at.is_(None))
        )
    )
    wanted = Wanted(text=text, status=status, category_id=category_id)  # type: ignore[arg-type]
    assert more is None
    assert count_audience(edition.id, wanted=wanted) == Tally(found=number, necessary=len(on_list), voluntary=0)
    message = a_message(edition, wanted=wanted)
    if not on_list:
        with pytest.raises(NobodyToWriteTo):
            send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
        return
    assert send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now()) == len(on_list)
    sent = select(MessageRecipient.person_id).where(MessageRecipient.message_id == message.id)
    assert sorted(session().scalars(sent)) == sorted(on_list)
    mailed = select(Person.id).join(OutgoingMail, OutgoingMail.to_email == Person.email)
    assert sorted(session().scalars(mailed.where(OutgoingMail.batch == message.batch))) == sorted(on_list)


def test_buyers_who_have_not_answered_are_reminded(app: Flask) -> None:
    edition = an_edition()
    waits, active, removed = (a_person(email=f"{name}@example.mx") for name in ("waits", "active", "removed"))
    a_buyer(edition, person=waits, accepted_at=None)
    a_buyer(edition, person=active)
    a_buyer(edition, person=removed, accepted_at=None, removed_at=utc_now())
    a_buyer(an_edition(), accepted_at=None)
    assert reached(edition, Audience.BUYERS_INVITED) == ["waits@example.mx"]
    assert reached(edition, Audience.BUYERS_ACTIVE) == ["active@example.mx"]


def test_suppliers_are_written_to_by_what_they_did(app: Flask) -> None:
    edition = an_edition()
    attendee_categories(edition)
    asks, silent, pending = (a_person(email=f"{name}@example.mx") for name in ("asks", "silent", "pending"))
    supplier, _ = a_supplier(edition, person=asks)
    a_supplier(edition, person=silent)
    a_supplier(edition, person=pending, status=SupplierStatus.PENDING)
    a_request(a_requirement(a_buyer(edition)), supplier, asks)
    assert reached(edition, Audience.SUPPLIERS_APPROVED) == ["asks@example.mx", "silent@example.mx"]
    assert reached(edition, Audience.SUPPLIERS_PENDING) == ["pending@example.mx"]
    assert reached(edition, Audience.SUPPLIERS_WITHOUT_REQUEST) == ["silent@example.mx"]


def test_who_represents_two_companies_is_written_to_once(app: Flask) -> None:
    edition, person = an_edition(), a_person()
    for name in ("Moldes", "Forjas"):
        company = a_company(name=name)
        a_supplier(edition, company, person=person)
        a_membership(company, a_person())
    wanted = Wanted(audience=Audience.SUPPLIERS_APPROVED)
    people = list_addressees(edition.id, wanted=wanted, kind=MessageKind.NECESSARY)
    assert (people[0].id == person.id, people[0].company) == (True, "Forjas")
    assert len(people) == len({each.id for each in people}) == 3
    assert count_audience(edition.id, wanted=wanted).necessary == 3


def test_exhibitors_are_written_to_by_their_status(app: Flask) -> None:
    edition = an_edition()
    an_exhibitor_category(edition)
    places = stands(edition)
    draft, applied, approved = a_draft(edition), an_applicant(edition, places[0]), an_exhibitor(edition, places[1])
    assert approved.exhibitor.status is ExhibitorStatus.APPROVED
    assert reached(edition, Audience.EXHIBITORS_DRAFT) == [draft.person.email]
    assert reached(edition, Audience.EXHIBITORS_SUBMITTED) == [applied.person.email]
    assert reached(edition, Audience.EXHIBITORS_APPROVED) == [approved.person.email]


def test_those_of_an_allys_code(app: Flask) -> None:
    category = a_category(an_edition())
    ally = an_ally()
    theirs = a_registration(category, ally_code_id=an_ally_code(ally).id)
    a_registration(category, ally_code_id=an_ally_code(an_ally("Canacintra")).id)
    a_registration(category)
    found = list_addressees(category.edition_id, wanted=Wanted(ally_id=ally.id), kind=MessageKind.NECESSARY)
    assert [each.id for each in found] == [theirs.person_id]


def test_a_category_that_is_gone_is_nobody(app: Flask) -> None:
    category = a_category(an_edition())
    a_registration(category)
    wanted = Wanted(category_id=category.id + 99)
    assert count_audience(category.edition_id, wanted=wanted) == Tally(found=0, necessary=0, voluntary=0)


def test_news_are_for_those_whose_last_answer_is_yes(app: Flask) -> None:
    category, notice = a_category(an_edition()), a_notice()
    answers = {"never": [], "yes": [True], "no": [False], "left": [True, False], "back": [True, False, True]}
    for name, given_answers in answers.items():
        person = a_person(email=f"{name}@example.mx", given_names=name)
        a_registration(category, person)
        for answer in given_answers:
            agreed(person.id, notice.id, {Purpose.NEWS: answer}, utc_now())
    edition = session().get_one(Edition, category.edition_id)
    assert reached(edition, Audience.REGISTRATIONS, MessageKind.VOLUNTARY) == ["yes@example.mx", "back@example.mx"]
    assert count_audience(edition.id, wanted=Wanted()) == Tally(found=5, necessary=5, voluntary=2)
    first = list_first(edition.id, wanted=Wanted(), kind=MessageKind.VOLUNTARY)
    assert [each.given_names for each in first] == ["back", "yes"]
