"""Bins: divided on purpose, kept, told on the badge, at the desk and in the mail."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.service import update_person
from forum.badges.enums import Which
from forum.badges.models import Bin, BinEvent, BinPlace
from forum.badges.queries import holder_of, list_bins
from forum.badges.service import divide_bins, place_new_badges, start_print_run
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.registration.models import Registration
from forum.registration.notices import notify
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import link_of

Words = Callable[[bytes], list[str]]
SURNAMES = ("Nuño", "Nava", "Ñandú", "Oro", "Álvarez", "Zea")
pytestmark = pytest.mark.both_engines  # who lies where is decided by joins


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def office(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of the organiser."""
    person = a_person()
    a_role(person, Role.ORGANISER)
    sign_in(client, person)
    return client


def everybody(edition: Edition) -> dict[str, Registration]:
    category = a_category(edition)
    return {name: somebody_with_badge(category, a_person(first_surname=name))[0] for name in SURNAMES}


def numbers(people: dict[str, Registration]) -> dict[str, int | None]:
    session().expire_all()
    found = {name: holder_of(each.id, edition_id=each.edition_id).bin for name, each in people.items()}
    return {name: each.number if each else None for name, each in found.items()}


def divided(client: FlaskClient, edition: Edition, count: int, **values: str) -> int:
    return client.post(f"/{edition.slug}/badges/bins", data={"count": str(count), **values}).status_code


def test_everybody_gets_a_bin_and_keeps_it(office: FlaskClient, edition: Edition) -> None:
    people = everybody(edition)
    assert numbers(people) == dict.fromkeys(SURNAMES)
    assert divided(office, edition, 3) == 303
    at_first = {"Álvarez": 1, "Nava": 1, "Nuño": 2, "Ñandú": 2, "Oro": 3, "Zea": 3}
    assert numbers(people) == at_first
    update_person(people["Zea"].person_id, name=PersonName("Ana", "Abad"), language="es", now=utc_now())
    later, _ = somebody_with_badge(a_category(edition), a_person(first_surname="Ocampo"))
    assert numbers({**people, "Ocampo": later}) == {**at_first, "Ocampo": 2}
    place_new_badges()
    place_new_badges()
    assert session().get(BinPlace, later.id) is not None
    assert [each.badges for each in list_bins(edition.id)] == [2, 3, 2]
    assert "NUÑ–ÑAN" in office.get(f"/{edition.slug}/badges/bins").text


def test_what_was_told_is_changed_on_purpose_only(office: FlaskClient, edition: Edition) -> None:
    people = everybody(edition)
    assert "Ya hay cajas" not in office.get(f"/{edition.slug}/badges/bins").text
    divided(office, edition, 3)
    before = numbers(people)
    assert divided(office, edition, 2) == 422, "everybody reads theirs since they were divided"
    assert numbers(people) == before
    assert divided(office, edition, 2, confirmed="y") == 303
    start_print_run(edition.id, category_id=None, which=Which.ALL, layout=None, bin=1, by=a_person().id, now=utc_now())
    page = office.get(f"/{edition.slug}/badges/bins").text
    assert "Ya hay cajas" in page
    assert "3 gafetes se prepararon para imprimir desde que se dividieron." in page
    assert divided(office, edition, 3, confirmed="y") == 303
    assert office.post(f"/{edition.slug}/badges/bins/deletion").status_code == 303
    assert session().scalars(select(Bin)).all() == session().scalars(select(BinPlace)).all() == []
    assert list(session().scalars(select(BinEvent.bins).order_by(BinEvent.id))) == [3, 2, 3, 0]


def test_more_bins_than_names_are_refused_in_words(office: FlaskClient, edition: Edition) -> None:
    everybody(edition)
    answer = office.post(f"/{edition.slug}/badges/bins", data={"count": "20"})
    assert "Máximo de hoy: 6." in answer.text
    assert 'value="20"' in answer.text


def test_who_came_after_the_division_reads_the_same_bin_everywhere(office: FlaskClient, edition: Edition) -> None:
    everybody(edition)
    divided(office, edition, 3)
    later, _ = somebody_with_badge(a_category(edition), a_person(first_surname="Ocampo"))
    with atomic():
        notify("confirmed", later, now=utc_now(), reason="")
    mail = session().scalars(select(OutgoingMail)).one()
    assert session().get(BinPlace, later.id) is None
    assert "en la caja 2 (NUÑ–ÑAN)." in render_mail(mail).text
    assert "Caja 2 · NUÑ–ÑAN" in office.get(f"{link_of(later)}/badge").text
    assert "Caja 2 · NUÑ–ÑAN" in office.get(f"/{edition.slug}/badges/{later.id}").text


SAYS = {"es": "Recoja su gafete en la caja 2 (ORO).", "en": "Collect your badge at bin 2 (ORO)."}


@pytest.mark.parametrize("language", SAYS)
def test_the_mail_the_page_and_the_badge_name_the_bin(
    client: FlaskClient, edition: Edition, words_of: Words, language: str
) -> None:
    category = a_category(edition)
    somebody_with_badge(category, a_person(first_surname="Abad"))
    registration, _ = somebody_with_badge(category, a_person(first_surname="Oro", language=language))
    with atomic():
        notify("confirmed", registration, now=utc_now(), reason="")
    mail = session().scalars(select(OutgoingMail)).one()
    assert "caja" not in render_mail(mail).text
    divide_bins(edition.id, count=2, confirmed=False, by=a_person().id, now=utc_now())
    rendered = render_mail(mail)
    assert SAYS[language] in rendered.text
    assert SAYS[language] in rendered.html
    (badge,) = (file for file in rendered.files if file.kind == "badge")
    assert "Caja2" in "".join(words_of(badge.draw())).replace(" ", "")
    assert "2 · ORO" in client.get(f"{link_of(registration)}/badge").text
