"""What machines ask: whether the program serves, and what a search engine may read."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from forum.app import create_app
from forum.core.access import PUBLIC, access_of
from forum.core.commands import newest_migrations
from forum.core.database import db
from forum.core.health import DatabaseProbe
from tests.builders.editions import an_edition
from tests.builders.people import a_person, sign_in
from tests.conftest import A_MINUTE
from tests.conftest import test_settings as settings_for

SECRET = ["/calendar/{}.ics", "/r/{}", "/r/{}/badge", "/r/{}/badge.svg", "/r/{}/cancellation", "/sign-in/link/{}"]


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and never answers, as a hung database does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def address_of(server: socket.socket) -> str:
    return f"postgresql+psycopg://foro@127.0.0.1:{server.getsockname()[1]}/foro"


def test_health_is_well_while_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head("/healthz").status_code == 200


@pytest.mark.both_engines
def test_nobody_is_sent_to_a_database_of_another_version(app: Flask, client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ok", "database": "ok", "migrations": "ok"}
    (version,) = newest_migrations()
    try:
        _say_version("of_tomorrow")
        answer = client.get("/readyz")
        assert (answer.status_code, client.get("/healthz").status_code) == (503, 200)
        assert answer.json == {"status": "unavailable", "database": "ok", "migrations": "unavailable"}
    finally:
        _say_version(version)


def _say_version(version: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


@pytest.mark.both_engines
def test_the_probe_asks_both_engines(app: Flask, client: FlaskClient) -> None:
    assert DatabaseProbe().answers(db.engine)


def test_health_says_within_seconds_that_the_database_does_not_answer(silent: socket.socket, tmp_path: Path) -> None:
    client = create_app(settings_for(address_of(silent), tmp_path)).test_client()
    begin = time.monotonic()
    answer = client.get("/healthz")
    assert time.monotonic() - begin < A_MINUTE / 2
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json == {"status": "unavailable", "database": "unavailable"}


def test_a_hung_database_is_asked_once_and_believed_when_it_is_back(silent: socket.socket, app: Flask) -> None:
    hung, probe = create_engine(address_of(silent)), DatabaseProbe()
    assert [probe.answers(hung, patience=0.05) for _ in range(3)] == [False, False, False]
    silent.settimeout(0.2)
    silent.accept()[0].close()  # the one question ends
    with pytest.raises(TimeoutError):
        silent.accept()
    deadline = time.monotonic() + 5
    while not probe.answers(db.engine) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert probe.answers(db.engine)
    hung.dispose()


def test_no_edition_answers_for_health(client: FlaskClient) -> None:
    an_edition(slug="foro-27")
    assert client.get("/healthz").content_type == "application/json"


@pytest.mark.parametrize("address", SECRET)
def test_secret_addresses_are_not_indexed(client: FlaskClient, address: str) -> None:
    for token in ("made-up", "x" * 43):
        assert client.get(address.format(token)).headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_every_route_that_is_secret_or_closed_is_marked(app: Flask) -> None:
    """Asked without an edition or a sign-in: what is answered, a refusal too, is not for search engines."""
    edition, client = an_edition(), app.test_client()
    wrong = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or "GET" not in (rule.methods or ()):
            continue
        values = {name: "1" for name in rule.arguments} | {
            "edition_slug": edition.slug,
            "purpose": "home",
            "side": "buyer",
        }
        built = rule.build(values, append_unknown=False)
        assert built is not None
        secret = "token" in rule.arguments or access_of(app.view_functions[rule.endpoint]) != PUBLIC
        if ("X-Robots-Tag" in client.get(built[1]).headers) != secret:
            wrong.append(rule.rule)
    assert wrong == []


def test_public_pages_are_indexed_and_robots_told_the_rest(client: FlaskClient) -> None:
    edition = an_edition()
    assert "X-Robots-Tag" not in client.get(f"/{edition.slug}/").headers
    robots = client.get("/robots.txt")
    assert robots.content_type == "text/plain; charset=utf-8"
    assert robots.text.splitlines() == [
        "User-agent: *",
        "Disallow: /*/certificates/",
        "Disallow: /*/companies/invitations/",
        "Disallow: /*/kiosk/",
        "Disallow: /*/phone/",
        "Disallow: /again/",
        "Disallow: /calendar/",
        "Disallow: /d/",
        "Disallow: /o/",
        "Disallow: /r/",
        "Disallow: /sign-in/link/",
        "Disallow: /unsubscribe/",
    ]


def test_what_one_reads_signed_in_is_not_indexed(client: FlaskClient) -> None:
    sign_in(client, a_person())
    assert "noindex" in client.get("/account").headers["X-Robots-Tag"]
