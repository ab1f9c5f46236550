"""The organiser's pages: review, decisions, stands."""

import pytest
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import HallKind
from forum.editions.models import Edition
from forum.exhibitors import service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, Stand
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition
from tests.builders.exhibitors import a_draft, an_applicant, an_exhibitor, stands
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser


def at(edition: Edition, rest: str = "") -> str:
    return f"/{edition.slug}/exhibitors{rest}"


def reread(exhibitor: Exhibitor) -> Exhibitor:
    session().expire_all()
    return session().get_one(Exhibitor, exhibitor.id)


@pytest.mark.both_engines
def test_the_list_counts_and_filters(client: FlaskClient) -> None:
    edition = an_edition()
    first, second = stands(edition, 2)
    an_applicant(edition, first)
    approved = an_exhibitor(edition, second)
    a_draft(edition)
    an_organiser(client, edition)
    page = client.get(at(edition, "/review?status=approved"))
    assert approved.company.name in page.text
    assert page.text.count('class="table__main"') == 1


@pytest.mark.both_engines
@pytest.mark.parametrize(("text", "found"), [("munoz", 1), ("MUÑOZ arneses", 1), ("mab930714", 1), ("nadie", 0)])
def test_the_list_is_searched_without_accents(client: FlaskClient, text: str, found: int) -> None:
    edition = an_edition()
    for values in ({"name": "Arneses Muñoz", "rfc": "MAB9307148T4"}, {"name": "Fundición Silao"}):
        service.start_application(edition.id, company_id=a_company(**values).id, by=a_person().id, now=utc_now())
    an_organiser(client, edition)
    page = client.get(at(edition, "/review"), query_string={"q": text}, headers={"HX-Request": "true"})
    assert page.text.count('class="table__main"') == found


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    edition = an_edition()
    for stand in stands(edition, how_many):
        an_applicant(edition, stand)
    an_organiser(client, edition)
    statements.clear()
    page = client.get(at(edition, "/review"))
    assert (page.text.count('class="table__main"'), len(statements)) == (how_many, 5)


def test_approving_notifies_the_company(client: FlaskClient) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    applicant = an_applicant(edition, stand)
    an_organiser(client, edition)
    page = client.post(at(edition, f"/review/{applicant.exhibitor.id}/approval"), follow_redirects=True)
    assert "Aprobada" in page.text
    assert reread(applicant.exhibitor).status is ExhibitorStatus.APPROVED
    assert mails_to(applicant.person.email or "")[-1].subject == f"Su stand {stand.code} está aprobado"


def test_approving_twice_is_refused(client: FlaskClient) -> None:
    edition = an_edition()
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    an_organiser(client, edition)
    page = client.post(at(edition, f"/review/{applicant.exhibitor.id}/approval"), follow_redirects=True)
    assert "ya no permite ese paso" in page.text


def test_rejecting_needs_a_reason(client: FlaskClient) -> None:
    edition = an_edition()
    applicant = an_applicant(edition, stands(edition, 1)[0])
    an_organiser(client, edition)
    address = at(edition, f"/review/{applicant.exhibitor.id}/rejection")
    assert client.post(address, data={"reason": "  "}).status_code == 422
    assert reread(applicant.exhibitor).status is ExhibitorStatus.SUBMITTED
    assert client.post(address, data={"reason": "Giro ajeno"}).status_code == 302
    assert reread(applicant.exhibitor).status is ExhibitorStatus.REJECTED


def test_moving_to_a_taken_stand_is_refused(client: FlaskClient) -> None:
    edition = an_edition()
    mine, theirs, free = stands(edition, 3)
    applicant = an_exhibitor(edition, mine)
    an_applicant(edition, theirs)
    an_organiser(client, edition)
    address = at(edition, f"/review/{applicant.exhibitor.id}/stand")
    refused = client.post(address, data={"stand_id": theirs.id, "reason": "Columna"})
    assert refused.status_code == 422
    assert "Columna" in refused.text
    assert client.post(address, data={"stand_id": free.id}).status_code == 302
    assert reread(applicant.exhibitor).stand_id == free.id


def test_the_quota_is_set(client: FlaskClient) -> None:
    edition = an_edition()
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    an_organiser(client, edition)
    client.post(at(edition, f"/review/{applicant.exhibitor.id}/quota"), data={"staff_quota": "9"})
    assert reread(applicant.exhibitor).staff_quota == 9


RANGE = {"prefix": "b-", "first": "1", "how_many": "12", "per_row": "6", "width": "3", "depth": "2.5", "kind": ""}


@pytest.mark.both_engines
def test_a_block_of_stands_is_added_below_the_others(client: FlaskClient) -> None:
    edition = an_edition()
    hall = a_hall(edition, kind=HallKind.EXHIBITION)
    an_organiser(client, edition)
    for prefix in ("a-", "b-"):
        answer = client.post(at(edition, "/stands/new"), data={**RANGE, "prefix": prefix, "hall_id": hall.id})
        assert answer.status_code == 302
    made = session().query(Stand).order_by(Stand.code).all()
    assert [stand.code for stand in made][:2] == ["A-01", "A-02"]
    assert (len(made), made[12].code, made[12].y_cm) == (24, "B-01", 800)


@pytest.mark.both_engines
def test_a_used_code_refuses_the_whole_block(client: FlaskClient) -> None:
    edition = an_edition()
    hall = a_hall(edition, kind=HallKind.EXHIBITION)
    an_organiser(client, edition)
    client.post(at(edition, "/stands/new"), data={**RANGE, "first": "5", "hall_id": hall.id})
    answer = client.post(at(edition, "/stands/new"), data={**RANGE, "hall_id": hall.id})
    assert answer.status_code == 422
    assert "Ya existe un stand B-05" in answer.text
    assert session().query(Stand).count() == 12


def test_a_stand_is_edited(client: FlaskClient) -> None:
    edition = an_edition()
    stand, other = stands(edition, 2)
    an_organiser(client, edition)
    shape = {"width": "6", "depth": "2.5", "x": "1", "y": "0", "kind": "isla"}
    client.post(at(edition, f"/stands/{stand.id}"), data={"code": "z-1", **shape})
    session().expire_all()
    assert (stand.code, stand.width_cm, stand.depth_cm, stand.kind) == ("Z-1", 600, 250, "isla")
    answer = client.post(at(edition, f"/stands/{stand.id}"), data={"code": other.code, **shape})
    assert answer.status_code == 422
    assert f"Ya existe un stand {other.code}" in answer.text


@pytest.mark.both_engines
def test_a_free_stand_is_deleted_and_a_held_one_is_not(client: FlaskClient) -> None:
    edition = an_edition()
    held, free = stands(edition, 2)
    an_applicant(edition, held)
    an_organiser(client, edition)
    refused = client.post(at(edition, f"/stands/{held.id}/removal"), headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert client.post(at(edition, f"/stands/{free.id}/removal")).status_code == 302
    assert [row.id for row in session().query(Stand)] == [held.id]


def test_the_plan_and_the_pages_of_a_decision_open(client: FlaskClient) -> None:
    edition = an_edition()
    stand, _free = stands(edition, 2)
    applicant = an_applicant(edition, stand)
    an_organiser(client, edition)
    for rest in ("/stands", "/stands/new", f"/review/{applicant.exhibitor.id}/stand"):
        assert client.get(at(edition, rest)).status_code == 200
    page = client.get(at(edition, f"/review/{applicant.exhibitor.id}"))
    assert applicant.person.full_name in page.text
