"""What protects people wherever they are in the program: tokens of forms, headers, sessions, silence, limits."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.service.passwords import hash_password
from forum.app import create_app
from forum.core.database import db
from forum.core.tokens import sign
from forum.core.web import local_address
from forum.registration.enums import RegistrationStatus
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_notice, a_registration
from tests.builders.world import ROLES, World
from tests.conftest import test_settings as settings_for

ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)  # nothing here asks the engine
SIGNED = re.compile(r"[\w-]+\.[\w-]{6}\.[\w-]{27}")
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
ELSEWHERE = (
    "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "/%5cevil.example\\",
    "\\\\evil.example",
    "https://evil.example", "javascript:alert(1)", "/\x00/evil.example", " //evil.example", "/ /evil.example",
    "evil.example", "/a\r\nSet-Cookie: x=y", "http:evil.example", "/" + "a" * 3_000, "///evil.example",
)  # fmt: skip
VISITOR = {
    "given_names": "Ana", "first_surname": "Ruiz", "second_surname": "", "phone": "4771234567", "organisation": "X",
    "position": "", "sector": "empresa",
}  # fmt: skip
COMPANY = {
    "legal_name": "TORNILLOS DEL BAJIO", "name": "", "sector": "empresa", "activity": "industria", "aim": "stand",
    "phone": "4771234567", "given_names": "Ana", "first_surname": "Ruiz", "notice": "y",
}  # fmt: skip


BY_KEY = {"/api/hub/scans"}
"""Opened by a key in a header, which no other site can send."""
BY_SIGNATURE = {"/unsubscribe/<token>"}
"""Opened by the signed address of a mail alone: mail programs end a subscription with one POST (RFC 8058)."""


@ON_SQLITE
@pytest.mark.parametrize("role", ROLES)
def test_no_form_of_an_edition_is_taken_without_its_token(world: World, role: str) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = True
    try:
        taken = {}
        for rule in world.app.url_map.iter_rules():
            for method in (rule.methods or set()) & CHANGING:
                address = rule.build(world.values_for(role, rule), append_unknown=False)
                assert address is not None
                taken[rule.rule, method] = world.clients[role].open(address[1], method=method).status_code
    finally:
        world.app.config["WTF_CSRF_ENABLED"] = False
    by_key = BY_KEY | {rule.rule for rule in world.app.url_map.iter_rules() if world.is_for_keys(rule)}
    expected = {**dict.fromkeys(by_key, 401), **dict.fromkeys(BY_SIGNATURE, 200)}
    assert {route: code for route, code in taken.items() if code != expected.get(route[0], 400)} == {}


@ON_SQLITE
@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_elsewhere(world: World, address: str) -> None:
    client = world.clients["organiser"]
    for path in ("/sign-in", "/language/es", "/theme/dark"):
        assert client.get(path, query_string={"next": address}).location in {"/", "/account/home"}
    assert local_address(address) == "/"


@pytest.fixture
def fresh(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser whose session was chosen by somebody else before its owner signs in."""
    with client.session_transaction() as cookie:
        cookie["company_id"] = 77
        cookie["link_asked_for"] = ["victima@example.mx", "2026-01-01T00:00:00+00:00"]
        cookie["_user_id"] = "a token somebody else knows"
    return client


def test_a_session_begins_anew_at_the_door_and_ends_there(app: Flask, fresh: FlaskClient) -> None:
    person = a_person(password_hash=hash_password("una clave bastante larga"))
    fresh.post("/sign-in/password", data={"email": person.email, "password": "una clave bastante larga"})
    with fresh.session_transaction() as cookie:
        first = cookie["_user_id"]
        assert {"company_id", "link_asked_for"} & set(cookie) == set()
        assert first != "a token somebody else knows"
        cookie["company_id"] = 5
    fresh.post("/sign-out")
    with fresh.session_transaction() as cookie:
        assert set(cookie) - {"_flashes"} == set()
        cookie["_user_id"] = first
    assert fresh.get("/account").location.startswith("/sign-in")


def answers(app: Flask, path: str, data: dict[str, str], emails: Iterable[str]) -> set[tuple[int, str | None, str]]:
    """What people are told, their addresses aside."""
    told = set()
    for email in emails:
        client = app.test_client()
        first = client.post(path, data={**data, "email": email})
        page = client.get(first.location) if first.location else first
        words = SIGNED.sub("…", page.text).replace(email, "…").replace(quote(email), "…")
        words = re.sub(r"\d\d:\d\d", "hh:mm", words)  # the minute may pass meanwhile
        told.add((first.status_code, first.location, words))
    return told


def test_a_stranger_learns_of_nobody_whether_they_are_known(app: Flask) -> None:
    edition = an_edition()
    a_notice()
    category = a_category(edition)
    known = a_person(email="conocida@example.mx")
    a_registration(category, known)
    emails = (str(known.email), "desconocida@example.mx")
    for path, data in (
        ("/sign-in", {}),
        ("/sign-in/password", {"password": "cualquier clave"}),
        (f"/{edition.slug}/register/link", {}),
        (f"/{edition.slug}/companies/new", {**COMPANY, "rfc": "MAB9307148T4"}),
    ):
        assert len(answers(app, path, data, emails)) == 1, path


def test_of_who_is_registered_already_a_stranger_learns_no_more_than_that(app: Flask) -> None:
    """The form shows the badge it makes; how an earlier registration stands is for its own mailbox alone."""
    edition = an_edition()
    a_notice()
    category = a_category(edition)
    emails = ("aprobada@example.mx", "pendiente@example.mx", "rechazada@example.mx")
    for email, status in zip(emails, ("approved", "pending", "rejected"), strict=True):
        a_registration(category, a_person(email=email), status=RegistrationStatus(status))
    path, data = f"/{edition.slug}/register/{category.id}", {**VISITOR, "notice": sign("notice", 1)}
    assert len(answers(app, path, data, emails)) == 1


def test_links_in_mails_lead_to_the_house_whatever_host_was_asked(app: Flask, client: FlaskClient) -> None:
    person = a_person(email="lectora@example.mx")
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    client.post("/sign-in", data={"email": person.email}, headers={"Host": "evil.example", **headers})
    assert mails_to("lectora@example.mx") == []
    client.post("/sign-in", data={"email": person.email}, headers=headers)
    letter = mails_to("lectora@example.mx")[0]
    assert "evil.example" not in letter.text + letter.html
    assert "http://localhost/sign-in/link/" in letter.text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
def test_what_a_sheet_would_compute_is_shown_as_text(app: Flask, client: FlaskClient, start: str) -> None:
    edition = an_edition()
    a_registration(a_category(edition), a_person(given_names=f"{start}1+1"), organisation=f"{start}HYPERLINK(1)")
    an_organiser(client, edition)
    sheet = client.get(f"/{edition.slug}/registrations/export.csv").text.removeprefix("\ufeff")
    cells = next(row for row in csv.DictReader(io.StringIO(sheet, newline="")) if "HYPERLINK" in row["organizacion"])
    assert (cells["nombres"][:1], cells["organizacion"][:1]) == ("'", "'")


@pytest.fixture
def limited(own_sqlite: str, tmp_path: Path) -> Iterator[Flask]:
    """A program with its limits on."""
    app = create_app(settings_for(own_sqlite, tmp_path, rate_limits=True))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_doors_that_are_knocked_at_too_often_close(limited: Flask) -> None:
    edition = an_edition()
    a_notice()
    category = a_category(edition)
    for path, data, allowed in (
        ("/sign-in", {"email": "a@example.mx"}, 5),
        ("/sign-in/password", {"email": "a@example.mx", "password": "x"}, 10),
        (f"/{edition.slug}/register/{category.id}", {}, 30),
        (f"/{edition.slug}/companies/new", {}, 20),
    ):
        client = limited.test_client()
        codes = [client.post(path, data=data).status_code for _ in range(allowed + 1)]
        assert (codes[-1], 429 in codes[:-1]) == (429, False), path
        assert "Demasiados intentos" in client.post(path, data=data).text
