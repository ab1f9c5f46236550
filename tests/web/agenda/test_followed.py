"""Whatever a calendar shows of a meeting: when it changes, calendar apps are told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.service import update_person
from forum.companies.enums import Sector
from forum.companies.service import update_company
from forum.core.clock import utc_now
from forum.core.names import PersonName
from forum.editions.enums import HallKind
from forum.editions.models import Edition
from forum.editions.service import update_edition, update_hall
from forum.matchmaking.enums import Side
from forum.matchmaking.service import Need, update_requirement
from forum.meetings.models import Meeting
from forum.meetings.queries.own import _MEETINGS_OF
from forum.registration.rules import Details, Reach
from forum.registration.service import edit_at_desk, edit_registration, entry_of
from tests.builders.agendas import Desk, a_feed
from tests.builders.companions import a_colleague, bring
from tests.builders.editions import a_category, an_edition
from tests.builders.registrations import a_registration
from tests.checkers.ical import assert_valid_calendars

Change = Callable[[Desk, Meeting, datetime], object]


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(venue_name="Poliforum León")


def _edition(**changes: object) -> Change:
    def change(desk: Desk, _meeting: Meeting, now: datetime) -> object:
        names = "name ordinal slug starts_on ends_on venue_name venue_address time_zone about_es about_en"
        values = {name: getattr(desk.edition, name) for name in names.split()}
        return update_edition(desk.edition.id, **{**values, **changes}, by=desk.buyer.person_id, now=now)

    return change


def _hall(name: str) -> Change:
    return lambda desk, _meeting, now: update_hall(desk.table.hall_id, name=name, kind=HallKind.B2B, now=now)


def _company(name: str, *, buying: bool = False) -> Change:
    def change(desk: Desk, meeting: Meeting, now: datetime) -> object:
        company = desk.buyer.company if buying else meeting.company
        return update_company(
            company.id,
            name=name,
            legal_name=company.legal_name,
            rfc=company.rfc,
            sector=Sector.EMPRESA,
            activity=None,
            website=None,
            about="",
            by=meeting.person_id,
            now=now,
        )

    return change


def _person(given_names: str, *, language: str = "es") -> Change:
    name = PersonName(given_names, "Muñoz", "Güereca")
    return lambda _desk, meeting, now: update_person(meeting.person_id, name=name, language=language, now=now)


def _visitor(desk: Desk, meeting: Meeting, now: datetime) -> object:
    registration = a_registration(a_category(desk.edition), meeting.person)
    details = Details(name=PersonName("Sofía Ana", "Muñoz"), phone="", organisation="Forjas", position="")
    return edit_registration(registration.id, details=details, consents=frozenset(), now=now)


def _at_the_desk(desk: Desk, meeting: Meeting, now: datetime) -> object:
    registration = a_registration(a_category(desk.edition), meeting.person)
    entry = entry_of(registration, meeting.person)
    renamed = replace(entry, details=replace(entry.details, name=PersonName("Sofía Eva", "Muñoz")))
    return edit_at_desk(registration.id, entry=renamed, allowed=Reach.BEYOND, by=desk.buyer.person_id, now=now)


def _requirement(title: str) -> Change:
    def change(desk: Desk, meeting: Meeting, now: datetime) -> object:
        assert meeting.request is not None
        asked = meeting.request.requirement
        need = Need(
            process_id=asked.process_id,
            title=title,
            description=asked.description,
            material=asked.material,
            annual_volume=asked.annual_volume,
            volume_unit=asked.volume_unit,
            starts_on=asked.starts_on,
            certificates={},
        )
        return update_requirement(asked.id, need=need, by=desk.buyer.person_id, now=now)

    return change


@dataclass(frozen=True)
class Case:
    """A change, the line that shows it, with what, and by how much it raises the sequence."""

    change: Change
    line: str
    shown: str
    steps: int = 0


OF_BOTH = {
    "hall": Case(_hall("Salón Guanajuato"), "location", "Salón Guanajuato", 1),
    "venue": Case(_edition(venue_name="Expo Bajío"), "location", "Expo Bajío", 1),
    "its address": Case(_edition(venue_address="Av. 1, León"), "location", "Av. 1, León", 1),
    "edition": Case(_edition(name="Foro XIII"), "organizer", "Foro XIII"),
    "page": Case(_edition(slug="foro-trece"), "url", "foro-trece"),
    "requirement": Case(_requirement("Soporte doble"), "description", "Soporte doble"),
}
OF_THE_SUPPLIER = {
    "company": Case(_company("Forjas Bajío"), "summary", "Forjas Bajío"),
    "person": Case(_person("Sofía Inés"), "description", "Sofía Inés"),
    "visitor": Case(_visitor, "description", "Sofía Ana"),
    "visitor, at the desk": Case(_at_the_desk, "description", "Sofía Eva"),
}
OF_THE_BUYER = {
    "company": Case(_company("Armadora Nueva", buying=True), "summary", "Armadora Nueva"),
    "own language": Case(_person("Sofía", language="en"), "summary", "Meeting with"),
}


@pytest.mark.both_engines
@pytest.mark.parametrize("case", (OF_BOTH | OF_THE_SUPPLIER).values(), ids=OF_BOTH | OF_THE_SUPPLIER)
def test_the_buyers_calendar_is_told(client: FlaskClient, edition: Edition, case: Case) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    _ensure_told(client, a_feed(desk.buyer.person, edition), lambda now: case.change(desk, meeting, now), case)


@pytest.mark.parametrize("case", (OF_BOTH | OF_THE_BUYER).values(), ids=OF_BOTH | OF_THE_BUYER)
def test_the_suppliers_calendar_is_told(client: FlaskClient, edition: Edition, case: Case) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    _ensure_told(client, a_feed(meeting.person, edition), lambda now: case.change(desk, meeting, now), case)


@pytest.mark.both_engines
def test_a_companions_new_name_is_told(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    luis = a_colleague(meeting.company, a_category(edition))
    bring(meeting, luis, of=Side.SUPPLIER, by=meeting.person)
    name = PersonName("Luis Ángel", "Muñoz")
    case = Case(
        lambda _desk, _meeting, now: update_person(luis.id, name=name, language="es", now=now),
        "description",
        "Luis Ángel",
    )
    _ensure_told(client, a_feed(desk.buyer.person, edition), lambda now: case.change(desk, meeting, now), case)


def _ensure_told(client: FlaskClient, feed: str, change: Callable[[datetime], object], case: Case) -> None:
    before = client.get(feed)
    later = (utc_now() + timedelta(minutes=5)).replace(microsecond=0)

    change(later)

    after = client.get(feed, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert after.status_code == 200
    assert_valid_calendars([before.data, after.data])
    was, now = (vobject.readOne(answer.text).vevent for answer in (before, after))
    assert case.shown in str(now.contents[case.line])
    assert case.shown not in str(was.contents[case.line])
    assert int(now.sequence.value) == int(was.sequence.value) + case.steps
    assert (now.dtstamp.value, now.last_modified.value, after.last_modified) == (later, later, later)


def test_saving_what_was_there_changes_no_calendar(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    feed = a_feed(desk.buyer.person, edition)
    before = client.get(feed)
    later = utc_now() + timedelta(minutes=5)

    for change in (_edition(), _hall("Salón B2B"), _company("Forjas León"), _person("Sofía")):
        change(desk, meeting, later)

    after = client.get(feed)
    assert (after.data, after.last_modified) == (before.data, before.last_modified)


def test_every_column_a_calendar_shows_is_followed() -> None:
    """A new column of the query is declared here, with a case above or the reason why it needs none."""
    of_the_meeting = {"id", "uid", "sequence", "status", "changed_at", "cancel_reason"}
    of_its_slot = {"date", "starts_at", "ends_at"}  # SlotMoved, DaysMoving, ZoneChanged
    fixed = {"number", "position", "interpreter", "buyer_person_id"}  # no verb changes them
    fixed |= {"companion_id", "companion_side", "topic_id"}  # each added or removed is a change of the meeting
    of_the_page = {"buyer_confirmed_at", "supplier_confirmed_at"}  # no calendar shows them
    followed = {"hall", "title", "topic", "buyer_company", "supplier_company"}
    followed |= {
        f"{side}_{part}" for side in ("buyer", "supplier", "companion") for part in ("given", "first", "second")
    }

    assert {
        column.key for column in _MEETINGS_OF.statement.selected_columns
    } == of_the_meeting | of_its_slot | fixed | of_the_page | followed
