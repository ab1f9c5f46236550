"""What a browser may keep of this site: a person's own registration, agenda and badge, and nothing else."""

import time

import pytest
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core.pocket import KEEP, READER
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of

A_DAY = 86_400_000


def kept_until(answer: TestResponse) -> int:
    return int(answer.headers[KEEP])


def test_link_and_session_of_one_person_have_one_reader_and_others_another(client: FlaskClient) -> None:
    category = a_category(edition := an_edition())
    mine, _badge = somebody_with_badge(category, person := a_person())
    theirs = a_registration(category)
    others = client.application.test_client()
    sign_in(client, person)

    pages = [client.get(path) for path in (link_of(mine), f"/{edition.slug}/badge", "/account", f"/{edition.slug}/")]

    assert len({page.headers[READER] for page in pages}) == 1
    assert [KEEP in page.headers for page in pages] == [True, True, False, False]
    assert others.get(link_of(theirs)).headers[READER] != pages[0].headers[READER]
    assert READER not in others.get(f"/{edition.slug}/").headers
    assert READER not in others.get("/").headers


def test_pages_are_kept_until_the_forum_is_over(client: FlaskClient) -> None:
    edition = an_edition()
    registration = a_registration(a_category(edition))
    last_day = time.mktime(edition.ends_on.timetuple()) * 1000
    assert A_DAY < kept_until(client.get(link_of(registration))) - last_day <= 3 * A_DAY
    with time_machine.travel((last_day + 90 * A_DAY) / 1000):
        assert kept_until(client.get(link_of(registration))) - time.time() * 1000 <= 2 * A_DAY


@pytest.mark.parametrize("path", ["", "?x=1", "/details", "/cancellation", "/agenda.ics", "/badge.pdf"])
def test_a_page_that_is_not_kept_does_not_say_that_it_is(client: FlaskClient, path: str) -> None:
    registration, _badge = somebody_with_badge(a_category(an_edition()))
    page = client.get(f"{link_of(registration)}{path}")
    assert (KEEP in page.headers, b"data-pocket-line" in page.data) == (path == "", path == "")


def test_nobodys_link_is_not_kept(client: FlaskClient) -> None:
    registration = a_registration(a_category(edition := an_edition()))
    page = client.get(f"{link_of(registration)}x")
    assert (page.status_code, KEEP in page.headers, READER in page.headers) == (404, False, False)
    assert b"data-pocket-line" not in page.data
    sign_in(client, a_person())
    badge = client.get(f"/{edition.slug}/badge")
    assert (badge.status_code, KEEP in badge.headers) == (404, False)


def test_the_program_opens_at_ones_registration(client: FlaskClient) -> None:
    registration = a_registration(a_category(an_edition()))
    link = link_of(registration)
    assert f'href="{link}/app.webmanifest"' in client.get(link).text

    manifest = client.get(f"{link}/app.webmanifest").get_json()

    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", link, "/")
    assert client.get(f"{link}x/app.webmanifest").status_code == 404


def test_the_worker_and_the_page_without_network_are_nobodys(client: FlaskClient) -> None:
    sign_in(client, a_person(given_names="Zoraida"))
    worker, offline = client.get("/keeper.js"), client.get("/offline")
    assert (worker.mimetype, b"foro.pocket" in worker.data) == ("text/javascript", True)
    assert (KEEP in offline.headers, READER in offline.headers, "Zoraida" in offline.text) == (True, False, False)
