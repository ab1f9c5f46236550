"""What a first visit gets: no cookie, few bytes; and what is kept of pages tells what is true."""

import gzip
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.core.compression import compressed_with_noise
from forum.core.database import atomic
from forum.editions.models import Edition, Slot
from forum.editions.queries import kept_figures_by_day
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.people import a_person, an_organiser, sign_in

PACKED = {"Accept-Encoding": "gzip, br"}
PUBLIC = ("/", "/foro/")


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro", name="Foro de Prueba")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_does_not_depend_on_one(
    client: FlaskClient, edition: Edition, path: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    assert "Cookie" not in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/sign-in", "/foro/register"])
def test_a_page_with_a_form_has_its_token(client: FlaskClient, edition: Edition, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    has_form = 'method="post"' in answer.text
    assert ('name="csrf_token"' in answer.text) is has_form
    assert ("Set-Cookie" in answer.headers) is has_form


def test_who_is_signed_in_gets_a_page_of_their_own(client: FlaskClient, edition: Edition) -> None:
    assert "Iniciar sesión" in client.get("/foro/").text
    sign_in(client, a_person(given_names="Eva", first_surname="Luna"))
    answer = client.get("/foro/")
    assert (answer.text.count("<span>Eva Luna</span>"), "Cookie" in answer.headers["Vary"]) == (1, True)
    client.delete_cookie("foro")
    assert "Eva Luna" not in client.get("/foro/").text


def test_the_page_of_everybody_is_in_the_language_and_look_of_each(client: FlaskClient, edition: Edition) -> None:
    assert ('lang="es-MX" data-theme="auto"' in client.get("/foro/").text) is True
    client.set_cookie("foro_theme", "dark")
    assert 'lang="es-MX" data-theme="dark"' in client.get("/foro/").text
    client.set_cookie("foro_lang", "en")
    assert 'lang="en" data-theme="dark"' in client.get("/foro/").text


def test_the_way_back_is_the_page_one_is_on(client: FlaskClient, edition: Edition) -> None:
    """The frame is kept; the address in it is of each page, and what strangers write into it is text."""
    for path, written in (("/", "/"), ("/foro/", "/foro/"), ("/privacy?a=%22%3E%3Cb&c=1", None)):
        page = client.get(path).text
        ways = set(re.findall(r'/theme/dark\?next=([^"]*)"', page))
        assert len(ways) == 1
        assert "<b" not in ways.pop()
        assert written is None or f'/language/en?next={written}"' in page
    assert client.get(re.findall(r'(/theme/dark\?next=[^"]*)"', client.get("/foro/").text)[0]).location == "/foro/"


def test_what_an_edition_is_called_now_is_in_the_frame(client: FlaskClient, edition: Edition) -> None:
    assert "Foro de Prueba" in client.get("/foro/").text
    with atomic():
        edition.name = "Foro Nuevo"
        edition.starts_on, edition.ends_on = (day + timedelta(days=400) for day in (edition.starts_on, edition.ends_on))
    page = client.get("/foro/").text
    assert ("Foro de Prueba" in page, page.count(f"Foro Nuevo {edition.starts_on.year}")) == (False, 1)


def test_the_numbers_of_an_edition_are_kept_until_they_change(
    client: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    hall = a_hall(edition)
    tables(hall, 3)
    slots(hall, days_of(edition)[0], 4)
    assert ">12<" in client.get("/foro/").text
    statements.clear()
    client.get("/foro/")
    assert len(statements) == 1
    slots(hall, days_of(edition)[1], 1)
    assert ">15<" in client.get("/foro/").text
    with atomic() as change:
        change.execute(update(Slot).values(blocked_reason="Comida"))
    assert kept_figures_by_day(edition.id)[0].room == 0


def test_a_change_that_is_taken_back_is_not_told(app: Flask, edition: Edition) -> None:
    hall = a_hall(edition)
    tables(hall, 3)
    with pytest.raises(ZeroDivisionError), atomic():
        hall.name = "Otro"
        slots(hall, days_of(edition)[0], 4)
        raise ZeroDivisionError
    assert kept_figures_by_day(edition.id)[0].room == 0


def test_a_public_page_is_compressed(client: FlaskClient, edition: Edition) -> None:
    plain = client.get("/foro/")
    answer = client.get("/foro/", headers=PACKED)
    assert (answer.headers["Content-Encoding"], answer.content_length) == ("gzip", len(answer.data))
    assert gzip.decompress(answer.data) == plain.data
    assert len(answer.data) < len(plain.data) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert client.get("/foro/?q=x", headers=PACKED).headers["Content-Encoding"] == "gzip"


def test_a_secret_beside_what_was_asked_is_not_compressed(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    path = "/foro/registrations"
    assert "Content-Encoding" not in client.get(f"{path}?q=token", headers=PACKED).headers
    assert "Content-Encoding" not in client.get("/foro/nowhere/at/all", headers=PACKED).headers
    assert "Content-Encoding" not in client.post("/foro/team/new", data={"email": "x"}, headers=PACKED).headers
    answer = client.get(path, headers=PACKED)
    assert answer.headers["Content-Encoding"] == "gzip"
    token = re.compile(r'(name="csrf-?_?token"[^>]*(?:content|value)=)"[^"]*"')  # it says when it was made
    packed = gzip.decompress(answer.data).decode()
    assert token.sub(r"\1", packed) == token.sub(r"\1", client.get(path).text)


def test_a_form_of_a_stranger_is_a_secret_too(client: FlaskClient, edition: Edition) -> None:
    assert "Content-Encoding" not in client.get("/sign-in?next=/x", headers=PACKED).headers
    assert gzip.decompress(client.get("/sign-in", headers=PACKED).data).lstrip().startswith(b"<!doctype html>")


def test_a_short_answer_is_sent_as_it_is(client: FlaskClient, edition: Edition) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers=PACKED).headers
    assert "Content-Encoding" not in client.get("/foro/", headers={"Accept-Encoding": "br"}).headers


def test_the_length_of_a_page_with_secrets_is_not_always_the_same() -> None:
    text = b"<html>" + bytes(range(256)) * 20
    packed = [compressed_with_noise(text) for _ in range(60)]
    assert {gzip.decompress(each) for each in packed} == {text}
    assert len({len(each) for each in packed}) > 10
