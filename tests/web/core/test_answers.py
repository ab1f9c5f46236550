"""What every answer carries: headers, languages, looks, and errors in words."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.app import create_app
from forum.core.web import HEADERS, local_address
from forum.settings import sqlite_url
from tests.conftest import test_settings as settings_for


def test_every_answer_is_armoured(client: FlaskClient) -> None:
    answer = client.get("/nothing-here/at-all")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_nothing_there_is_said_in_words(client: FlaskClient) -> None:
    answer = client.get("/nothing-here/at-all")
    assert answer.status_code == 404
    assert "No encontramos" in answer.text


def test_the_language_follows_the_browser(client: FlaskClient) -> None:
    answer = client.get("/nothing-here/at-all", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="en' in answer.text


def test_the_switch_of_language_is_kept_and_comes_back(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/nothing-here/at-all")
    assert (answer.status_code, answer.location) == (302, "/nothing-here/at-all")
    assert '<html lang="en' in client.get("/nothing-here/at-all").text


def test_an_unknown_language_is_not_found(client: FlaskClient) -> None:
    assert client.get("/language/xx").status_code == 404


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "", None])
def test_only_addresses_of_ours_are_come_back_to(address: str | None) -> None:
    assert local_address(address) == "/"


def test_cookies_are_host_only_over_https(tmp_path: Path) -> None:
    app = create_app(settings_for(sqlite_url(tmp_path / "x.sqlite"), tmp_path, base_url="https://foro.example.mx"))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-foro"
    assert (app.config["SESSION_COOKIE_SECURE"], app.config["SESSION_COOKIE_PATH"]) == (True, "/")
    assert "Strict-Transport-Security" in app.test_client().get("/nothing-here/at-all").headers


def test_a_bug_becomes_a_page_with_a_reference(tmp_path: Path) -> None:
    app: Flask = create_app(settings_for(sqlite_url(tmp_path / "x.sqlite"), tmp_path, testing=False))

    def crash() -> str:
        raise ZeroDivisionError("secret detail")

    crash.access = ""  # type: ignore[attr-defined]
    app.add_url_rule("/crash", view_func=crash)
    answer = app.test_client().get("/crash")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "con este número" in answer.text
