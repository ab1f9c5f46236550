"""A person's own badge: on the screen, as a symbol, as a sheet for their printer."""

from collections.abc import Callable
from datetime import date

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from forum.badges.rules import grouped_code
from forum.registration.enums import RegistrationStatus
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of

Words = Callable[[bytes], list[str]]


def test_the_link_opens_the_badge_without_password(client: FlaskClient, statements: list[str]) -> None:
    registration, badge = somebody_with_badge(a_category(an_edition()))
    statements.clear()

    answer = client.get(f"{link_of(registration)}/badge")

    assert answer.status_code == 200
    assert grouped_code(badge.code) in answer.text
    assert f'src="{link_of(registration)}/badge.svg"' in answer.text
    assert len(statements) == 1


def test_the_symbol_is_read_by_a_camera(client: FlaskClient) -> None:
    registration, badge = somebody_with_badge(a_category(an_edition()))

    answer = client.get(f"{link_of(registration)}/badge.svg")

    assert answer.mimetype == "image/svg+xml"
    assert [read.text for read in zxingcpp.read_barcodes(drawn(answer.text))] == [badge.code]


def drawn(svg: str) -> Image.Image:
    """The rectangles of our symbol, drawn ten times as large."""
    path = svg.split(' d="')[1].split('"', maxsplit=1)[0]
    image = Image.new("L", (290, 290), 255)
    for run in path.strip("M").replace("z", "").split("M"):
        corner, wide, high, _ = run.replace("v", "h").split("h")
        x, y = map(int, corner.split())
        ImageDraw.Draw(image).rectangle((x * 10, y * 10, (x + int(wide)) * 10 - 1, (y + int(high)) * 10 - 1), fill=0)
    return image


def test_the_sheet_to_print_has_name_and_code(client: FlaskClient, words_of: Words) -> None:
    edition = an_edition(starts_on=date(2026, 9, 9), ends_on=date(2026, 9, 10))
    person = a_person(given_names="Íñigo", first_surname="Güemes", second_surname=None)
    registration, badge = somebody_with_badge(a_category(edition, name_es="Prensa"), person)

    answer = client.get(f"{link_of(registration)}/badge.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="gafete-{edition.slug}.pdf"'
    (page,) = words_of(answer.data)
    found = [page.count(text) for text in ("Íñigo", "PRENSA", badge.code, "9–10deseptiembrede2026", "Sugafete,listo")]
    assert found == [2, 2, 2, 2, 1]


@pytest.mark.parametrize(
    ("paper", "size"), [("", b"[0 0 612 792]"), ("a4", b"[0 0 595.2"), ("tabloid", b"[0 0 612 792]")]
)
def test_the_sheet_fits_the_paper_asked_for(client: FlaskClient, paper: str, size: bytes) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    answer = client.get(f"{link_of(registration)}/badge.pdf?paper={paper}")

    assert size in answer.data.replace(b"[ ", b"[").replace(b" ]", b"]")


def test_the_instructions_are_in_the_language_of_the_person_and_the_badge_in_that_of_the_forum(
    client: FlaskClient, words_of: Words
) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()), a_person(language="en"))

    answer = client.get(f"{link_of(registration)}/badge.pdf", headers={"Accept-Language": "es-MX"})

    (page,) = words_of(answer.data)
    assert [page.count("Yourbadge,readytoprint"), page.count("VISITANTE"), page.count("Visitor")] == [1, 2, 2]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_names_the_category_as_the_badge_does(client: FlaskClient, language: str) -> None:
    registration, _ = somebody_with_badge(a_category(an_edition()))

    page = client.get(f"{link_of(registration)}/badge", headers={"Accept-Language": language})

    assert page.text.count("Visitante · Visitor") == 1


@pytest.mark.parametrize("status", [RegistrationStatus.PENDING, RegistrationStatus.WAITLISTED])
def test_a_person_not_approved_yet_reads_when_the_badge_comes(client: FlaskClient, status: RegistrationStatus) -> None:
    registration = a_registration(a_category(an_edition()), status=status)

    page = client.get(f"{link_of(registration)}/badge")
    pdf = client.get(f"{link_of(registration)}/badge.pdf")
    symbol = client.get(f"{link_of(registration)}/badge.svg")

    assert (page.status_code, page.text.count("Su gafete estará aquí en cuanto se apruebe su registro.")) == (200, 1)
    assert (pdf.status_code, pdf.location) == (303, f"{link_of(registration)}/badge")
    assert symbol.status_code == 404


def test_a_rejected_person_reads_that_there_is_no_badge(client: FlaskClient) -> None:
    registration = a_registration(a_category(an_edition()), status=RegistrationStatus.REJECTED)

    assert "Su registro no fue aprobado" in client.get(f"{link_of(registration)}/badge").text


def test_a_signed_in_person_opens_their_own_badge(client: FlaskClient, words_of: Words, statements: list[str]) -> None:
    person, edition = a_person(), an_edition()
    _, badge = somebody_with_badge(a_category(edition), person)
    sign_in(client, person)
    statements.clear()

    page = client.get(f"/{edition.slug}/badge")

    assert grouped_code(badge.code) in page.text
    assert len(statements) == 4  # who asks, the edition, the badge, the places of the frame
    assert client.get(f"/{edition.slug}/badge.svg").mimetype == "image/svg+xml"
    assert words_of(client.get(f"/{edition.slug}/badge.pdf").data)[0].count(badge.code) == 2


@pytest.mark.parametrize("what", ["badge", "badge.svg", "badge.pdf"])
def test_a_person_not_registered_finds_no_badge(client: FlaskClient, what: str) -> None:
    edition = an_edition()
    sign_in(client, a_person())

    assert client.get(f"/{edition.slug}/{what}").status_code == 404
