"""What who represents an ally sees of its members, and what nobody else does."""

from flask.testing import FlaskClient

from forum.companies.models import Company
from forum.core.database import session
from tests.builders.agendas import Desk
from tests.builders.companies import a_claim, a_company, a_representative, an_affiliation, an_ally, an_ally_code
from tests.builders.editions import an_edition
from tests.builders.exhibitors import an_exhibitor, an_exhibitor_category, stands
from tests.builders.people import a_person, sign_in


def test_a_representative_sees_figures_of_members_and_no_person(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally("Cámara")
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    an_exhibitor_category(edition)
    applicant = an_exhibitor(edition, stands(edition)[0])
    companies = [session_company(meeting.company_id), applicant.company, a_company(rfc="GODE561231GR8", name="Taller")]
    for company in companies:
        an_affiliation(ally, company)
    code = an_ally_code(ally, edition_id=edition.id, benefit="10 % en el stand")
    claim = a_claim(ally, a_company(name="Pide entrar"))
    other = an_ally("Otra")
    a_representative(ally, person := a_person())
    sign_in(client, person)
    page = f"/{edition.slug}/partner/{ally.id}"
    assert client.get(f"/{edition.slug}/partner").location == page
    shown = client.get(page).text
    assert (code.code in shown, "10 % en el stand" in shown, "Pide entrar" in shown) == (True, True, True)
    assert applicant.person.email not in shown
    lines = client.get(f"{page}/members.csv").text.splitlines()
    assert len(lines) == 4
    assert "GODE561231GR8" not in "".join(lines)
    assert client.get(f"{page}/members.xlsx").status_code == 200
    assert client.post(f"{page}/claims/{claim.id}", data={"accepts": "yes"}).status_code == 302
    assert len(client.get(f"{page}/members.csv").text.splitlines()) == 5
    assert client.get(f"/{edition.slug}/partner/{other.id}").status_code == 404
    sign_in(client, a_person())
    for path in (page, f"{page}/members.csv", f"/{edition.slug}/partner"):
        assert client.get(path).status_code == 404
    assert client.post(f"{page}/claims/{claim.id}").status_code == 404


def session_company(company_id: int) -> Company:
    """A company by its id."""
    return session().get_one(Company, company_id)
