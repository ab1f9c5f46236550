"""Many companies become members of an ally at once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.companies.models import Affiliation
from forum.core.database import session
from tests.builders.companies import a_company, an_ally
from tests.builders.decisions import decided
from tests.builders.editions import an_edition
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.people import an_organiser


@pytest.mark.both_engines
def test_those_of_the_edition_are_affiliated_once(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally(name="Cámara del Metal")
    mine = [an_applicant(edition, stand).company for stand in stands(edition, 2)]
    elsewhere = a_company()
    an_organiser(client, edition)
    address = f"/{edition.slug}/companies/directory/affiliations"
    data = {"id": [mine[0].id, elsewhere.id], "ally_id": ally.id}
    assert "1 empresa afiliada." in decided(client, address, data=data).text
    asked = client.post(address, data={"all": "yes"}).text
    assert ("Cámara del Metal" in asked, "2 empresas" in asked) == (True, True)
    page = decided(client, address, data={"all": "yes", "last": max(each.id for each in mine), "ally_id": ally.id}).text
    assert ("1 empresa afiliada." in page, mine[0].name in page) == (True, True)
    members = session().scalars(select(Affiliation.company_id).where(Affiliation.ally_id == ally.id))
    assert sorted(members) == sorted(each.id for each in mine)
