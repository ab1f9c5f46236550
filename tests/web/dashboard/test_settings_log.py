"""Changes of settings are in the log: old and new values in the words of the form, who, and a link to the page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.models import Change, ConfigurationEvent
from forum.editions.enums import HallKind
from forum.editions.models import Category, Hall
from forum.editions.service import remove_category
from tests.builders.editions import a_category, a_hall, an_edition
from tests.builders.pages import forms_of
from tests.builders.people import an_organiser


def events() -> list[ConfigurationEvent]:
    session().expire_all()
    return list(session().scalars(select(ConfigurationEvent).order_by(ConfigurationEvent.id)))


@pytest.mark.both_engines
def test_a_setting_is_told_with_its_old_and_new_value(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro")
    organiser = an_organiser(client)
    page = client.get("/foro/setup/rules").text
    form = next(each for each in forms_of(page, "/foro/setup/rules", "post") if "request_hours" in each.fields)
    sent = {**form.fields, "committees": [edition.committees], "request_hours": ["96"]}
    sent["supplier_meetings_cap"] = ["9"]
    assert client.post("/foro/setup/rules", data=sent).status_code == 302
    told = events()[-1]
    assert (told.thing, told.thing_id, told.change, told.by_id) == (
        "edition",
        edition.id,
        Change.CHANGED,
        organiser.id,
    )
    assert told.changes == {"request_hours": [72, 96], "supplier_meetings_cap": [8, 9]}
    before = len(events())
    client.post("/foro/setup/rules", data=sent)  # nothing new is no change
    assert len(events()) == before
    for asked, found in (
        ({"kind": "settings"}, True),
        ({"q": "máximo de citas"}, True),
        ({"q": "nada parecido"}, False),
        ({"q": "responder una solicitud"}, True),
        ({"q": organiser.email}, True),
        ({"kind": "roles"}, False),
    ):
        log = client.get("/foro/dashboard/changes", query_string=asked).text
        assert ("Plazo para responder una solicitud: 72 → 96" in log) is found, asked
    assert 'href="/foro/setup/"' in client.get("/foro/dashboard/changes?kind=settings").text


def test_quotas_slots_and_what_is_removed_are_told_once_each(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro")
    category = a_category(edition, quota=10, places_taken=3)
    hall = a_hall(edition)
    start = len(events())
    with atomic() as current:
        row = current.get_one(Category, category.id)
        row.quota, row.places_taken = 12, 4
    told = events()[start:]
    assert [(each.thing, each.title, each.changes, each.by_id) for each in told] == [
        ("category", category.name_es, {"quota": [10, 12]}, None)
    ]
    an_organiser(client)
    client.post(f"/foro/setup/categories/{category.id}/removal")
    assert [(each.change, each.count) for each in events()[start + 1 :]] == [(Change.REMOVED, 1)]
    page = client.get("/foro/setup/slots/new").text
    form = next(each for each in forms_of(page, "/foro/setup/slots/new", "post") if "length" in each.fields)
    made = client.post("/foro/setup/slots/new", data={**form.fields, "hall": [str(hall.id)], "create": ["y"]})
    assert made.status_code == 302
    last = events()[-1]
    assert (last.thing, last.change, last.count > 10) == ("slot", Change.MADE, True)
    log = client.get("/foro/dashboard/changes?kind=settings").text
    assert (f"{last.count} en total" in log, "Cupo: 10 → 12" in log) == (True, True)
    with atomic() as current:
        current.get_one(Hall, hall.id).kind = HallKind.CONFERENCE
    log = client.get("/foro/dashboard/changes?kind=settings").text
    assert "Uso: Encuentros B2B (mesas) → Conferencias" in log
    client.post("/foro/arco/retention", data={"notes": "6"})
    assert "Notas · Plazo guardado · 6 meses" in client.get("/foro/dashboard/changes?kind=retention").text


def test_what_is_refused_leaves_no_trace(app: Flask) -> None:
    category = a_category(an_edition(), quota=10)
    before = len(events())
    with pytest.raises(RuntimeError), atomic() as current:
        current.get_one(Category, category.id).quota = 11
        current.flush()
        raise RuntimeError
    assert len(events()) == before
    remove_category(category.id)
    assert len(events()) == before + 1
    assert events()[-1].at <= utc_now()
