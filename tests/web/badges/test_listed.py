"""The list of badges: how far each is, and printing those that are ticked."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.badges.models import PrintedBadge
from forum.core.database import session
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person


@pytest.mark.both_engines
def test_a_list_says_how_far_badges_are_and_prints_what_it_finds(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    category, desk = a_category(edition), client
    a_desk_clerk(desk, edition)
    for name in ("Ibarra", "Juárez", "Kuri"):
        somebody_with_badge(category, a_person(first_surname=name))
    address = f"/{edition.slug}/badges/people"
    page = desk.get(address).text
    assert (page.count("Por imprimir</span>"), "3 personas" in page) == (3, True)
    assert "Kuri" not in desk.get(f"{address}?status=missing").text
    assert "Marque primero a las personas." in desk.post(f"{address}/prints", follow_redirects=True).text
    answer = desk.post(f"{address}/prints?q=juarez&status=unprinted", data={"all": "yes"})
    assert (answer.status_code, "#run-" in answer.location) == (303, True)
    assert session().scalar(select(func.count()).select_from(PrintedBadge)) == 1
