"""Two registrations of one person become one: seen before, decided, traced."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.errors import AccountMerged
from forum.accounts.models import Person, RoleGrant, SignInSession
from forum.accounts.queries import find_person_by_email
from forum.accounts.service import reopen_account, request_link
from forum.badges.enums import RevokedFor
from forum.checkin.models import Entry
from forum.companies.enums import CompanyRole
from forum.companies.models import Membership
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.editions.models import Category, Edition
from forum.meetings.models import Meeting, PersonSeat
from forum.people.errors import BothMeet, OneAccountClosed, OpensMore, OtherStands, OwnAccountGoes
from forum.people.models import PersonMerge
from forum.people.service import Merger, merge
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.rules import Reach
from forum.registration.service import register, send_link
from tests.builders.agendas import Desk
from tests.builders.badges import a_badge_for, a_desk_clerk
from tests.builders.checkin import a_gate, a_refused_scan, an_entry
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.meetings import attendee_categories
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_note, a_notice, a_registration, an_applicant, link_of

PAIRS = "/foro/people/pairs"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition, quota=10)


def again(row: object) -> object:
    session().refresh(row)
    return row


def merged(kept: Registration, goes: Registration, allowed: Reach = Reach.BEYOND, by: int | None = None) -> None:
    merger = Merger(edition_id=kept.edition_id, by=by or a_person().id, allowed=allowed)
    merge(kept.id, goes.id, merger=merger, now=utc_now())


def refused(kept: Registration, goes: Registration, **how: object) -> type[Refusal] | None:
    try:
        merged(kept, goes, **how)  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal)
    return None


def twice(category: Category) -> tuple[Registration, Registration]:
    """One person who registered with two addresses; the second has a phone."""
    first = a_person(email="eva@example.mx", given_names="Eva", first_surname="Luna", second_surname=None)
    second = a_person(
        email="eva.luna@example.com", given_names="Eva", first_surname="Luna", second_surname=None,
        phone="+524771234567", password_hash="x",
    )  # fmt: skip
    return a_registration(category, first), a_registration(category, second)


@pytest.mark.both_engines
def test_likely_pairs_are_listed(client: FlaskClient, category: Category, edition: Edition) -> None:
    first, second = twice(category)
    a_registration(category, organisation="Moldes")
    an_organiser(client, edition)
    page = client.get(PAIRS)
    assert page.status_code == 200
    assert f"/foro/people/{first.id}/merge?other={second.id}" in page.text
    assert page.text.count("Misma organización") == 1


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_four_statements(
    client: FlaskClient, edition: Edition, category: Category, statements: list[str], how_many: int
) -> None:
    an_organiser(client, edition)
    for number in range(how_many):
        for _ in range(2):
            a_registration(category, a_person(given_names=f"Eva{'a' * number}"))
    statements.clear()
    assert client.get(PAIRS).text.count("Comparar</span>") == how_many
    assert len(statements) == 4


@pytest.mark.both_engines
def test_the_preview_says_what_stays_what_moves_and_changes_nothing(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    first, second = twice(category)
    a_badge_for(second)
    a_note(second.id, by=first.person_id)
    an_organiser(client, edition)
    page = client.get(f"/foro/people/{first.id}/merge?other={second.id}")
    assert page.status_code == 200
    for said in ("eva@example.mx", "eva.luna@example.com", "477 123 4567", "Gafetes", "Notas", "Unir registros"):
        assert said in page.text
    assert session().scalars(select(PersonMerge)).all() == []


@pytest.mark.both_engines
def test_all_becomes_one(client: FlaskClient, edition: Edition, category: Category) -> None:
    first, second = twice(category)
    kept_badge, badge = a_badge_for(first), a_badge_for(second)
    gate = a_gate(edition)
    a_refused_scan(badge, gate)
    an_entry(second, gate)
    note = a_note(second.id, by=first.person_id)
    organiser = an_organiser(client)
    answer = client.post(f"/foro/people/{first.id}/merge", data={"other": second.id})
    assert (answer.status_code, answer.location) == (303, f"/foro/registrations/{first.id}")
    again(second), again(badge), again(note), again(kept_badge), again(category)
    assert (second.status, second.merged_into_id) == (S.CANCELLED, first.id)
    assert (badge.registration_id, badge.revoked_for) == (first.id, RevokedFor.REISSUED)
    assert kept_badge.revoked_at is None
    assert note.registration_id == first.id
    assert category.places_taken == 1
    assert session().scalars(select(Entry.registration_id)).all() == [first.id]
    person, gone = session().get_one(Person, first.person_id), session().get_one(Person, second.person_id)
    again(person), again(gone)
    assert (person.email, person.phone) == ("eva@example.mx", "+524771234567")
    assert (gone.merged_into_id, gone.password_hash, gone.disabled_at is None) == (person.id, None, False)
    trace = session().scalars(select(PersonMerge)).one()
    assert (trace.kept_id, trace.merged_id, trace.by_id) == (person.id, gone.id, organiser.id)
    assert trace.merged_email == "eva.luna@example.com"
    assert trace.fields["phone"] == ["", "+524771234567", "+524771234567"]
    assert trace.moved["badge.registration_id"] == 1
    page = client.get(f"/foro/registrations/{first.id}/history").text
    assert "Se unió con otra cuenta de la misma persona" in page
    assert "Puertas" in page


def test_links_and_the_desk_lead_to_the_one_that_stays(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    first, second = twice(category)
    a_badge_for(first)
    merged(first, second)
    page = client.get(link_of(second))
    assert (page.status_code, "Eva Luna" in page.text) == (200, True)
    assert client.get(f"{link_of(second)}/badge").status_code == 200
    an_organiser(client, edition)
    answer = client.get(f"/foro/registrations/{second.id}")
    assert answer.location == f"/foro/registrations/{first.id}"
    assert client.get("/foro/registrations").text.count("Eva Luna</a>") == 1
    assert client.post(f"/foro/registrations/{second.id}/approval").status_code == 404


def test_the_account_that_goes_opens_nothing(client: FlaskClient, edition: Edition, category: Category) -> None:
    first, second = twice(category)
    sign_in(client, session().get_one(Person, second.person_id))
    merged(first, second)
    assert client.get("/account").location.startswith("/sign-in")
    ended = session().scalars(select(SignInSession.revoked_at).where(SignInSession.person_id == second.person_id))
    assert None not in ended.all()
    with pytest.raises(AccountMerged):
        reopen_account(second.person_id, reason="", by=first.person_id, now=utc_now())
    known = find_person_by_email("eva.luna@example.com")
    assert known is not None
    assert known.id == first.person_id
    request_link("eva.luna@example.com", next_path=None, now=utc_now())
    assert [mail.to_email for mail in mails_to("eva@example.mx")][-1:] == ["eva@example.mx"]
    assert mails_to("eva.luna@example.com") == []


def test_a_link_of_the_account_that_goes_promises_no_mail(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    first, second = twice(category)
    request_link("eva.luna@example.com", next_path=None, now=utc_now())
    sent = re.search(r"http://localhost(/sign-in/link/\S+)", mails_to("eva.luna@example.com")[-1].text)
    assert sent is not None
    merged(first, second)
    page = client.get(sent[1])
    assert (page.status_code, "renewal" in page.text, "/sign-in" in page.text) == (410, False, True)
    assert client.post(f"{sent[1]}/renewal").status_code == 410


def test_who_registers_with_the_other_address_is_registered_already(edition: Edition, category: Category) -> None:
    first, second = twice(category)
    merged(first, second)
    notice = a_notice()
    outcome = register(
        edition.id,
        category_id=category.id,
        applicant=an_applicant(notice, email="eva.luna@example.com"),
        now=utc_now(),
    )
    assert outcome.registration_id == first.id
    send_link(edition.id, email="eva.luna@example.com", now=utc_now())
    assert len(mails_to("eva@example.mx")) == 2


@pytest.mark.both_engines
def test_roles_and_companies_move_once(edition: Edition, category: Category) -> None:
    first, second = twice(category)
    people = [session().get_one(Person, each.person_id) for each in (first, second)]
    shared, own = a_company(name="Forjas"), a_company(name="Moldes")
    for person in people:
        a_role(person, Role.GATE_STEWARD, edition)
    a_role(people[1], Role.ORGANISER)
    a_membership(shared, people[0], role=CompanyRole.MEMBER)
    a_membership(shared, people[1], role=CompanyRole.ADMIN)
    a_membership(own, people[1], role=CompanyRole.ADMIN)
    merged(first, second)
    grants = session().execute(select(RoleGrant.person_id, RoleGrant.role).order_by(RoleGrant.role)).tuples().all()
    assert sorted(grants) == sorted([(people[0].id, Role.GATE_STEWARD), (people[0].id, Role.ORGANISER)])
    members = session().execute(select(Membership.company_id, Membership.person_id, Membership.role)).tuples().all()
    assert sorted(members) == [
        (shared.id, people[0].id, CompanyRole.ADMIN),
        (own.id, people[0].id, CompanyRole.ADMIN),
    ]


@pytest.mark.both_engines
def test_meetings_move_with_their_seats(edition: Edition) -> None:
    attendee_categories(edition)
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    category = a_category(edition)
    goes = session().scalars(select(Registration).where(Registration.person_id == meeting.person_id)).one_or_none()
    goes = goes or a_registration(category, session().get_one(Person, meeting.person_id))
    kind = session().get_one(Category, goes.category_id)
    kept = a_registration(kind)
    merged(kept, goes)
    assert session().get_one(Meeting, meeting.id, populate_existing=True).person_id == kept.person_id
    assert session().scalars(select(PersonSeat).where(PersonSeat.person_id == goes.person_id)).all() == []


@pytest.mark.both_engines
def test_two_meetings_at_one_hour_are_refused_and_nothing_changes(edition: Edition) -> None:
    attendee_categories(edition)
    desk, other = Desk(edition), Desk(edition, hall_name="Otro salón")
    one, two = desk.meet(desk.slots[0]), other.meet(other.slots[0], supplier="Moldes")
    category = a_category(edition)
    here = []
    for meeting in (one, two):
        theirs = session().scalars(select(Registration).where(Registration.person_id == meeting.person_id))
        here.append(theirs.one_or_none() or a_registration(category, session().get_one(Person, meeting.person_id)))
    assert refused(here[0], here[1]) is BothMeet
    assert session().get_one(Meeting, two.id, populate_existing=True).person_id == here[1].person_id


def test_what_is_not_theirs_to_give_is_refused(client: FlaskClient, edition: Edition, category: Category) -> None:
    first, second = twice(category)
    gone = session().get_one(Person, second.person_id)
    assert refused(first, second, by=gone.id) is OwnAccountGoes
    a_membership(a_company(), gone)
    assert refused(first, second, allowed=Reach.ROLE_HERE) is OpensMore
    an_organiser(client, edition)
    page = client.get(f"/foro/people/{first.id}/merge?other={second.id}")
    assert "Así no se pueden unir" in page.text
    assert client.post(f"/foro/people/{first.id}/merge", data={"other": second.id}).status_code == 422
    with atomic():
        session().get_one(Person, first.person_id).disabled_at = utc_now() - timedelta(days=1)
    assert refused(first, second) is OneAccountClosed


def test_the_approved_one_stays(category: Category) -> None:
    pending = a_registration(category, status=S.PENDING)
    approved = a_registration(category)
    assert refused(pending, approved) is OtherStands
    assert refused(approved, pending) is None


def test_the_other_one_is_looked_for_by_name(client: FlaskClient, edition: Edition, category: Category) -> None:
    first = a_registration(category)
    other = a_registration(category, a_person(given_names="Ximena"), organisation="Otra")
    an_organiser(client, edition)
    assert f"/foro/people/{first.id}/merge" in client.get(f"/foro/registrations/{first.id}").text
    page = client.get(f"/foro/people/{first.id}/merge?q=ximena")
    assert f"/foro/people/{first.id}/merge?other={other.id}" in page.text


def test_the_desk_does_not_merge(client: FlaskClient, edition: Edition, category: Category) -> None:
    first, second = twice(category)
    a_desk_clerk(client, edition)
    assert client.get(PAIRS).status_code == 403
    assert client.post(f"/foro/people/{first.id}/merge", data={"other": second.id}).status_code == 403
    assert "/people/" not in client.get(f"/foro/registrations/{first.id}").text


@pytest.mark.both_engines
def test_in_two_editions_each_pair_becomes_one(edition: Edition, category: Category) -> None:
    first, second = twice(category)
    elsewhere = a_category(an_edition(slug="antes", ordinal=11))
    people = [session().get_one(Person, each.person_id) for each in (first, second)]
    there = [a_registration(elsewhere, person) for person in people]
    alone = a_registration(a_category(an_edition(slug="primero", ordinal=10)), people[1])
    merged(first, second)
    again(there[1]), again(alone)
    assert there[1].merged_into_id == there[0].id
    assert (alone.person_id, alone.merged_into_id) == (people[0].id, None)
