"""The counter: the code of a mail or badge leads to its person."""

from flask.testing import FlaskClient

from forum.badges.rules import grouped_code
from forum.badges.service import reissue_badge
from forum.core.clock import utc_now
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person


def test_a_scanned_code_leads_to_its_person_also_once_it_was_replaced(client: FlaskClient) -> None:
    edition = an_edition()
    registration, badge = somebody_with_badge(a_category(edition))
    a_desk_clerk(client, edition)
    person = f"/{edition.slug}/badges/{registration.id}"
    address = f"/{edition.slug}/badges/counter"
    new = reissue_badge(badge.id, reason="Lo perdió", by=a_person().id, now=utc_now())
    for typed in (new.code, f"]Q1{new.code}", grouped_code(new.code).lower(), badge.code):
        answer = client.post(address, data={"code": typed})
        assert (answer.status_code, answer.location) == (303, person)


def test_the_code_of_another_edition_is_not_known(client: FlaskClient) -> None:
    edition = an_edition()
    _, other = somebody_with_badge(a_category(an_edition()))
    a_desk_clerk(client, edition)
    for typed in (other.code, "no es un código", "0" * 20):
        answer = client.post(f"/{edition.slug}/badges/counter", data={"code": typed})
        assert answer.status_code == 422
        assert "Ningún gafete de esta edición tiene ese código." in answer.text
        assert f'value="{typed}"' in answer.text
