"""Who changed what, when: the histories of all domains as one list that can be searched."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from forum.accounts.enums import Role
from forum.core.database import Base, db, session
from forum.core.history import Event
from forum.dashboard.labels import CHANGES
from forum.dashboard.queries.log import KINDS, list_changes
from tests.builders.arco import an_arco_request
from tests.builders.editions import an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in

INVITED = {"email": "luz@empresa.mx", "given_names": "Luz", "first_surname": "Peña", "language": "es"}


def test_every_history_is_in_the_log_and_has_a_name() -> None:
    histories = {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Event)}
    assert histories == set(KINDS.values())
    assert KINDS.keys() == CHANGES.keys()


def test_a_change_is_found_by_who_did_it_by_whom_it_is_about_and_by_day(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    client.post(f"/{edition.slug}/team/new", data={**INVITED, "role": "viewer"})
    an_arco_request("nadie@empresa.mx")
    log = f"/{edition.slug}/dashboard/changes"
    page = client.get(log).text
    assert ("Solo consulta" in page, "Luz Peña" in page, "Solicitud recibida" in page) == (True, True, True)
    for asked, found in (
        ({"q": "luz"}, True),
        ({"q": organiser.email}, True),
        ({"q": "nadie más"}, False),
        ({"kind": "roles"}, True),
        ({"kind": "meetings"}, False),
        ({"until": "2020-01-01"}, False),
        ({"until": "no es un día", "kind": "nada"}, True),
    ):
        assert ("Solo consulta" in client.get(log, query_string=asked).text) is found, asked
    assert log in client.get(f"/{edition.slug}/dashboard").text


@pytest.mark.parametrize("text", ["", "luz"])
def test_no_history_reads_all_people(app: Flask, text: str) -> None:
    """SQLite says so before the tables are large: who did a change, and of whom, is fetched by their key."""
    if db.engine.dialect.name != "sqlite":
        return
    asked: list[tuple[str, tuple[object, ...]]] = []
    listener = (
        db.engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, values, *_rest: asked.append((sql, values)),
    )
    event.listen(*listener)
    list_changes(kind=None, text=text, until=None, zone="America/Mexico_City")
    event.remove(*listener)
    assert len(asked) == len(KINDS)
    for sql, values in asked:
        plan = session().connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        scanned = [row.detail for row in plan if row.detail.startswith("SCAN person")]
        assert [step for step in scanned if "person_search" not in step] == []


def test_who_organises_one_edition_does_not_read_it(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    sign_in(client, person)
    assert client.get(f"/{edition.slug}/dashboard/changes").status_code == 403
    assert "dashboard/changes" not in client.get(f"/{edition.slug}/dashboard").text
