"""Leaving a company asks what becomes of the staff badge it gave: two rights, neither ends in silence."""

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.companies.models import Membership
from forum.core.clock import utc_now
from forum.core.database import atomic, locked, session
from forum.editions.models import Edition
from forum.exhibitors import service as exhibitors
from forum.exhibitors.models import StaffMember
from forum.exhibitors.queries.applications import staff_badges_of
from forum.registration.enums import Canceller
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from tests.builders.checkin import a_gate, an_entry
from tests.builders.companies import a_membership
from tests.builders.editions import an_edition
from tests.builders.exhibitors import Applicant, an_exhibitor, an_exhibitor_category, stands
from tests.builders.people import a_person, sign_in

EMAIL = "ana@example.mx"


@pytest.fixture
def applicant(app: Flask) -> Applicant:
    edition = an_edition(slug="foro", name="Foro 2027")
    an_exhibitor_category(edition)
    return an_exhibitor(edition, stands(edition, 1)[0])


@pytest.fixture
def ana(applicant: Applicant) -> Membership:
    """A colleague with a badge of the stand."""
    person = a_person(email=EMAIL)
    membership = a_membership(applicant.company, person, CompanyRole.MEMBER)
    colleague = exhibitors.Colleague(name=person.name, email=EMAIL, position="Ventas", language="es")
    exhibitors.add_staff(applicant.exhibitor.id, colleague=colleague, by=applicant.person.id, now=utc_now())
    return membership


def address(membership: Membership) -> str:
    return f"/foro/companies/{membership.company_id}/people/{membership.id}/removal"


def outcome(membership: Membership) -> tuple[bool, int, S]:
    """Whether they still act for the company, the staff badges of the stand, and their registration."""
    acts = session().scalar(select(Membership.id).where(Membership.id == membership.id)) is not None
    registration = session().scalars(select(Registration).execution_options(populate_existing=True)).one()
    return acts, session().query(StaffMember).count(), registration.status


def test_the_page_asks_and_assumes_no_answer(client: FlaskClient, applicant: Applicant, ana: Membership) -> None:
    sign_in(client, applicant.person)
    page = client.get(address(ana)).text
    assert "gafete del stand de la empresa en: Foro 2027" in page
    answer = client.post(address(ana))
    assert (answer.status_code, outcome(ana)) == (422, (True, 1, S.APPROVED))
    assert "Elija qué pasa con el gafete." in answer.text


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("choice", "left"), [("keep", (1, S.APPROVED, None)), ("take", (0, S.CANCELLED, Canceller.COMPANY))]
)
def test_what_was_chosen_happens(
    client: FlaskClient, applicant: Applicant, ana: Membership, choice: str, left: tuple[int, S, Canceller | None]
) -> None:
    sign_in(client, applicant.person)
    client.post(address(ana), data={"badges": choice})
    canceller = session().scalars(select(Registration.canceller)).one()
    assert (*outcome(ana), canceller) == (False, *left)


def test_who_leaves_is_asked_too(client: FlaskClient, applicant: Applicant, ana: Membership) -> None:
    sign_in(client, session().get_one(Person, ana.person_id))
    assert "Su gafete de expositor" in client.get(address(ana)).text
    assert client.post(address(ana), data={"badges": "take"}).location == "/foro/companies"
    assert outcome(ana) == (False, 0, S.CANCELLED)


def test_a_badge_somebody_entered_with_stays(client: FlaskClient, applicant: Applicant, ana: Membership) -> None:
    edition = session().get_one(Edition, applicant.exhibitor.edition_id)
    an_entry(session().scalars(select(Registration)).one(), a_gate(edition))
    sign_in(client, applicant.person)
    answer = client.post(address(ana), data={"badges": "take"})
    assert (answer.status_code, outcome(ana)) == (422, (True, 1, S.APPROVED))
    assert "ya entró con su gafete" in answer.text


def test_a_badge_of_a_forum_that_is_over_is_not_asked_about(
    client: FlaskClient, applicant: Applicant, ana: Membership
) -> None:
    with atomic():
        edition = locked(Edition, applicant.exhibitor.edition_id)
        edition.starts_on = edition.ends_on = (utc_now() - timedelta(days=9)).date()
    sign_in(client, applicant.person)
    assert "Su gafete de expositor" not in client.get(address(ana)).text
    client.post(address(ana))
    assert outcome(ana) == (False, 1, S.APPROVED)


@pytest.mark.parametrize(("hour", "badges"), [(1, ["Foro 2027"]), (7, [])])
def test_the_last_day_ends_at_midnight_of_the_forum(
    applicant: Applicant, ana: Membership, hour: int, badges: list[str]
) -> None:
    """At 01:00 in London it is still the evening of the last day in León."""
    edition = session().get_one(Edition, applicant.exhibitor.edition_id)
    now = datetime.combine(edition.ends_on + timedelta(days=1), time(hour), tzinfo=UTC)
    assert staff_badges_of(ana.person_id, company_id=ana.company_id, now=now) == badges


def test_a_member_does_not_open_the_question_about_another(
    client: FlaskClient, applicant: Applicant, ana: Membership
) -> None:
    sign_in(client, session().get_one(Person, ana.person_id))
    boss = session().scalars(select(Membership).where(Membership.person_id == applicant.person.id)).one()
    assert client.get(address(boss)).status_code == 403
    sign_in(client, a_person())
    assert client.get(address(ana)).status_code == 404
