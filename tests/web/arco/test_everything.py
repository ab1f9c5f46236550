"""Everything that is stored of a person leaves in one file, in their language."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.models import Person
from forum.app.personal import PERSONAL_DATA
from forum.arco.labels import TABLES
from forum.arco.queries.everything import belongs_to, read_everything
from forum.arco.rules.ways import LISTS, is_secret
from forum.core.clock import utc_now
from forum.core.database import Base, session
from forum.privacy.enums import Purpose
from forum.privacy.models import Notice
from tests.builders.registrations import agreed
from tests.builders.world import World

DECLARED = {
    name: {column for column, datum in columns.items() if datum is not None}
    for tables in PERSONAL_DATA
    for name, columns in tables.items()
    if any(columns.values()) and name not in LISTS
}
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


def person_of(world: World, role: str) -> Person:
    return session().get_one(Person, world.people[role])


def opened(answer: TestResponse) -> tuple[dict[str, Any], str]:
    with ZipFile(BytesIO(answer.data)) as archive:
        return json.loads(archive.read("datos.json")), archive.read("datos.html").decode()


def test_every_declared_column_of_every_package_is_in_the_export(world: World) -> None:
    for role in world.people:
        sections = {section.table: set(section.data) for section in read_everything(person_of(world, role))}
        assert sections == DECLARED


def test_every_declared_table_leads_to_its_person_and_has_a_title(world: World) -> None:
    nowhere = {
        name
        for name in DECLARED
        if str(belongs_to(Base.metadata.tables[name], person_of(world, "supplier"))) in {"false", "0 = 1"}
    }
    assert nowhere == set()
    assert set(DECLARED) - set(TABLES) == set()


def test_who_is_signed_in_downloads_their_own(world: World) -> None:
    for role in ("supplier", "buyer", "organiser", "steward"):
        answer = world.clients[role].get("/account/data/everything.zip")
        assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (
            200, "application/zip", "no-store",
        )  # fmt: skip
        data, page = opened(answer)
        (person,) = data["tables"]["person"]
        assert person["email"] == person_of(world, role).email
        assert person["email"] in page
    assert data["tables"].keys() == DECLARED.keys()
    assert world.clients["anonymous"].get("/account/data/everything.zip").status_code == 302


def test_every_purpose_somebody_agreed_to_is_in_it(world: World) -> None:
    person = person_of(world, "supplier")
    notice_id = session().scalars(select(Notice.id).limit(1)).one()
    agreed(person.id, notice_id, dict.fromkeys(Purpose, True), utc_now())
    answer = world.clients["supplier"].get("/account/data/everything.zip")
    assert answer.status_code == 200
    data, page = opened(answer)
    assert {consent["purpose"] for consent in data["tables"]["consent"]} >= {each.value for each in Purpose}
    assert "news" in page


def test_meetings_requests_and_mails_are_in_it(world: World) -> None:
    data, page = opened(world.clients["supplier"].get("/account/data/everything.zip"))
    tables = data["tables"]
    assert all(tables[name] for name in ("meeting_request", "meeting", "registration", "membership", "company"))
    assert "<h2>Solicitudes de cita</h2>" in page


def test_secrets_are_said_to_be_there_and_not_told(world: World) -> None:
    data, page = opened(world.clients["organiser"].get("/account/data/everything.zip"))
    assert data["tables"]["person"][0]["password_hash"] == "••••"
    assert "argon2" not in page
    assert [name for name in ("password_hash", "pin_verifier", "position") if is_secret(name)] == [
        "password_hash", "pin_verifier",
    ]  # fmt: skip


def test_nothing_of_others_is_in_it(world: World) -> None:
    data, _page = opened(world.clients["buyer"].get("/account/data/everything.zip"))
    told = json.dumps({**data["tables"], "outgoing_mail": []})
    others = session().scalars(select(Person.email).where(Person.id != world.people["buyer"])).all()
    assert [email for email in others if email and f'"{email}"' in told] == []


def test_the_account_leads_to_it(world: World) -> None:
    assert 'href="/account/data"' in world.clients["supplier"].get("/account").text
    assert "/account/data/everything.zip" in world.clients["supplier"].get("/account/data").text
