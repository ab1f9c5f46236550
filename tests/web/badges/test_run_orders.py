"""Print runs: of one bin, in the order that was chosen, with a sheet before each group."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.badges.models import Badge, PrintRun
from forum.badges.rules.parts import parts_of
from forum.badges.service import divide_bins, mark_as_printed, reissue_badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.builders.badges import a_desk_clerk, somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person

Words = Callable[[bytes], list[str]]
PEOPLE = (("Zea", "Aceros"), ("Nuño", "Moldes"), ("Ñandú", "Aceros"), ("Abad", "Forjas"))
pytestmark = pytest.mark.both_engines


@pytest.fixture
def edition(app: Flask) -> Edition:
    edition = an_edition()
    for number, (surname, organisation) in enumerate(PEOPLE):
        category = a_category(edition, name_es=f"Grupo {number % 2}", position=number % 2)
        person = a_person(given_names="Eva", first_surname=surname, second_surname=None)
        somebody_with_badge(category, person, organisation=organisation)
    divide_bins(edition.id, count=2, confirmed=False, by=a_person().id, now=utc_now())
    return edition


@pytest.fixture
def desk(client: FlaskClient, edition: Edition) -> FlaskClient:
    """The browser of the registration desk."""
    a_desk_clerk(client, edition)
    return client


def said(words: Words, data: bytes) -> list[str]:
    """The surname on each page of a PDF, or what its separator says."""
    surnames = [surname for surname, _ in PEOPLE]
    return [next((each for each in surnames if f"Eva{each}" in page), page) for page in words(data)]


def printed(desk: FlaskClient, edition: Edition, words: Words, **choice: str) -> list[str]:
    values = {"category": "0", "which": "all", "layout": "label-62x100", **choice}
    answer = desk.post(f"/{edition.slug}/badges", data=values)
    assert answer.status_code == 302, answer.text
    run = session().scalars(select(PrintRun).order_by(PrintRun.id.desc())).first()
    assert run is not None
    return said(words, desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf").data)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("surname", ["A", "Abad", "N", "Nuño", "Ñ", "Ñandú", "Z", "Zea"]),
        ("organisation", ["A", "Ñandú", "Zea", "F", "Abad", "M", "Nuño"]),
    ],
)
def test_a_letter_stands_before_those_it_begins(
    desk: FlaskClient, edition: Edition, words_of: Words, order: str, expected: list[str]
) -> None:
    assert printed(desk, edition, words_of, order=order, separated="y") == expected


def test_a_bin_stands_before_what_lies_in_it(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    assert printed(desk, edition, words_of, order="bin", separated="y") == [
        *("Caja1ABA–NUÑ", "Abad", "Nuño"),
        *("Caja2ÑAN–ZEA", "Ñandú", "Zea"),
    ]


def test_one_bin_is_printed_alone_and_the_list_says_so(desk: FlaskClient, edition: Edition, words_of: Words) -> None:
    assert printed(desk, edition, words_of, order="surname", bin="2") == ["Ñandú", "Zea"]
    page = " ".join(desk.get(f"/{edition.slug}/badges").text.split())
    assert "Caja 2 · Por apellido" in page


def test_the_warning_of_printed_badges_is_of_the_bin_that_is_printed(desk: FlaskClient, edition: Edition) -> None:
    values = {"category": "0", "which": "all", "layout": "label-62x100", "order": "surname"}
    desk.post(f"/{edition.slug}/badges", data={**values, "bin": "1"})
    run = session().scalars(select(PrintRun)).one()
    mark_as_printed(run.id, edition_id=edition.id, by=a_person().id, now=utc_now())

    def told(**choice: str) -> str:
        return desk.post(f"/{edition.slug}/badges", data={**values, **choice}, follow_redirects=True).text

    assert "saldrán otra vez" not in told(bin="2")
    assert "2 de ellos ya están marcados como impresos: saldrán otra vez." in told(bin="1")
    assert "2 de ellos ya están marcados como impresos: saldrán otra vez." in told()


def test_a_printer_that_stopped_goes_on_with_the_part_that_is_missing(
    desk: FlaskClient, edition: Edition, words_of: Words
) -> None:
    printed(desk, edition, words_of, order="surname")
    run = session().scalars(select(PrintRun)).one()
    assert [parts_of(200), parts_of(250), parts_of(15_000)[-1]] == [
        [(1, 100), (101, 200)],
        [(1, 100), (101, 200), (201, 250)],
        (14_401, 15_000),
    ]
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert said(words_of, desk.get(f"{address}?from=2&to=3").data) == ["Nuño", "Ñandú"]
    assert said(words_of, desk.get(f"{address}?from=4&to=9").data) == ["Zea"]


def reissue_that_of(surname: str) -> None:
    query = select(Badge).join(Registration).join(Person, Person.id == Registration.person_id)
    badge = session().scalars(query.where(Person.first_surname == surname)).one()
    reissue_badge(badge.id, reason="Lo extravió", by=a_person().id, now=utc_now())


def test_a_badge_reissued_meanwhile_moves_no_other_to_another_part(
    desk: FlaskClient, edition: Edition, words_of: Words
) -> None:
    printed(desk, edition, words_of, order="surname")
    run = session().scalars(select(PrintRun)).one()
    reissue_that_of("Nuño")
    address = f"/{edition.slug}/badges/print-runs/{run.id}.pdf"
    assert said(words_of, desk.get(f"{address}?from=1&to=2").data) == ["Abad"]
    assert said(words_of, desk.get(f"{address}?from=3&to=4").data) == ["Ñandú", "Zea"]
    assert said(words_of, desk.get(address).data) == ["Abad", "Ñandú", "Zea"]


@pytest.mark.parametrize("part", ["from=2&to=2", "from=5&to=8"])
def test_a_part_without_valid_badges_is_refused(
    desk: FlaskClient, edition: Edition, words_of: Words, part: str
) -> None:
    printed(desk, edition, words_of, order="surname")
    run = session().scalars(select(PrintRun)).one()
    reissue_that_of("Nuño")
    answer = desk.get(f"/{edition.slug}/badges/print-runs/{run.id}.pdf?{part}", follow_redirects=True)
    assert answer.mimetype == "text/html"
    assert "Esa impresión o parte no tiene gafetes vigentes." in answer.text


def test_without_bins_there_is_no_order_by_them(client: FlaskClient) -> None:
    other = an_edition()
    somebody_with_badge(a_category(other))
    a_desk_clerk(client, other)
    assert "Por caja" not in client.get(f"/{other.slug}/badges").text
    answer = client.post(
        f"/{other.slug}/badges", data={"category": "0", "which": "all", "layout": "a6", "order": "bin"}
    )
    assert answer.status_code == 422
