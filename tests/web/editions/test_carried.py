"""Settings that change what is stored: carried along, redirected or refused in words."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, locked, session
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, CategoryDay, Day, Edition, Hall, Slot
from forum.editions.rules import to_local
from forum.matchmaking.enums import Side
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Engagement, Meeting, MeetingEvent
from forum.meetings.service import add_engagement, confirm_meeting
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.exhibitors import stands
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser, sign_in
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.both_engines

DAY = timedelta(days=1)
MEXICO, TIJUANA = "America/Mexico_City", "America/Tijuana"


@pytest.fixture
def edition(app: Flask, client: FlaskClient) -> Edition:
    edition = an_edition(slug="foro", buyer_spare_slots_per_day=0)
    an_organiser(client, edition)
    return edition


def save(client: FlaskClient, edition: Edition, **changes: object):  # noqa: ANN201
    """Send the page of details with changes; dates as days later than now."""
    typed = {
        "name": edition.name, "ordinal": 13, "slug": edition.slug, "starts_on": edition.starts_on,
        "ends_on": edition.ends_on, "venue_name": edition.venue_name, "venue_address": "", "time_zone": MEXICO,
        "about_es": "", "about_en": "",
    }  # fmt: skip
    data = {name: str(value) for name, value in {**typed, **changes}.items()}
    return client.post(f"/{edition.slug}/setup/details", data=data, follow_redirects=True)


def move(client: FlaskClient, edition: Edition, starts: int, ends: int):  # noqa: ANN201
    first, last = edition.starts_on, edition.ends_on
    return save(client, edition, starts_on=first + starts * DAY, ends_on=last + ends * DAY)


def clocks(edition: Edition, zone: str = MEXICO) -> list[str]:
    session().expire_all()
    times = session().scalars(select(Slot.starts_at).where(Slot.edition_id == edition.id).order_by(Slot.starts_at))
    return [f"{to_local(at, zone):%d %H:%M}" for at in times]


def dates(edition: Edition) -> list[date]:
    return list(session().scalars(select(Day.date).where(Day.edition_id == edition.id).order_by(Day.date)))


@pytest.mark.parametrize("by", [1, -1, 30])
def test_slots_without_meetings_move_with_their_days(client: FlaskClient, edition: Edition, by: int) -> None:
    hall, first = a_hall(edition), edition.starts_on
    for day in days_of(edition):
        slots(hall, day, 2)
    category = a_category(edition)
    with atomic() as current:
        current.add(CategoryDay(category_id=category.id, day_id=days_of(edition)[1].id))
    before = [(first + DAY * (n + by)) for n in (0, 1)]
    page = move(client, edition, by, by)
    assert "4 horarios cambiaron de fecha con los días del foro." in page.text
    assert dates(edition) == before
    assert clocks(edition) == [f"{day:%d} {clock}" for day in before for clock in ("09:00", "09:25")]


@pytest.mark.parametrize(("by", "zone"), [(1, MEXICO), (30, MEXICO), (0, TIJUANA), (2, TIJUANA)])
def test_times_at_which_people_cannot_come_move_with_their_days(
    client: FlaskClient, edition: Edition, by: int, zone: str
) -> None:
    first, second = slots(a_hall(edition), days_of(edition)[1], 2)
    person = a_person()
    add_engagement(
        person.id, starts_at=first.starts_at, ends_at=second.ends_at, kind=EngagementKind.TALK, note="",
        edition=edition, by=person.id, now=utc_now(),
    )  # fmt: skip
    dates = {"starts_on": edition.starts_on + by * DAY, "ends_on": edition.ends_on + by * DAY}
    assert save(client, edition, time_zone=zone, **dates).status_code == 200
    session().refresh(first)
    session().refresh(second)
    assert session().execute(select(Engagement.starts_at, Engagement.ends_at)).tuples().all() == [
        (first.starts_at, second.ends_at)
    ]


def test_windows_follow_and_the_page_says_so(client: FlaskClient, edition: Edition) -> None:
    opened, closes, freeze = (
        edition.registration_opens_at, edition.registration_closes_at, edition.freeze_at,
    )  # fmt: skip
    assert "Recorrimos las fechas límite con el foro." in move(client, edition, 7, 7).text
    session().refresh(edition)
    assert edition.registration_opens_at == opened
    assert (edition.registration_closes_at, edition.freeze_at) == (closes + 7 * DAY, freeze + 7 * DAY)


def test_an_added_day_moves_nothing_but_the_end_of_registration(client: FlaskClient, edition: Edition) -> None:
    slots(a_hall(edition), days_of(edition)[0], 2)
    closes, freeze, before = edition.registration_closes_at, edition.freeze_at, clocks(edition)
    page = move(client, edition, 0, 1)
    assert "de fecha con los días" not in page.text
    session().refresh(edition)
    assert (edition.registration_closes_at, edition.freeze_at) == (closes + DAY, freeze)
    assert (len(dates(edition)), clocks(edition)) == (3, before)


def test_windows_that_would_be_left_behind_are_refused_in_words(client: FlaskClient, edition: Edition) -> None:
    answer = move(client, edition, -40, -40)
    assert (answer.status_code, "las fechas límite quedarían en desorden" in answer.text) == (422, True)


def test_days_with_meetings_move_once_the_organiser_has_read_what_happens(
    client: FlaskClient, edition: Edition
) -> None:
    desk = Desk(edition)
    meetings = [desk.meet(slot) for slot in desk.slots[:2]]
    confirm_meeting(meetings[0].id, of=Side.SUPPLIER, by=meetings[0].person_id, now=edition.requests_open_at)
    before, kept = clocks(edition), [(each.id, each.uid, each.table_id, each.slot_id) for each in meetings]
    first, last = edition.starts_on, edition.ends_on
    answer = move(client, edition, 1, 1)
    assert answer.status_code == 422
    assert "En los días que cambian de fecha hay 2 citas." in answer.text
    assert "Mover las fechas y avisar" in answer.text
    assert (clocks(edition), dates(edition)[0]) == (before, first)
    for ends_on in (last + DAY, last):  # nothing moves by a day that is added
        assert save(client, edition, starts_on=first, ends_on=ends_on).status_code == 200
    agreed = re.search(r'name="agreed"[^>]*value="(\w+)"', answer.text)
    assert agreed is not None
    other = save(client, edition, starts_on=first + 2 * DAY, ends_on=last + 2 * DAY, agreed=agreed[1])
    assert (other.status_code, dates(edition)[0]) == (422, first)  # agreed to something else
    moved = save(client, edition, starts_on=first + DAY, ends_on=last + DAY, agreed=agreed[1])
    assert (moved.status_code, dates(edition)[0]) == (200, first + DAY)
    session().expire_all()
    again = session().scalars(select(Meeting).order_by(Meeting.id)).all()
    assert [(each.id, each.uid, each.table_id, each.slot_id) for each in again] == kept
    assert [(each.sequence, each.supplier_confirmed_at) for each in again] == [(1, None)] * 2
    for person_id in {each.person_id for each in again}:
        person = session().get_one(Person, person_id)
        told = [mail for mail in mails_to(person.email or "") if "Cambiaron las fechas del foro." in mail.text]
        assert len(told) == 1


def test_days_on_which_people_have_met_keep_their_dates(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    with atomic() as current:
        slot = current.get_one(Slot, desk.slots[0].id)
        slot.starts_at, slot.ends_at = utc_now() - 2 * DAY, utc_now() - DAY
    answer = move(client, edition, 1, 1)
    assert (answer.status_code, "En esos días ya hubo 1 cita" in answer.text) == (422, True)


def test_in_another_time_zone_the_clock_stays_and_calendars_follow(
    app: Flask, client: FlaskClient, edition: Edition
) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    people, feed = (meeting.person, desk.buyer.person), a_feed(meeting.person, edition)
    before, freeze = clocks(edition), to_local(edition.freeze_at, MEXICO)
    assert save(client, edition, time_zone=TIJUANA).status_code == 200
    assert clocks(edition, TIJUANA) == before
    session().refresh(edition)
    assert to_local(edition.freeze_at, TIJUANA) == freeze
    assert session().scalars(select(Meeting.sequence)).all() == [1]
    assert session().scalars(select(MeetingEvent.kind).order_by(MeetingEvent.id)).all() == ["scheduled", "moved"]
    for person in people:
        told = [mail for mail in mails_to(person.email or "") if "Zona horaria corregida" in mail.subject]
        assert len(told) == 1
        assert "La hora local de sus citas es la misma." in told[0].text
    ics = app.test_client().get(feed).text
    assert ("SEQUENCE:1" in ics, f"DTSTART;TZID={TIJUANA}" in ics, "T090000" in ics) == (True, True, True)
    page = sign_in(client, people[0]).get(f"/foro/meetings/{meeting.id}").text
    assert "Se corrigió la zona horaria del foro; la hora local es la misma." in page


def test_once_the_forum_has_begun_its_time_zone_stays(app: Flask, client: FlaskClient) -> None:
    today = to_local(utc_now(), MEXICO).date()
    edition = an_edition(slug="foro", starts_on=today, ends_on=today + DAY)
    an_organiser(client, edition)
    answer = save(client, edition, time_zone=TIJUANA)
    assert (answer.status_code, "su zona horaria ya no puede cambiar" in answer.text) == (422, True)


def test_a_former_slug_leads_to_the_same_page(app: Flask, client: FlaskClient, edition: Edition) -> None:
    save(client, edition, slug="foro-2027")
    stranger = app.test_client()
    for method in ("get", "head"):
        moved = getattr(stranger, method)("/foro/registrations?a=1&b=%C3%B1")
        assert (moved.status_code, moved.location) == (301, "/foro-2027/registrations?a=1&b=%C3%B1")
    assert stranger.get("/foro/").location == "/foro-2027/"
    sent = client.post("/foro/setup/publication")
    assert (sent.status_code, sent.location) == (308, "/foro-2027/setup/publication")
    assert stranger.get("/nunca/").status_code == 404
    with atomic():
        locked(Edition, edition.id).published_at = None
    assert (stranger.get("/foro/").status_code, client.get("/foro/setup/").status_code) == (404, 301)


def test_a_former_slug_is_given_to_nobody_else(client: FlaskClient, edition: Edition) -> None:
    save(client, edition, slug="otro")
    other = an_edition(slug="mio")
    an_organiser(client)
    answer = save(client, other, slug="foro")
    assert (answer.status_code, "Otra edición usa o usó esa dirección." in answer.text) == (422, True)
    new = {"name": "X", "ordinal": 3, "slug": "foro", "starts_on": "2027-09-08", "ends_on": "2027-09-08"}
    more = {"venue_name": "Y", "time_zone": MEXICO}
    assert client.post("/editions/new", data={**new, **more}).status_code == 422
    session().refresh(edition)
    save(client, edition, slug="foro")
    assert client.get("/otro/").location == "/foro/"
    assert client.get("/foro/").status_code == 200


def test_the_kind_of_a_category_stays_while_people_are_in_it(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition, code="estudiante")
    typed = {"name_es": "Estudiante", "code": "estudiante", "kind": "exhibitor", "colour": "#2f6fb3"}
    address = f"/foro/setup/categories/{category.id}"
    assert client.post(address, data=typed).status_code == 302
    a_registration(category)
    answer = client.post(address, data={**typed, "kind": "visitor"})
    assert (answer.status_code, "Registros en esta categoría: 1." in answer.text) == (422, True)
    assert client.post(address, data={**typed, "name_es": "Alumno"}).status_code == 302
    assert session().scalars(select(Category.kind).where(Category.id == category.id)).one() is CategoryKind.EXHIBITOR


@pytest.mark.parametrize("what", ["tables", "slots", "stands"])
def test_the_use_of_a_hall_stays_while_it_is_in_use(client: FlaskClient, edition: Edition, what: str) -> None:
    hall = a_hall(edition, kind=HallKind.EXHIBITION if what == "stands" else HallKind.B2B, name="A")
    make = {
        "tables": lambda: tables(hall, 1),
        "slots": lambda: slots(hall, days_of(edition)[0], 1),
        "stands": lambda: stands(edition, 1, hall=hall),
    }
    make[what]()
    kept = hall.kind
    answer = client.post(f"/foro/setup/halls/{hall.id}", data={"name": "B", "kind": "conference"})
    assert (answer.status_code, "Quítelos antes de cambiar su uso." in answer.text) == (422, True)
    assert client.post(f"/foro/setup/halls/{hall.id}", data={"name": "B", "kind": kept.value}).status_code == 302
    assert session().execute(select(Hall.name, Hall.kind)).one() == ("B", kept)
