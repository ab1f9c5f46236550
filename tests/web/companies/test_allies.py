"""An ally's page, members, representatives; how a company comes to belong to it."""

import io

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.companies.enums import CompanyRole
from forum.companies.models import Affiliation, AffiliationClaim, AllyRepresentative, CompanyCode, CompanyEvent
from forum.core.clock import utc_now
from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.privacy.service import ensure_notice
from tests.builders.companies import a_company, a_membership, an_affiliation, an_ally, an_ally_code
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser, sign_in
from tests.web.companies.test_logos import picture


def kinds_of(company_id: int) -> list[str]:
    events = select(CompanyEvent.kind).where(CompanyEvent.company_id == company_id).order_by(CompanyEvent.id)
    return list(session().scalars(events))


def test_an_organiser_writes_the_page_of_an_ally_which_everybody_reads_in_both_languages(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally("Cámara del Bajío")
    an_organiser(client, edition)
    page = f"/{edition.slug}/allies/{ally.id}/edit"
    assert client.get(f"/{edition.slug}/partners/{ally.slug}").status_code == 404
    sent = {
        "name": "Cámara del Bajío",
        "about_es": "Reúne a industriales.",
        "about_en": "Brings manufacturers together.",
        "website": "https://camara.example.mx",
        "is_public": "y",
        "logo": (io.BytesIO(picture("PNG")), "logo.png"),
    }
    assert client.post(page, data=sent).status_code == 302
    assert client.post(page, data={**sent, "logo": (io.BytesIO(b"<svg/>"), "x.svg")}).status_code == 422
    client.post("/sign-out")
    public = f"/{edition.slug}/partners/{ally.slug}"
    assert "Reúne a industriales." in client.get(public).text
    client.get("/language/en")
    assert "Brings manufacturers together." in client.get(public).text
    assert public in client.get(f"/{edition.slug}/partners").text
    logo = client.get(f"{public}/logo.png")
    assert (logo.status_code, logo.mimetype) == (200, "image/png")
    assert f"/{edition.slug}/partners" in client.get(f"/{edition.slug}/").text


def test_members_come_by_rfc_by_code_and_by_asking(client: FlaskClient) -> None:
    edition, ally, other = an_edition(), an_ally("Cámara"), an_ally("Municipio")
    company, known = a_company(), a_company(rfc="MAB9307148T4")
    a_membership(company, admin := a_person())
    open_to_all = an_ally_code(other, edition_id=edition.id, benefit="10 % en el stand")
    sign_in(client, admin)
    page = f"/{edition.slug}/companies/{company.id}/allies"
    assert "Elija un aliado o escriba" in client.post(page, data={"ally": "0"}).text
    assert client.post(page, data={"ally": str(ally.id)}).status_code == 302
    assert "ya pidió esta afiliación" in client.post(page, data={"ally": str(ally.id)}).text
    assert "10 % en el stand" in client.post(page, data={"ally_code": open_to_all.code}, follow_redirects=True).text
    assert "ya usó el código" in client.post(page, data={"ally_code": open_to_all.code}).text
    assert session().scalars(select(Affiliation)).all() == []
    an_organiser(client, edition)
    members = f"/{edition.slug}/allies/{ally.id}/members"
    assert company.name in client.get(members).text
    claims = {each.ally_id: each.id for each in session().scalars(select(AffiliationClaim))}
    claim = f"/{edition.slug}/allies/{ally.id}/claims/{claims[ally.id]}"
    assert client.post(claim, data={"accepts": "yes"}).status_code == 302
    assert f"{company.name} ya cuenta entre los afiliados de Cámara" in mails_to(admin.email)[-1].subject
    assert "ya respondió" in client.post(claim, data={"accepts": "no"}, follow_redirects=True).text
    assert client.post(f"{claim[: claim.rindex('/')]}/{claims[other.id]}").status_code == 404
    assert client.post(members, data={"rfc": "mab 930714 8t4"}).status_code == 302
    assert "ya está afiliada" in client.post(members, data={"rfc": "MAB9307148T4"}).text
    assert "Ninguna empresa registrada" in client.post(members, data={"rfc": "GODE561231GR8"}).text
    belong = {each.company_id: each.id for each in session().scalars(select(Affiliation))}
    assert set(belong) == {company.id, known.id}
    assert client.post(f"{members}/{belong[known.id]}/removal").status_code == 302
    assert kinds_of(known.id) == ["affiliated", "affiliation_ended"]
    assert kinds_of(company.id) == ["affiliation_asked", "code_used", "affiliation_asked", "affiliated"]


def test_a_code_only_members_have_affiliates_at_once_also_on_the_form_of_a_new_company(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally()
    code = an_ally_code(ally, edition_id=edition.id, affiliates=True, cap=1)
    ensure_notice(utc_now())
    form = {
        "aim": "meetings", "rfc": "GODE561231GR8", "legal_name": "Troqueles", "sector": "empresa",
        "activity": "industria", "ally_code": "NADA", "given_names": "Eva", "first_surname": "Luna",
        "email": "eva@example.mx", "phone": "477 123 4567", "notice": "y",
    }  # fmt: skip
    address = f"/{edition.slug}/companies/new"
    assert client.post(address, data=form).status_code == 422
    assert client.post(address, data={**form, "ally_code": code.code.lower()}).status_code == 302
    affiliation, given = session().scalars(select(Affiliation)).one(), session().scalars(select(CompanyCode)).one()
    assert (affiliation.ally_id, given.code_id, given.company_id) == (ally.id, code.id, affiliation.company_id)
    assert client.post(address, data={**form, "ally_code": code.code}).status_code == 422


def test_only_administrators_change_memberships(client: FlaskClient) -> None:
    edition, company, ally = an_edition(), a_company(), an_ally()
    belongs = an_affiliation(ally, company)
    a_membership(company, a_person())
    a_membership(company, colleague := a_person(), CompanyRole.MEMBER)
    sign_in(client, colleague)
    page = f"/{edition.slug}/companies/{company.id}/allies"
    assert ally.name in client.get(page).text
    assert client.post(page, data={"ally": str(ally.id)}).status_code == 403
    assert client.post(f"{page}/{belongs.id}/removal").status_code == 403


def test_a_representative_is_invited_by_mail_once(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally()
    an_organiser(client, edition)
    page = f"/{edition.slug}/allies/{ally.id}/representatives"
    form = {"given_names": "Eva", "first_surname": "Luna", "email": "Eva@Example.mx", "language": "es"}
    assert client.post(page, data=form).status_code == 302
    assert "ya representa a este aliado" in client.post(page, data=form).text
    mail = session().scalars(select(OutgoingMail)).one()
    assert (mail.to_email, mail.message, mail.edition_id) == (
        "eva@example.mx",
        "companies/ally_invitation",
        edition.id,
    )
    row = session().scalars(select(AllyRepresentative)).one()
    assert client.post(f"{page}/{row.id}/removal").status_code == 302
    assert session().scalars(select(AllyRepresentative)).all() == []
