"""The next edition as a copy of one that is set up."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.badges.enums import Layout, Purpose
from forum.badges.models import BadgeTemplate
from forum.checkin.enums import GateDirection
from forum.checkin.models import Area, AreaCategory, AreaDay, Gate
from forum.companies.models import AllyCode
from forum.core.database import atomic, locked, session
from forum.editions.enums import CopiedPart, PlannedWishes
from forum.editions.models import Category, CategoryDay, Day, Edition, Hall, MeetingTable, Slot
from forum.editions.rules import to_local
from forum.exhibitors.models import Stand
from tests.builders.checkin import a_gate, an_area
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.exhibitors import stands
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration

COPY: dict[str, Any] = {
    "name": "Foro de Proveeduría Automotriz",
    "ordinal": "14",
    "slug": "foro-2027",
    "starts_on": "2027-09-08",
    "ends_on": "2027-09-10",
    "venue_name": "Poliforum León",
    "venue_address": "",
    "time_zone": "America/Tijuana",
    "parts": [part.value for part in CopiedPart if part not in {CopiedPart.TEAM, CopiedPart.CODES, CopiedPart.SLOTS}],
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
        ({"parts": ["slots", "categories"]}, "marque también «Salones y mesas»"),
        ({"parts": ["badges", "halls"]}, "marque también «Categorías»"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, change: dict[str, Any], sentence: str
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


def copied(client: FlaskClient, *parts: CopiedPart, **change: Any) -> Edition:
    """The copy of the edition `foro` with these parts."""
    answer = client.post("/foro/setup/copy", data={**COPY, "parts": [part.value for part in parts], **change})
    assert answer.location == "/foro-2027/setup/", answer.text
    return session().scalars(select(Edition).where(Edition.slug == "foro-2027")).one()


def test_the_form_proposes_the_same_weekdays_a_year_later(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    an_organiser(client, source)
    page = client.get("/foro/setup/copy").text
    year = timedelta(weeks=52)
    assert f'value="{source.starts_on + year}"' in page
    assert f'value="{source.ends_on + year}"' in page
    ticked = {tag.split('value="')[1].split('"')[0] for tag in page.split("<input") if "checked" in tag.split(">")[0]}
    assert ticked == {part.value for part in CopiedPart} - {"team", "codes"}


def test_of_an_edition_nothing_but_its_hours_is_copied_without_a_tick(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    an_organiser(client, source)
    copy = copied(client)
    assert (copy.about_es, copy.request_hours, copy.planned_wishes) == ("", 72, PlannedWishes.CONFIRMED)
    assert [count(model, copy) for model in (Day, Hall, MeetingTable, Slot)] == [3, 0, 0, 0]
    assert count(Category, copy) > 1  # those an edition starts with
    assert session().scalars(select(Area.name).where(Area.edition_id == copy.id)).all() == ["Foro"]


@pytest.mark.both_engines
def test_slots_move_with_their_days_at_the_same_times_of_the_clock(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    hall, days = session().scalars(select(Hall)).one(), days_of(source)
    slots(hall, days[1], 1)
    with atomic():
        session().scalars(select(Slot).order_by(Slot.starts_at)).first().blocked_reason = "Inauguración"  # type: ignore[union-attr]
    an_organiser(client, source)
    copy = copied(client, CopiedPart.HALLS, CopiedPart.SLOTS, ends_on=COPY["starts_on"])  # one day: the second has none
    moved = session().scalars(select(Slot).where(Slot.edition_id == copy.id).order_by(Slot.starts_at)).all()
    before = session().scalars(select(Slot).where(Slot.day_id == days[0].id).order_by(Slot.starts_at)).all()
    assert [to_local(each.starts_at, copy.time_zone).time() for each in moved] == [
        to_local(each.starts_at, source.time_zone).time() for each in before
    ]
    assert {to_local(each.starts_at, copy.time_zone).date() for each in moved} == {date(2027, 9, 8)}
    assert [each.blocked_reason for each in moved] == ["Inauguración", None]
    assert {each.hall_id for each in moved} == set(session().scalars(select(Hall.id).where(Hall.edition_id == copy.id)))


def test_days_of_categories_and_areas_follow_the_days(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    an_area(source, "Comedor", day_ids=[days_of(source)[1].id])
    an_organiser(client, source)
    copy = copied(client, CopiedPart.CATEGORIES, CopiedPart.DOORS)
    limited = select(Day.date).join(CategoryDay, CategoryDay.day_id == Day.id).where(Day.edition_id == copy.id)
    assert session().scalars(limited).all() == [date(2027, 9, 8)]
    opening = select(Day.date).join(AreaDay, AreaDay.day_id == Day.id).where(Day.edition_id == copy.id)
    assert session().scalars(opening).all() == [date(2027, 9, 9)]


def test_stands_are_copied_onto_the_same_plan_without_their_exhibitors(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    [stand] = stands(source, 1)
    an_organiser(client, source)
    copy = copied(client, CopiedPart.HALLS, CopiedPart.STANDS)
    made = session().scalars(select(Stand).where(Stand.edition_id == copy.id)).one()
    outline = ("code", "kind", "width_cm", "depth_cm", "x_cm", "y_cm")
    assert [getattr(made, name) for name in outline] == [getattr(stand, name) for name in outline]
    assert session().get_one(Hall, made.hall_id).edition_id == copy.id


def test_codes_of_allies_are_copied_unused_and_expire_as_long_before_the_forum(app: Flask, client: FlaskClient) -> None:
    source = a_source()
    code = an_ally_code(an_ally(), edition_id=source.id, uses=3, cap=9, expires_at=source.registration_closes_at)
    an_organiser(client, source)
    copy = copied(client, CopiedPart.CODES)
    made = session().scalars(select(AllyCode).where(AllyCode.edition_id == copy.id)).one()
    assert (made.code, made.cap, made.uses, made.ally_id) == (code.code, code.cap, 0, code.ally_id)
    assert code.expires_at is not None
    assert made.expires_at == code.expires_at + (copy.starts_on - source.starts_on)


def test_the_team_is_copied_when_it_is_ticked_without_closed_accounts(app: Flask, client: FlaskClient) -> None:
    source, steward, closed = a_source(), a_person(), a_person()
    a_role(steward, Role.GATE_STEWARD, source)
    a_role(closed, Role.GATE_STEWARD, source)
    a_role(closed, Role.BUYER, source)
    with atomic():
        locked(Person, closed.id).disabled_at = source.registration_opens_at
    person = an_organiser(client, source)
    copy = copied(client, CopiedPart.TEAM)
    grants = session().execute(select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.edition_id == copy.id))
    assert sorted(map(tuple, grants)) == sorted([(person.id, Role.ORGANISER), (steward.id, Role.GATE_STEWARD)])
