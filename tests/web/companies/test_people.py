"""Colleagues: invited by a link that works once, for seven days; a company always has an administrator."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.companies import service
from forum.companies.enums import CompanyRole
from forum.companies.errors import AlreadyMember, InvitationOver, InvitedOften, LastAdmin
from forum.companies.models import Company, CompanyInvitation, Membership
from forum.companies.service.members import INVITATION_LASTS, MOST_OPEN_INVITATIONS
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.errors import NotFound
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, sign_in

NOW = utc_now()


@pytest.fixture
def company(app: Flask) -> Company:
    return a_company(name="MetalBajío")


@pytest.fixture
def admin(company: Company) -> Person:
    person = a_person(email="jefa@example.mx")
    a_membership(company, person)
    return person


def invited(company: Company, admin: Person, email: str = "ana@example.mx") -> CompanyInvitation:
    return service.invite_colleague(
        company.id, email=email, role=CompanyRole.MEMBER, edition_slug=an_edition().slug, by=admin.id, now=NOW
    )


def link_in(email: str) -> str:
    (link,) = re.findall(r"http://localhost(/\S+)", mails_to(email)[-1].text)
    return str(link)


def members(company: Company) -> list[tuple[int, CompanyRole]]:
    session().expire_all()
    rows = session().query(Membership).filter_by(company_id=company.id).order_by(Membership.id)
    return [(row.person_id, row.role) for row in rows]


def test_an_invitation_is_sent_and_accepted_and_the_administrator_is_notified(
    client: FlaskClient, company: Company, admin: Person
) -> None:
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    sign_in(client, admin)
    client.post(at, data={"email": "ANA@example.mx", "role": "member"})
    ana = a_person(email="ana@example.mx")
    browser = sign_in(client.application.test_client(), ana)
    link = link_in("ana@example.mx")
    assert "MetalBajío" in browser.get(link).text
    assert browser.post(link).status_code == 302
    assert members(company) == [(admin.id, CompanyRole.ADMIN), (ana.id, CompanyRole.MEMBER)]
    assert mails_to("jefa@example.mx")[-1].subject == f"{ana.full_name} ahora representa a MetalBajío"
    assert browser.get(link).status_code == 410


def test_a_stranger_accepts_with_their_name_and_is_mailed_a_sign_in_link(
    client: FlaskClient, company: Company, admin: Person
) -> None:
    invited(company, admin)
    link = link_in("ana@example.mx")
    assert client.post(link, data={"first_surname": "Ruiz"}).status_code == 422
    answer = client.post(link, data={"given_names": "Ana", "first_surname": "Ruiz"})
    assert answer.status_code == 302
    ana = session().query(Person).filter_by(email="ana@example.mx").one()
    assert members(company)[1] == (ana.id, CompanyRole.MEMBER)
    assert mails_to("ana@example.mx")[-1].subject == "Su enlace para entrar al foro"


@pytest.mark.parametrize("token", ["nonsense", "MTIz.nonsense"])
def test_a_forged_link_does_not_work(client: FlaskClient, token: str) -> None:
    assert client.get(f"/{an_edition().slug}/companies/invitations/{token}").status_code == 410


def test_a_link_lasts_seven_days(company: Company, admin: Person) -> None:
    invitation = invited(company, admin)
    with pytest.raises(InvitationOver):
        service.accept_invitation(invitation.id, person_id=a_person().id, edition_slug="x", now=NOW + timedelta(days=7))
    late = NOW + timedelta(days=7) - timedelta(seconds=1)
    service.accept_invitation(invitation.id, person_id=a_person().id, edition_slug="x", now=late)
    assert timedelta(days=7) == INVITATION_LASTS


def test_a_revoked_link_does_not_work(client: FlaskClient, company: Company, admin: Person) -> None:
    invitation = invited(company, admin)
    sign_in(client, admin)
    at = f"/{an_edition().slug}/companies/{company.id}"
    client.post(f"{at}/invitations/{invitation.id}/revocation")
    assert client.get(link_in("ana@example.mx")).status_code == 410
    assert "ana@example.mx" not in client.get(f"{at}/people").text


def test_a_new_invitation_revokes_the_old_one(company: Company, admin: Person) -> None:
    first, second = invited(company, admin), invited(company, admin)
    with pytest.raises(InvitationOver):
        service.accept_invitation(first.id, person_id=a_person().id, edition_slug="x", now=NOW)
    service.accept_invitation(second.id, person_id=a_person().id, edition_slug="x", now=NOW)


def test_a_member_is_not_invited(client: FlaskClient, company: Company, admin: Person) -> None:
    with pytest.raises(AlreadyMember):
        invited(company, admin, "jefa@example.mx")
    sign_in(client, admin)
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    answer = client.post(at, data={"email": "jefa@example.mx", "role": "member"})
    assert answer.status_code == 422
    assert "Esa persona ya es parte de la empresa." in answer.text


def test_open_invitations_are_limited(company: Company, admin: Person) -> None:
    for n in range(MOST_OPEN_INVITATIONS):
        invited(company, admin, f"p{n}@example.mx")
    with pytest.raises(InvitedOften):
        invited(company, admin)


def test_the_last_administrator_cannot_leave(client: FlaskClient, company: Company, admin: Person) -> None:
    (mine,) = session().query(Membership).filter_by(person_id=admin.id)
    with pytest.raises(LastAdmin):
        service.remove_member(mine.id, company_id=company.id, by=admin.id, now=NOW)
    with pytest.raises(LastAdmin):
        service.change_role(mine.id, company_id=company.id, role=CompanyRole.MEMBER, by=admin.id, now=NOW)
    sign_in(client, admin)
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    page = client.post(f"{at}/{mine.id}/removal", headers={"Referer": f"http://localhost{at}"}, follow_redirects=True)
    assert "La empresa necesita al menos un administrador" in page.text


@pytest.mark.both_engines
def test_roles_are_changed_and_members_leave(client: FlaskClient, company: Company, admin: Person) -> None:
    ana = a_person(email="ana@example.mx")
    hers = a_membership(company, ana, CompanyRole.MEMBER)
    sign_in(client, admin)
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    client.post(f"{at}/{hers.id}/role", data={"role": "admin"})
    assert members(company)[1] == (ana.id, CompanyRole.ADMIN)
    (mine,) = session().query(Membership).filter_by(person_id=admin.id)
    assert client.post(f"{at}/{mine.id}/removal").location == at.rsplit("/", 2)[0]
    assert members(company) == [(ana.id, CompanyRole.ADMIN)]


def test_a_removed_member_is_notified(company: Company, admin: Person) -> None:
    ana = a_person(email="ana@example.mx")
    hers = a_membership(company, ana, CompanyRole.MEMBER)
    service.remove_member(hers.id, company_id=company.id, by=admin.id, now=NOW)
    assert [letter.subject for letter in mails_to("ana@example.mx")] == ["Usted ya no representa a MetalBajío"]


def test_a_member_neither_invites_nor_removes(client: FlaskClient, company: Company, admin: Person) -> None:
    ana = a_person()
    a_membership(company, ana, CompanyRole.MEMBER)
    (boss,) = session().query(Membership).filter_by(person_id=admin.id)
    sign_in(client, ana)
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    answers = [
        client.post(at, data={"email": "x@example.mx", "role": "admin"}),
        client.post(f"{at}/{boss.id}/removal"),
        client.post(f"{at}/{boss.id}/role", data={"role": "member"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "Invitar a un colega" not in client.get(at).text


def test_another_companys_member_and_invitation_are_not_found(company: Company, admin: Person) -> None:
    other = a_company()
    theirs = a_membership(other, a_person())
    invitation = invited(other, a_person())
    with pytest.raises(NotFound):
        service.remove_member(theirs.id, company_id=company.id, by=admin.id, now=NOW)
    with pytest.raises(NotFound):
        service.revoke_invitation(invitation.id, company_id=company.id, by=admin.id, now=NOW)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same(
    client: FlaskClient, company: Company, admin: Person, statements: list[str], how_many: int
) -> None:
    for _ in range(how_many):
        a_membership(company, a_person(given_names="Ana"), CompanyRole.MEMBER)
    sign_in(client, admin)
    at = f"/{an_edition().slug}/companies/{company.id}/people"
    statements.clear()
    page = client.get(at)
    assert (page.text.count('class="table__main"'), len(statements)) == (how_many + 1, 6)


def test_a_member_who_accepts_again_is_redirected_to_the_company(
    client: FlaskClient, company: Company, admin: Person
) -> None:
    invited(company, admin)
    link = link_in("ana@example.mx")
    sign_in(client, admin)
    page = client.post(link, follow_redirects=True)
    assert "Usted ya representaba a MetalBajío." in page.text
    assert members(company) == [(admin.id, CompanyRole.ADMIN)]
