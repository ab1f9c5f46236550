"""Two people save the same form at the same moment: the second reads what the first wrote, and overwrites nothing."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.checkin.models import Gate
from forum.core.database import atomic, db, session
from tests.builders.checkin import a_gate
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration, link_of
from tests.conftest import Browser

ROUNDS = range(4)
NAMES = ("Puerta norte", "Puerta sur")


def organiser() -> int:
    person = a_person()
    a_role(person, Role.ORGANISER)
    return person.id


def saved_at_once(app: Flask, pages: list[str], data: list[dict[str, str]], organiser_id: int) -> list[int]:
    """The statuses of two forms that are opened one after the other and sent together."""
    app.test_client_class = Browser
    with app.app_context():
        browsers = [sign_in(app.test_client(), session().get_one(Person, organiser_id)) for _ in pages]
        db.session.remove()
    seen = [
        re.search(r'name="seen"[^>]*value="(\w+)"', browser.get(page).text)
        for browser, page in zip(browsers, pages, strict=True)
    ]
    barrier = threading.Barrier(len(pages))

    def send(number: int) -> int:
        barrier.wait()
        found = seen[number]
        assert found is not None
        return browsers[number].post(pages[number], data={**data[number], "seen": found[1]}).status_code

    with ThreadPoolExecutor(len(pages)) as pool:
        return sorted(pool.map(send, range(len(pages))))


@pytest.mark.parametrize("round_", ROUNDS)
def test_one_of_two_names_is_saved_and_the_other_is_asked_about(own_app: Flask, round_: int) -> None:
    with own_app.app_context():
        edition = an_edition(slug="foro")
        gate, organiser_id = a_gate(edition), organiser()
        gate_id, same = gate.id, {"area": gate.area_id, "direction": "in"}
        db.session.remove()
    page = f"/foro/checkin/gates/{gate_id}/edit"
    statuses = saved_at_once(own_app, [page, page], [{"name": name, **same} for name in NAMES], organiser_id)
    assert statuses == [302, 422]
    with own_app.app_context():
        assert session().get_one(Gate, gate_id).name in NAMES, round_


def test_the_desk_and_the_person_correct_the_same_name(own_app: Flask) -> None:
    """Two pages of one thing: what is edited is locked, not the page."""
    with own_app.app_context():
        registration, by = a_registration(a_category(an_edition(slug="foro"))), organiser()
        pages = [f"/foro/registrations/{registration.id}/edit", f"{link_of(registration)}/details"]
        with atomic():
            person = session().get_one(Person, registration.person_id)
            person.phone = "+524771234567"
        email = person.email or ""
        db.session.remove()
    typed = {"organisation": "Troquelados del Bajío", "position": "Ventas", "phone": "477 123 4567", "language": "es"}
    data = [{**typed, "email": email, "given_names": name, "first_surname": "Muñoz"} for name in ("Ana", "Eva")]
    assert saved_at_once(own_app, pages, data, by) == [302, 422]
