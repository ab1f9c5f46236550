"""The names the site answers to."""

from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core.database import Base, db
from forum.settings import sqlite_url
from tests.builders.editions import an_edition
from tests.conftest import test_settings as settings_of

ADDRESS = "https://foro.example.mx"


def an_app(folder: Path, **changes: object) -> Flask:
    changes = {"base_url": ADDRESS, "hosts": ("www.foro.example.mx",), **changes}
    app = create_app(settings_of(sqlite_url(folder / "x.sqlite"), folder, **changes))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        an_edition(slug="foro")
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with a public address and another name."""
    return an_app(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(
    "host",
    [
        "foro.example.mx", "FORO.example.mx", "foro.example.mx.", "foro.example.mx:443", "foro.example.mx:",
        "www.foro.example.mx", "localhost", "localhost:8177", "127.0.0.1:8000", "[::1]:8000", "",
    ],
)  # fmt: skip
def test_it_answers_to_its_names(site: Flask, host: str) -> None:
    assert site.test_client().get("/foro/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:443", "foro.example.mx.evil.example", "evil.example\\@foro.example.mx",
        "foro.example.mx@evil.example", "127.0.0.1.evil.example", "[::1", "[::2]", "foro.example.mx:evil.example", "ñ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/foro", "/foro/", "/nothing/here", "/sign-in", "/static/none.css"])
def test_another_name_is_refused_in_words_and_goes_nowhere(site: Flask, host: str, path: str) -> None:
    answer = site.test_client().get(path, headers={"Host": host, "Accept-Language": "en"})
    assert (answer.status_code, answer.location) == (400, None)
    assert f"Open it at {ADDRESS}." in answer.text
    assert "evil" not in answer.text
    assert f'href="{ADDRESS}/"' in answer.text


def test_an_app_is_told_in_its_own_way(site: Flask) -> None:
    answer = site.test_client().post("/api/gates/1/scans", json={}, headers={"Host": "evil.example"})
    sentence = f"Este sitio tiene otra dirección. Ábralo en {ADDRESS}."
    assert (answer.status_code, answer.json) == (400, {"code": "core.unknown_host", "message": sentence})


def test_what_a_trusted_proxy_says_is_checked_as_well(tmp_path: Path) -> None:
    client = an_app(tmp_path, proxies=1).test_client()
    answers = [
        client.get("/foro/", headers={"Host": "localhost", "X-Forwarded-Host": host}).status_code
        for host in ("foro.example.mx", "evil.example")
    ]
    assert answers == [200, 400]


def test_the_proper_address_of_a_page_names_no_host(site: Flask) -> None:
    answer = site.test_client().get("/foro?a=1&b=%C3%B1", headers={"Host": "localhost:99"})
    assert (answer.status_code, answer.location) == (308, "/foro/?a=1&b=%C3%B1")
