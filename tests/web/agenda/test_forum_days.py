"""The forum's own days in the calendar of whoever attends it, with or without meetings."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.accounts.service import update_person
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition
from forum.editions.service import change_hours, update_category, update_edition, update_hall
from forum.exhibitors.models import StaffMember
from forum.exhibitors.rules import StandOutline
from forum.exhibitors.service import approve_application, move_exhibitor, update_stand
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.service import cancel, cancel_own, change_category, register_attendee, reinstate
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import a_category, a_hall, an_edition, days_of
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of
from tests.checkers.ical import assert_valid_calendars

Event = dict[str, object]


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(name="XIII Foro", venue_name="Poliforum León", venue_address="Blvd. 1, León")


def _registered(category: Category, **values: object) -> tuple[Registration, Person]:
    person = a_person()
    return a_registration(category, person, **values), person


def _events(data: bytes) -> list[Event]:
    assert_valid_calendars([data])
    names = ("uid", "sequence", "status", "summary", "dtstart", "dtend", "location", "transp")
    found = vobject.readOne(data.decode()).contents.get("vevent", [])
    return [{name: getattr(event, name).value for name in names if hasattr(event, name)} for event in found]


def _dates(data: bytes) -> list[date]:
    return [event["dtstart"].date() for event in _events(data)]  # type: ignore[attr-defined]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo("America/Mexico_City"))


@pytest.mark.both_engines
def test_a_visitor_has_the_days_of_the_forum(client: FlaskClient, edition: Edition) -> None:
    _registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)

    first, second = _events(client.get(feed).data)

    starts_on = edition.starts_on
    assert first == {
        "uid": first["uid"],
        "sequence": "0",
        "status": "CONFIRMED",
        "summary": "XIII Foro",
        "dtstart": _at(starts_on, 9),
        "dtend": _at(starts_on, 18),
        "location": "Poliforum León, Blvd. 1, León",
        "transp": "TRANSPARENT",
    }
    following = starts_on + timedelta(days=1)
    assert (second["dtstart"], second["dtend"]) == (_at(following, 9), _at(following, 18))
    assert first["uid"] != second["uid"]


@pytest.mark.both_engines
def test_a_cancelled_registration_cancels_its_days(client: FlaskClient, edition: Edition) -> None:
    registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    before = client.get(feed)
    later = utc_now() + timedelta(minutes=5)

    cancel(registration.id, by=None, now=later)

    after = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    said = [(event["uid"], event["sequence"], event["status"], event["summary"]) for event in _events(after.data)]
    assert said == [(event["uid"], "1", "CANCELLED", "Cancelado: XIII Foro") for event in _events(before.data)]
    assert after.last_modified == later.replace(microsecond=0)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (RegistrationStatus.PENDING, ["TENTATIVE"] * 2),
        (RegistrationStatus.WAITLISTED, []),
        (RegistrationStatus.REJECTED, ["CANCELLED"] * 2),
    ],
)
def test_the_days_are_as_sure_as_the_registration(
    client: FlaskClient, edition: Edition, status: RegistrationStatus, said: list[str]
) -> None:
    _registration, person = _registered(a_category(edition), status=status)

    assert [event["status"] for event in _events(client.get(a_feed(person, edition)).data)] == said


@pytest.mark.both_engines
def test_a_category_limited_to_a_day_has_that_day(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    _registration, person = _registered(category)
    feed = a_feed(person, edition)
    both = client.get(feed)
    later = utc_now() + timedelta(minutes=5)

    _limit(category, days_of(edition)[1:], now=later)

    one = client.get(feed, headers={"If-Modified-Since": both.headers["Last-Modified"]})
    assert _said(one.data) == [(_uid(both.data, 0), "1", "CANCELLED"), (_uid(both.data, 1), "1", "CONFIRMED")]

    _limit(category, days_of(edition), now=later)
    assert _said(client.get(feed).data) == [(_uid(both.data, n), "2", "CONFIRMED") for n in (0, 1)]


def _limit(category: Category, days: list[Day], *, now: datetime) -> None:
    update_category(
        category.id,
        code=category.code,
        kind=category.kind,
        name_es="Visitante",
        name_en="Visitor",
        colour="#1f6f5c",
        quota=None,
        needs_approval=False,
        day_ids=[day.id for day in days],
        now=now,
    )


def _said(data: bytes) -> list[tuple[object, object, object]]:
    return [(event["uid"], event["sequence"], event["status"]) for event in _events(data)]


def _uid(data: bytes, number: int) -> object:
    return _events(data)[number]["uid"]


@pytest.mark.both_engines
def test_a_day_that_never_was_theirs_is_not_cancelled(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    _limit(category, days_of(edition)[:1], now=utc_now())
    _registration, person = _registered(category)
    assert [status for _uid, _sequence, status in _said(client.get(a_feed(person, edition)).data)] == ["CONFIRMED"]


@pytest.mark.both_engines
def test_a_day_that_is_dropped_is_cancelled(client: FlaskClient, edition: Edition) -> None:
    registration, person = _registered(a_category(edition))
    _waiting, waits = _registered(a_category(edition), status=RegistrationStatus.WAITLISTED)
    feed, of_waiting = a_feed(person, edition), a_feed(waits, edition)
    before = client.get(feed)

    _changed(edition, person, ends_on=edition.starts_on)

    after = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert _said(after.data) == [(_uid(before.data, 0), "1", "CONFIRMED"), (_uid(before.data, 1), "1", "CANCELLED")]
    assert _events(after.data)[1]["dtstart"] == _events(before.data)[1]["dtstart"]
    assert _events(client.get(f"{link_of(registration)}/agenda.ics").data) == _events(after.data)
    assert client.get(f"{link_of(registration)}/agenda").text.count("De 09:00 a 18:00") == 1
    assert _events(client.get(of_waiting).data) == []


@pytest.mark.both_engines
def test_another_category_cancels_the_days_it_does_not_enter(client: FlaskClient, edition: Edition) -> None:
    first, second = a_category(edition), a_category(edition)
    _limit(second, days_of(edition)[:1], now=utc_now())
    registration, person = _registered(first)
    feed = a_feed(person, edition)
    before = client.get(feed)
    sequence = int(str(_events(before.data)[0]["sequence"]))

    change_category(registration.id, category_id=second.id, by=person.id, now=utc_now())
    moved = client.get(feed)
    change_category(registration.id, category_id=first.id, by=person.id, now=utc_now())

    one, two = _uid(before.data, 0), _uid(before.data, 1)
    assert _said(moved.data) == [(one, str(sequence + 1), "CONFIRMED"), (two, str(sequence + 1), "CANCELLED")]
    assert _said(client.get(feed).data) == [(uid, str(sequence + 2), "CONFIRMED") for uid in (one, two)]


@pytest.mark.both_engines
def test_who_becomes_an_exhibitor_keeps_the_days_of_before_as_cancelled(client: FlaskClient, edition: Edition) -> None:
    exhibitors = a_category(edition, kind=CategoryKind.EXHIBITOR)
    _limit(exhibitors, days_of(edition)[:1], now=utc_now())
    _registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    before = client.get(feed)
    sequence = int(str(_events(before.data)[0]["sequence"]))

    register_attendee(
        edition.id,
        person_id=person.id,
        kind=CategoryKind.EXHIBITOR,
        company_id=None,
        organisation="Forjas",
        position="",
        by=None,
        now=utc_now(),
    )

    after = [(number, status) for _uid, number, status in _said(client.get(feed).data)]
    assert after == [(str(sequence + 1), "CONFIRMED"), (str(sequence + 1), "CANCELLED")]


@pytest.mark.both_engines
def test_who_lost_a_place_and_waits_again_has_the_days_as_cancelled(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    registration, person = _registered(category)
    feed = a_feed(person, edition)
    cancel_own(registration.id, now=utc_now())
    with atomic() as current:
        current.expire_all()
        full = current.get_one(Category, category.id)
        full.quota = full.places_taken = 1

    reinstate(registration.id, now=utc_now())

    assert [status for _uid, _sequence, status in _said(client.get(feed).data)] == ["CANCELLED"] * 2


def _changed(edition: Edition, by: Person, **changes: object) -> None:
    names = "name ordinal slug starts_on ends_on venue_name venue_address time_zone about_es about_en"
    values = {name: getattr(edition, name) for name in names.split()}
    later = utc_now() + timedelta(minutes=5)
    update_edition(edition.id, **{**values, **changes}, by=by.id, now=later)


@pytest.mark.both_engines
def test_the_days_follow_the_edition(client: FlaskClient, edition: Edition) -> None:
    _registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    before = client.get(feed)
    starts_on = edition.starts_on + timedelta(days=7)

    _changed(edition, person, venue_name="Expo Bajío")
    moved = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    _changed(
        edition,
        person,
        venue_name="Expo Bajío",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=1),
    )
    later = client.get(feed)

    uids = [event["uid"] for event in _events(before.data)]
    assert [(event["uid"], event["sequence"]) for event in _events(moved.data)] == [(uid, "1") for uid in uids]
    assert {event["location"] for event in _events(moved.data)} == {"Expo Bajío, Blvd. 1, León"}
    assert [(event["uid"], event["sequence"]) for event in _events(later.data)] == [(uid, "2") for uid in uids]
    assert _dates(later.data) == [starts_on, starts_on + timedelta(days=1)]


@pytest.mark.both_engines
def test_the_hours_of_a_day_are_those_of_its_entry(client: FlaskClient, edition: Edition) -> None:
    registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    before = client.get(feed)
    first, second = days_of(edition)
    later = utc_now() + timedelta(minutes=5)

    change_hours(first.id, opens_at=time(8), closes_at=time(14), now=later)

    after = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    said = [(each["uid"], each["sequence"], each["dtstart"], each["dtend"]) for each in _events(after.data)]
    uids = [event["uid"] for event in _events(before.data)]
    assert said == [
        (uids[0], "1", _at(first.date, 8), _at(first.date, 14)),
        (uids[1], "1", _at(second.date, 9), _at(second.date, 18)),
    ]
    assert _events(client.get(f"{link_of(registration)}/agenda.ics").data) == _events(after.data)
    assert "De 08:00 a 14:00" in client.get(f"{link_of(registration)}/agenda").text


@pytest.mark.both_engines
def test_the_staff_of_a_stand_have_its_number_and_hall(client: FlaskClient, edition: Edition) -> None:
    hall = a_hall(edition, kind=HallKind.EXHIBITION, name="Nave 1")
    first, second, _third = stands(edition, 3, hall=hall)
    applicant = an_applicant(edition, first)
    approve_application(applicant.exhibitor.id, by=applicant.person.id, now=utc_now())
    registration, person = _registered(a_category(edition, kind=CategoryKind.EXHIBITOR))
    with atomic() as current:
        current.add(
            StaffMember(exhibitor_id=applicant.exhibitor.id, registration_id=registration.id, added_at=utc_now())
        )
    feed = a_feed(person, edition)

    code, said = first.code, [_places(client, feed)]
    outline = StandOutline(code="Z-9", x_cm=0, y_cm=0, width_cm=300, depth_cm=200)
    update_stand(first.id, edition_id=edition.id, outline=outline, kind="", now=utc_now())
    said.append(_places(client, feed))
    move_exhibitor(applicant.exhibitor.id, stand_id=second.id, reason="", by=applicant.person.id, now=utc_now())
    said.append(_places(client, feed))
    update_hall(hall.id, name="Nave Norte", kind=HallKind.EXHIBITION, now=utc_now())
    said.append(_places(client, feed))

    assert said == [
        ("0", f"Stand {code}, Nave 1, Poliforum León, Blvd. 1, León"),
        ("1", "Stand Z-9, Nave 1, Poliforum León, Blvd. 1, León"),
        ("2", f"Stand {second.code}, Nave 1, Poliforum León, Blvd. 1, León"),
        ("3", f"Stand {second.code}, Nave Norte, Poliforum León, Blvd. 1, León"),
    ]


def _places(client: FlaskClient, feed: str) -> tuple[str, str]:
    first, _second = _events(client.get(feed).data)
    return str(first["sequence"]), str(first["location"])


def test_another_language_is_told(client: FlaskClient, edition: Edition) -> None:
    _registration, person = _registered(a_category(edition), status=RegistrationStatus.CANCELLED)
    feed = a_feed(person, edition)
    before = client.get(feed)

    update_person(person.id, name=person.name, language="en", now=utc_now() + timedelta(minutes=5))

    after = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert [event["summary"] for event in _events(after.data)] == ["Cancelled: XIII Foro"] * 2


def test_days_stand_beside_meetings_in_the_feed_the_file_and_the_page(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    registration = a_registration(a_category(edition), meeting.person)

    feed = _events(client.get(a_feed(meeting.person, edition)).data)
    file = _events(client.get(f"{link_of(registration)}/agenda.ics").data)
    page = client.get(f"{link_of(registration)}/agenda").text

    assert feed == file
    assert [event["uid"] for event in feed][2:] == [meeting.uid]
    assert page.count("Poliforum León, Blvd. 1, León") == 2
    assert page.index(desk.buyer.company.name) < page.index("Días del foro")


def test_a_visitor_without_meetings_can_take_the_days_along(client: FlaskClient, edition: Edition) -> None:
    registration, _person = _registered(a_category(edition))

    page = client.get(f"{link_of(registration)}/agenda").text

    assert page.count("Suscribir mi calendario") == page.count("Descargar .ics") == 1
    assert "Días del foro" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_still_takes_two_statements(client: FlaskClient, statements: list[str], count: int) -> None:
    edition = an_edition(days=count)
    _registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    statements.clear()

    answer = client.get(feed)

    assert answer.data.count(b"BEGIN:VEVENT") == count
    assert len(statements) == 2  # the address with person, edition and days; the meetings


def test_who_is_not_registered_has_no_days(client: FlaskClient, edition: Edition) -> None:
    person = a_person()
    a_registration(a_category(an_edition()), person)
    sign_in(client, person)

    assert _events(client.get(f"/{edition.slug}/agenda.ics").data) == []
    assert "Días del foro" not in client.get(f"/{edition.slug}/agenda").text


def test_uids_differ_from_those_of_the_same_numbers_elsewhere(client: FlaskClient, edition: Edition) -> None:
    registration, person = _registered(a_category(edition))
    feed = a_feed(person, edition)
    before = {event["uid"] for event in _events(client.get(feed).data)}
    with atomic() as current:
        current.get_one(Registration, registration.id).created_at += timedelta(microseconds=1)

    assert before.isdisjoint(event["uid"] for event in _events(client.get(feed).data))
