"""A list saved under a name, opened as it was saved, and its link sent each morning to those who may open it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant
from forum.core.database import atomic, session
from forum.core.saved import list_permissions
from forum.lists.enums import Rhythm
from forum.lists.models import SavedList
from forum.lists.rules import day_to_send
from forum.lists.service import send_due_lists
from tests.builders.editions import an_edition
from tests.builders.lists import a_saved_list
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser, sign_in

MONDAY = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)  # eight in the morning in León
ZONE = "America/Mexico_City"


def test_when_a_list_is_sent() -> None:
    today = MONDAY.date()
    table = [
        (Rhythm.NEVER, None, MONDAY, None),
        (Rhythm.DAILY, None, MONDAY, today),
        (Rhythm.DAILY, today, MONDAY, None),
        (Rhythm.DAILY, None, MONDAY - timedelta(hours=2), None),
        (Rhythm.WEEKLY, None, MONDAY, today),
        (Rhythm.WEEKLY, None, MONDAY + timedelta(days=1), None),
        (Rhythm.WEEKLY, today - timedelta(days=7), MONDAY, today),
    ]
    for rhythm, sent_on, now, expected in table:
        assert day_to_send(rhythm, sent_on=sent_on, zone=ZONE, now=now) == expected


@pytest.mark.both_engines
def test_a_list_is_saved_opened_changed_and_deleted(client: FlaskClient) -> None:
    edition = an_edition()
    person = an_organiser(client, edition)
    base = f"/{edition.slug}/lists"
    page = client.get(f"/{edition.slug}/registrations?status=pending&sort=-name").text
    assert f"{base}/new?kind=registrations" in page
    new = f"{base}/new?kind=registrations&status=pending&sort=-name"
    nobody = client.post(new, data={"name": "Por aprobar", "rhythm": "daily"})
    assert (nobody.status_code, "Elija quién recibe la lista, o no la envíe." in nobody.text) == (422, True)
    told = {"name": "Por aprobar", "rhythm": "daily", "readers": [person.id]}
    assert client.post(new, data=told).status_code == 303
    assert "Ya hay una lista guardada con ese nombre." in client.post(new, data=told).text
    saved = session().query(SavedList).one()
    opened = client.get(f"{base}/{saved.id}")
    assert opened.location == f"/{edition.slug}/registrations?status=pending&sort=-name"
    assert "Cada mañana" in client.get(base).text
    assert client.post(f"{base}/{saved.id}/edit", data={**told, "rhythm": "weekly"}).status_code == 303
    assert "Los lunes" in client.get(base).text
    client.post(f"{base}/{saved.id}/deletion")
    assert session().query(SavedList).count() == 0


def test_an_address_is_kept_as_it_is_whatever_it_names(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    said = "endpoint=x&_method=PUT&_scheme=ftp&edition_slug=other&list_id=7"
    new = f"/{edition.slug}/lists/new?kind=registrations&{said}"
    assert client.get(new).status_code == 200
    assert client.post(new, data={"name": "Todas", "rhythm": "never"}).status_code == 303
    saved = session().query(SavedList).one()
    assert client.get(f"/{edition.slug}/lists/{saved.id}").location == f"/{edition.slug}/registrations?{said}"
    unticked = client.post(f"/{edition.slug}/messages/new/registrations?{said}")
    assert (unticked.status_code, unticked.location) == (303, f"/{edition.slug}/registrations?{said}")


@pytest.mark.both_engines
def test_it_is_sent_once_a_day_to_those_who_may_still_open_it(client: FlaskClient) -> None:
    edition = an_edition(time_zone=ZONE)
    stays, leaves = (a_person(email=f"{name}@example.mx") for name in ("stays", "leaves"))
    for person in (stays, leaves):
        a_role(person, Role.ORGANISER, edition)
    a_saved_list(edition.id, rhythm=Rhythm.DAILY, readers=[stays.id, leaves.id])
    permissions = list_permissions()
    assert send_due_lists(permissions, now=MONDAY) == 2
    assert send_due_lists(permissions, now=MONDAY + timedelta(hours=1)) == 0
    with atomic() as current:
        current.query(RoleGrant).filter_by(person_id=leaves.id).delete()
    assert send_due_lists(permissions, now=MONDAY + timedelta(days=1)) == 1
    assert [len(mails_to(f"{name}@example.mx")) for name in ("stays", "leaves")] == [2, 1]
    assert f"/{edition.slug}/lists/" in mails_to("stays@example.mx")[0].text


def test_who_may_not_open_a_list_finds_none(client: FlaskClient) -> None:
    edition = an_edition()
    saved = a_saved_list(edition.id)
    coordinator, steward = a_person(), a_person()
    a_role(coordinator, Role.COORDINATOR, edition)
    a_role(steward, Role.GATE_STEWARD, edition)
    sign_in(client, coordinator)
    assert saved.name not in client.get(f"/{edition.slug}/lists").text
    assert client.get(f"/{edition.slug}/lists/{saved.id}").status_code == 404
    assert client.get(f"/{edition.slug}/lists/new?kind=registrations").status_code == 404
    sign_in(client, steward)
    assert client.get(f"/{edition.slug}/lists").status_code == 404
