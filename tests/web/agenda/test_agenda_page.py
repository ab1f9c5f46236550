"""A person's agenda on a page: both sides of a table, signed in or by link, before and during the forum."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.meetings.service import cancel_meeting
from tests.builders.agendas import Desk
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


def shown(text: str) -> list[str]:
    """The titles on the page, in order."""
    return re.findall(r'<h3 class="slot__title">(?:<a [^>]*>)?(.*?)<', text)


def test_the_buyer_sees_the_supplier_and_the_supplier_the_buyer(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, interpreter="ja")
    meeting = desk.meet(desk.slots[0], supplier="Forjas León", title="Soporte estampado")
    buying, selling = client, client.application.test_client()
    sign_in(buying, desk.buyer.person)
    sign_in(selling, meeting.person)

    buyers, suppliers = (browser.get(f"/{edition.slug}/agenda").text for browser in (buying, selling))

    assert shown(buyers) == ["Forjas León"]
    assert shown(suppliers) == [desk.buyer.company.name]
    assert "Sofía Muñoz Güereca · Soporte estampado · intérprete: japonés" in buyers
    assert "Kenji Tanaka · Compras · Soporte estampado · intérprete: japonés" in suppliers
    assert f"<span>Mesa</span> {desk.table.number}</p>" in suppliers
    assert "Salón B2B" in suppliers


def test_the_link_shows_the_same_agenda(client: FlaskClient, edition: Edition, statements: list[str]) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    registration = a_registration(a_category(edition), meeting.person)
    statements.clear()

    answer = client.get(f"{link_of(registration)}/agenda")

    assert shown(answer.text) == [desk.buyer.company.name]
    assert f'href="{link_of(registration)}/agenda.ics"' in answer.text
    assert len(statements) == 3  # the registration, the meetings, the days of the forum


@pytest.mark.parametrize("count", [1, 3])
def test_a_day_takes_the_same_statements_for_one_and_three(
    client: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    desk = Desk(edition, 5)
    for slot in desk.slots[:count]:
        desk.meet(slot)
    sign_in(client, desk.buyer.person)
    statements.clear()

    answer = client.get(f"/{edition.slug}/agenda")

    assert len(shown(answer.text)) == count
    assert len(statements) == 5  # the edition, who asks, the meetings, the days of the forum, the places of the frame


def test_now_next_free_and_cancelled_are_shown_in_words(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, 8)
    for number in (0, 1, 2, 5):
        desk.meet(desk.slots[number], supplier=f"Proveedor {number}")
    gone = desk.meet(desk.slots[3], supplier="Proveedor 3")
    cancel_meeting(gone.id, reason="Sin capacidad", side=Side.SUPPLIER, by=gone.person_id, now=utc_now())

    with time_machine.travel(desk.slots[1].starts_at + timedelta(minutes=5), tick=False):
        sign_in(client, desk.buyer.person)
        page = client.get(f"/{edition.slug}/agenda").text

    lines = re.findall(r'<li id="meeting-\d+".*?</li>|<li class="slot slot--free".*?</li>', page, re.S)
    said = [
        (
            shown(line)[0],
            [word for word in ("Ahora", "Siguiente", "Cancelada", "Sin capacidad") if word in line],
            "is-cancelled" in line,
        )
        for line in lines
    ]
    assert said == [
        ("Proveedor 0", [], False),
        ("Proveedor 1", ["Ahora"], False),
        ("Proveedor 2", ["Siguiente"], False),
        ("Libre", [], False),
        ("Proveedor 3", ["Cancelada", "Sin capacidad"], True),
        ("Proveedor 5", [], False),
    ]
    assert "4 citas acordadas" in page
    folded = page[page.index('<details class="past">') : page.index("</details>")]
    assert shown(folded) == ["Proveedor 0"]


def test_an_empty_agenda_explains_itself(client: FlaskClient, edition: Edition) -> None:
    sign_in(client, a_person())

    answer = client.get(f"/{edition.slug}/agenda")

    assert answer.status_code == 200
    assert answer.text.count("Aún no tiene citas") == 1


def test_nobody_sees_the_meetings_of_another_edition(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    sign_in(client, desk.buyer.person)

    assert shown(client.get(f"/{an_edition().slug}/agenda").text) == []


def test_the_page_is_in_the_language_of_the_browser(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, interpreter="ja")
    desk.meet(desk.slots[0])
    sign_in(client, desk.buyer.person)

    page = client.get(f"/{edition.slug}/agenda", headers={"Accept-Language": "en"}).text

    assert [page.count(words) for words in ("1 meeting agreed", "interpreter: Japanese")] == [1, 1]
