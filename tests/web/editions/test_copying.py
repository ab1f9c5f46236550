"""The next edition as a copy of one that is set up."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant
from forum.badges.enums import Layout, Purpose
from forum.badges.models import BadgeTemplate
from forum.checkin.enums import GateDirection
from forum.checkin.models import Area, AreaCategory, Gate
from forum.core.database import atomic, locked, session
from forum.editions.enums import PlannedWishes
from forum.editions.models import Category, CategoryDay, Day, Edition, Hall, MeetingTable, Slot
from forum.editions.rules import to_local
from tests.builders.checkin import a_gate, an_area
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration

COPY = {
    "name": "Foro de Proveeduría Automotriz",
    "ordinal": "14",
    "slug": "foro-2027",
    "starts_on": "2027-09-08",
    "ends_on": "2027-09-10",
    "venue_name": "Poliforum León",
    "venue_address": "",
    "time_zone": "America/Tijuana",
}


def a_source() -> Edition:
    edition = an_edition(slug="foro", about_es="Uno.", request_hours=48, staff_badges_per_stand=2)
    with atomic():
        locked(Edition, edition.id).planned_wishes = PlannedWishes.ALL
    category = a_category(edition, code="visitante", quota=300, places_taken=0, needs_approval=True)
    a_registration(category)
    hall = a_hall(edition, name="Salón B2B")
    tables(hall, 3)
    day = days_of(edition)[0]
    slots(hall, day, 2)
    with atomic() as current:
        current.add(CategoryDay(category_id=category.id, day_id=day.id))
    return edition


def count(model: type[Category | Day | Hall | MeetingTable | Slot], edition: Edition) -> int:
    return session().scalar(select(func.count()).where(model.edition_id == edition.id)) or 0


@pytest.mark.both_engines
def test_an_organiser_of_one_edition_copies_it_and_organises_the_copy(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    a_role(a_person(), Role.ORGANISER, source)
    person = an_organiser(client, source)
    assert "/foro/setup/copy" in client.get("/foro/setup/").text
    page = client.get("/foro/setup/copy").text
    assert f'value="{source.ordinal + 1}"' in page
    assert client.post("/foro/setup/copy", data=COPY).location == "/foro-2027/setup/"
    copy = session().scalars(select(Edition).where(Edition.slug == "foro-2027")).one()
    assert (copy.published_at, copy.about_es, copy.request_hours, copy.staff_badges_per_stand) == (None, "Uno.", 48, 2)
    assert copy.planned_wishes is PlannedWishes.ALL
    assert [count(model, copy) for model in (Day, Category, Hall, MeetingTable, Slot)] == [3, 1, 1, 3, 0]
    category = session().scalars(select(Category).where(Category.edition_id == copy.id)).one()
    assert (category.code, category.quota, category.places_taken, category.needs_approval) == (
        "visitante",
        300,
        0,
        True,
    )
    grants = session().execute(select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.edition_id == copy.id))
    assert [tuple(row) for row in grants] == [(person.id, Role.ORGANISER)]
    assert client.get("/foro-2027/setup/").status_code == 200
    assert client.post("/foro-2027/setup/publication").status_code == 403


def test_the_windows_keep_their_distance_and_their_hours(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    an_organiser(client, source)
    client.post("/foro/setup/copy", data=COPY)
    copy = session().scalars(select(Edition).where(Edition.slug == "foro-2027")).one()
    before, after = (to_local(each.requests_open_at, each.time_zone) for each in (source, copy))
    assert after - before == date(2027, 9, 8) - source.starts_on
    before, after = (to_local(each.registration_closes_at, each.time_zone) for each in (source, copy))
    assert after - before == date(2027, 9, 10) - source.ends_on


def test_windows_that_do_not_fit_follow_from_the_dates(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    with atomic():
        source.registration_opens_at = source.registration_closes_at - timedelta(hours=1)
    an_organiser(client, source)
    client.post("/foro/setup/copy", data={**COPY, "ends_on": COPY["starts_on"]})
    copy = session().scalars(select(Edition).where(Edition.slug == "foro-2027")).one()
    opens = to_local(copy.registration_opens_at, copy.time_zone).date()
    assert opens == date(2027, 9, 8) - timedelta(days=120)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slug": "foro"}, "Otra edición usa o usó esa dirección."),
        ({"ends_on": "2027-09-07"}, "Elija un último día igual o posterior al primero"),
        ({"venue_name": ""}, "Falta este dato."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, change: dict[str, str], sentence: str
) -> None:
    an_organiser(client, a_source())
    answer = client.post("/foro/setup/copy", data={**COPY, **change})
    assert (answer.status_code, sentence in answer.text, 'value="14"' in answer.text) == (422, True, True)
    assert session().scalars(select(Edition.slug)).all() == ["foro"]


def test_only_its_organisers_copy_an_edition(app: Flask, client: FlaskClient) -> None:
    source, viewer = a_source(), a_person()
    assert client.get("/foro/setup/copy").location.startswith("/sign-in")
    a_role(viewer, Role.VIEWER, source)
    assert sign_in(client, viewer).post("/foro/setup/copy", data=COPY).status_code == 403
    an_organiser(client, an_edition())
    assert client.post("/foro/setup/copy", data=COPY).status_code == 403


@pytest.mark.both_engines
def test_a_copy_has_the_areas_gates_and_badge_templates_of_the_other(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    category = session().scalars(select(Category).where(Category.edition_id == source.id)).one()
    limits = {"category_ids": [category.id], "day_ids": [days_of(source)[0].id]}
    a_category(source, code="otra")
    dining = an_area(source, "Comedor", capacity=300, once_a_day=True, **limits)
    a_gate(source, "Comedor norte", area=dining, direction=GateDirection.BOTH)
    a_gate(source, "Acceso principal")
    with atomic() as current:
        of_source = {"edition_id": source.id, "category_id": category.id}
        current.add(BadgeTemplate(**of_source, purpose=Purpose.SHEET, layout=Layout.A6, choices={}))
    an_organiser(client, source)
    assert client.post("/foro/setup/copy", data=COPY).status_code == 302
    copy = session().scalars(select(Edition).where(Edition.slug == "foro-2027")).one()
    gates = session().execute(
        select(Area.name, Area.capacity, Area.once_a_day, Gate.name, Gate.direction)
        .join(Gate, Gate.area_id == Area.id)
        .where(Area.edition_id == copy.id, Gate.edition_id == copy.id)
        .order_by(Gate.name)
    )
    assert [tuple(row) for row in gates] == [
        ("Foro", None, False, "Acceso principal", GateDirection.IN),
        ("Comedor", 300, True, "Comedor norte", GateDirection.BOTH),
    ]
    entering = select(Category.edition_id, Category.code).join(AreaCategory, AreaCategory.category_id == Category.id)
    assert sorted(map(tuple, session().execute(entering))) == [(source.id, "visitante"), (copy.id, "visitante")]
    template = session().scalars(select(BadgeTemplate).where(BadgeTemplate.edition_id == copy.id)).one()
    assert (template.purpose, template.layout) == (Purpose.SHEET, Layout.A6)
    assert template.category_id != category.id
