"""The report by committee, by sector and size of suppliers, by ally and size: each company once, each in its place."""

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant
from forum.companies.enums import Sector, Stratum
from forum.companies.models import CompanyCode
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.matchmaking.models import Requirement
from forum.meetings.models import MeetingRequest
from forum.reports.context import committee_report_of, report_of
from tests.builders.agendas import Desk
from tests.builders.companies import a_company, an_affiliation, an_ally, an_ally_code
from tests.builders.editions import an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, an_organiser


def test_committees_sectors_and_strata_are_broken_down(client: FlaskClient) -> None:
    edition = an_edition()
    desk = Desk(edition)
    first = desk.meet(desk.slots[0])
    school = a_company(rfc="SAT970701NN3", sector=Sector.ACADEMIA)
    supplier, person = a_supplier(edition, school)
    a_request(a_requirement(desk.buyer, committee="Compras"), supplier, person)
    with atomic():
        met = session().get_one(MeetingRequest, first.request_id)
        session().get_one(Requirement, met.requirement_id).committee = "Compras"
        brought = an_ally("Cámara")
    code = an_ally_code(brought, edition_id=edition.id)
    for ally in (brought, an_ally("Municipio")):
        an_affiliation(ally, school)
    small = a_company(rfc="MAB9307148T4", stratum=Stratum.MICRO)
    a_supplier(edition, small)
    an_affiliation(brought, small)
    with atomic() as current:
        current.add(CompanyCode(company_id=small.id, edition_id=edition.id, code_id=code.id, used_at=utc_now()))
    an_organiser(client, edition)
    grant = a_role(a_person(), Role.COORDINATOR, edition)
    address = f"/{edition.slug}/team/{grant.id}/committee"
    assert client.post(address, data={"committee": "Compras"}).status_code == 302
    assert session().scalars(select(RoleGrant.committee).where(RoleGrant.id == grant.id)).one() == "Compras"
    with client.application.test_request_context(f"/{edition.slug}/report"):
        found = {part.title: {line.label: list(line.values) for line in part.lines}
                 for part in report_of(edition, now=utc_now())}  # fmt: skip
        only = committee_report_of(edition, "Compras")
    assert found["Por comité"]["Compras"] == [1, 2, 2, 1]
    assert found["Por comité"]["Capital Humano"] == [0, 0, 0, 0]
    meetings = found["Citas por sector y estrato del proveedor"]
    assert (meetings["Empresa"], meetings["Academia"], meetings["Total"]) == ([1, 1, 1], [1, 1, 0], [2, 2, 1])
    allies = found["Afiliados por sector y estrato"]
    assert allies["Cámara"] == [2, 1, 1, 0, 1, 0, 0, 0, 0, 1]
    assert allies["Municipio"] == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert allies["Total sin repetir"] == [2, 1, 1, 0, 1, 0, 0, 0, 0, 1]
    assert [list(line.values) for line in only[0].lines] == [[1, 2, 2, 1]]
    client.get("/language/en")
    page = client.get(f"/{edition.slug}/report?committee=Compras").text
    assert ("Purchasing" in page, "Attendance" in page) == (True, False)
    assert "Purchasing" in client.get(f"/{edition.slug}/team").text
    assert client.get(f"/{edition.slug}/report/report.csv?committee=Compras").text.count("Total") >= 1
