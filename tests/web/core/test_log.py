"""The log as JSON: a number for each request, no secret and nothing of people in it, and who was kept out."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from forum.accounts.enums import Role
from forum.accounts.service import grant_role, hash_password
from forum.app import create_app
from forum.core import engines
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.logs import JsonLines, note_security, without_values
from tests.builders.editions import an_edition
from tests.builders.people import a_person, sign_in
from tests.conftest import test_settings as settings_for

PASSWORD = "una frase larga"


class Lines(logging.Handler):
    """What is logged, as the lines that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def of(self, logger: str) -> list[dict[str, object]]:
        return [each for each in self.lines if each["logger"] == logger]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the program logs during a test."""
    handler, forum = Lines(), logging.getLogger("forum")
    before = forum.level
    forum.addHandler(handler)
    forum.setLevel(logging.INFO)
    yield handler
    forum.removeHandler(handler)
    forum.setLevel(before)


def test_every_answer_has_the_number_of_its_request(client: FlaskClient) -> None:
    first, second = (client.get("/sign-in").headers["X-Request-ID"] for _ in range(2))
    assert (len(first), first != second) == (16, True)
    assert client.get("/sign-in", headers={"X-Request-ID": "of-the-proxy"}).headers["X-Request-ID"] == "of-the-proxy"
    refused = client.get("/sign-in", headers={"X-Request-ID": "<b>"}).headers["X-Request-ID"]
    assert len(refused) == 16


def test_a_password_that_is_wrong_and_one_that_is_right_are_told_apart(client: FlaskClient, lines: Lines) -> None:
    person = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    for password in ("otra cosa", PASSWORD):
        client.post("/sign-in/password", data={"email": "ana@example.mx", "password": password})
    refused, opened = lines.of("forum.security")
    assert (refused["message"], refused["code"]) == ("refused", "accounts.wrong_password")
    assert (opened["message"], opened["person_id"]) == ("signed in", person.id)
    assert refused["network"] == opened["network"]
    assert "127.0.0.1" not in json.dumps(lines.lines)
    assert "ana@example.mx" not in json.dumps(lines.lines)


@pytest.mark.both_engines
def test_a_role_that_is_granted_is_told_once_it_is_saved(app: Flask, lines: Lines) -> None:
    edition, person = an_edition(), a_person()
    grant_role(person.id, role=Role.VIEWER, edition_id=edition.id, by=None, now=utc_now())
    (told,) = lines.of("forum.security")
    assert (told["message"], told["person_id"], told["role"], told["granted"]) == (
        "role changed", person.id, Role.VIEWER.value, True
    )  # fmt: skip


def test_who_has_no_permission_is_told_with_the_route_and_no_address(client: FlaskClient, lines: Lines) -> None:
    edition, person = an_edition(), a_person()
    sign_in(client, person)
    assert client.get(f"/{edition.slug}/registrations").status_code == 403
    told = lines.of("forum.security")[-1]
    assert (told["code"], told["route"], told["person"]) == (
        "core.not_allowed", "GET /<edition_slug>/registrations", person.id
    )  # fmt: skip


def test_a_slow_statement_is_logged_without_its_values(
    app: Flask, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SLOW_S", 0.0)
    session().execute(text("SELECT :name"), {"name": "Íñigo Peñaloza"})
    told = lines.of("forum.database")[-1]
    assert (told["level"], str(told["statement"])[:7]) == ("warning", "SELECT ")
    assert "Peñaloza" not in json.dumps(lines.lines, ensure_ascii=False)


def test_what_a_driver_repeats_of_people_is_left_out() -> None:
    said = "duplicate key value violates\nDETAIL:  Key (email)=(ana@example.mx) already exists.\nafter"
    assert without_values(said) == "duplicate key value violates\nDETAIL: …\nafter"


def test_each_request_is_a_line_that_names_no_secret(
    own_sqlite: str, tmp_path: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with create_app(settings_for(own_sqlite, tmp_path, log_as_json=True)).test_client() as browser:
        number = browser.get("/o/a-secret-token/meetings/outcomes").headers["X-Request-ID"]
    (told,) = lines.of("forum.access")
    assert (told["message"], told["status"], told["request"]) == ("GET /o/<token>/meetings/outcomes", 404, number)
    assert "a-secret-token" not in json.dumps(lines.lines)


def test_who_comes_without_a_key_is_told(client: FlaskClient, lines: Lines) -> None:
    edition = an_edition()
    assert client.get(f"/api/v1/editions/{edition.slug}/registrations").status_code == 401
    assert lines.of("forum.security")[-1]["message"] == "without a key"


def test_outside_a_request_a_line_has_no_network(app: Flask, lines: Lines) -> None:
    note_security("data handed over", people=3)
    (told,) = lines.of("forum.security")
    assert ("network" in told, told["people"]) == (False, 3)
