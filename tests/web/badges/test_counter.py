"""The counter: the code of a mail or badge leads to its person."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from forum.badges.rules import grouped_code
from forum.badges.service import reissue_badge, revoke_badges
from forum.core.clock import utc_now
from forum.core.database import atomic
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


@pytest.mark.parametrize("scanned", ["https://foro.example/g/{}", "{}", "*{}x", "0001{}", "  {}\n"])
def test_the_counter_reads_what_a_door_reads(client: FlaskClient, scanned: str) -> None:
    edition = an_edition()
    registration, badge = somebody_with_badge(a_category(edition))
    a_desk_clerk(client, edition)
    answer = client.post(f"/{edition.slug}/badges/counter", data={"code": scanned.format(badge.code.lower())})
    assert (answer.status_code, answer.location) == (303, f"/{edition.slug}/badges/{registration.id}")


def test_the_counter_says_that_a_badge_was_replaced_or_cancelled(client: FlaskClient) -> None:
    edition = an_edition()
    registration, badge = somebody_with_badge(a_category(edition))
    a_desk_clerk(client, edition)

    def told(code: str) -> str:
        page = client.post(f"/{edition.slug}/badges/counter", data={"code": code}, follow_redirects=True)
        return " ".join(page.text.split())

    now = datetime(2026, 11, 28, 18, 45, tzinfo=UTC)
    assert "ya no abre las puertas" not in told(badge.code)
    new = reissue_badge(badge.id, reason="Lo perdió en el patio", by=a_person().id, now=now)
    replaced = told(badge.code)
    assert "Ese gafete se repuso el 28 nov 2026, 12:45 y ya no abre las puertas." in replaced
    assert "Motivo: Lo perdió en el patio" in replaced
    with atomic():
        revoke_badges(registration.id, now=now)
    assert "Ese gafete se canceló con su registro el 28 nov 2026, 12:45 y ya no abre las puertas." in told(new.code)


def test_the_code_of_another_edition_is_not_known(client: FlaskClient) -> None:
    edition = an_edition()
    _, other = somebody_with_badge(a_category(an_edition()))
    a_desk_clerk(client, edition)
    for typed in (other.code, "no es un código", "0" * 20):
        answer = client.post(f"/{edition.slug}/badges/counter", data={"code": typed})
        assert answer.status_code == 422
        assert "Ningún gafete de esta edición tiene ese código." in answer.text
        assert f'value="{typed}"' in answer.text
