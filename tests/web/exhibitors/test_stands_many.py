"""The list of stands: found, sorted, and many changed or taken off the plan at once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.core.models import ConfigurationEvent
from forum.editions.enums import HallKind
from forum.exhibitors.models import Stand
from tests.builders.decisions import decided
from tests.builders.editions import a_hall, an_edition
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.people import an_organiser
from tests.web.exhibitors.test_review_pages import at


def codes(page: str, made: list[Stand]) -> list[str]:
    return [each.code for each in made if f'exhibitors/stands/{each.id}"' in page]


@pytest.mark.both_engines
def test_stands_are_found_by_state_hall_and_company(client: FlaskClient) -> None:
    edition = an_edition()
    first, second = stands(edition, 2)
    [other] = stands(edition, 1, hall=a_hall(edition, kind=HallKind.EXHIBITION))
    held = an_applicant(edition, second)
    an_organiser(client, edition)
    made = [first, second, other]
    find = {
        "status=free": [first.code, other.code],
        "status=held": [second.code],
        f"hall={other.hall_id}": [other.code],
        f"q={held.company.name}": [second.code],
        "sort=-state": [each.code for each in made],
    }
    read = {asked: client.get(at(edition, f"/stands?{asked}"), headers={"HX-Request": "true"}).text for asked in find}
    assert {asked: codes(page, made) for asked, page in read.items()} == find


@pytest.mark.both_engines
def test_many_get_a_kind_and_who_decided_is_in_the_log(client: FlaskClient) -> None:
    edition = an_edition()
    made, strange = stands(edition, 2), stands(an_edition(), 1)[0]
    organiser = an_organiser(client, edition)
    ids = [each.id for each in (*made, strange)]
    asked = client.post(at(edition, "/stands/kinds"), data={"id": ids}).text
    assert "Cambiar el tipo de los stands" in asked
    page = decided(client, at(edition, "/stands/kinds"), data={"id": ids, "kind": "isla"}).text
    assert "2 stands con su nuevo tipo." in page
    kinds = {each.id: each.kind for each in session().scalars(select(Stand).execution_options(populate_existing=True))}
    assert [kinds[id] for id in ids] == ["isla", "isla", "sencillo"]
    logged = session().scalars(select(ConfigurationEvent).where(ConfigurationEvent.thing == "stand")).all()
    assert {(each.by_id, tuple(each.changes["kind"])) for each in logged if each.change == "changed"} == {
        (organiser.id, ("sencillo", "isla"))
    }


@pytest.mark.both_engines
def test_all_that_are_free_leave_the_plan_and_a_held_one_says_why_it_stays(client: FlaskClient) -> None:
    edition = an_edition()
    first, second, third = stands(edition, 3)
    an_applicant(edition, second)
    an_organiser(client, edition)
    page = decided(client, at(edition, "/stands/removals"), data={"id": [second.id]}).text
    assert ("1 quedó como estaba." in page, second.code in page) == (True, True)
    page = decided(client, at(edition, "/stands/removals"), data={"all": "yes", "last": third.id}).text
    assert "2 stands quitados del plano." in page
    left = session().scalars(select(Stand.id).where(Stand.edition_id == edition.id)).all()
    assert (list(left), first.id in left) == ([second.id], False)
