"""The calendar files, read back property by property with icalendar and validated by independent checkers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from forum.agenda.ical import (
    Calendar,
    CalendarEntry,
    Contact,
    EntryStatus,
    Method,
    calendar_download,
    calendar_feed,
    entity_tag,
    invitation,
    media_type,
)
from forum.editions.rules.frame import ZONES
from tests.checkers.ical import (
    assert_valid_calendar,
    assert_valid_calendars,
    ical_js_faults,
    ical_js_starts,
    libical_faults,
    line_faults,
    vobject_faults,
)

MEXICO = ZoneInfo("America/Mexico_City")
ORGANIZER = Contact("Clúster Automotriz de Guanajuato", "foro@claugto.example")
GUEST = Contact("María José Muñoz Peña", "maria@proveedora.example")
ENTRY = CalendarEntry(
    uid="0192f3c4-7d1e-7b52-9a0e-3f1c5d7e9a11@foro.example",
    sequence=2,
    starts_at=datetime(2026, 9, 9, 15, 15, tzinfo=UTC),
    ends_at=datetime(2026, 9, 9, 15, 35, tzinfo=UTC),
    summary="Cita con Armadora del Bajío, S.A. de C.V.",
    location="Poliforum León; Área B2B, mesa 12",
    description="Requerimiento: estampado progresivo, 200,000 piezas al año.\nLlegue cinco minutos antes.",
    url="https://foro.example/meetings/0192f3c4",
    last_modified=datetime(2026, 9, 1, 18, 0, 5, tzinfo=UTC),
    created=datetime(2026, 8, 20, 9, 30, tzinfo=UTC),
    categories=("Cita", "Compras, directas"),
    alarm_minutes=10,
)
CALENDAR = Calendar(
    name="Foro de Proveeduría, su agenda",
    description="Sus citas y sesiones",
    organizer=ORGANIZER,
    entries=(ENTRY,),
    source="https://foro.example/agenda/feeds/9b1f6f0c2d.ics",
)


def only_event(data: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def test_every_property_of_an_event_reads_back() -> None:
    event = only_event(calendar_feed(CALENDAR))
    read = {name: event.decoded(name) for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "CREATED")}
    assert read == {
        "DTSTART": datetime(2026, 9, 9, 9, 15, tzinfo=MEXICO),
        "DTEND": datetime(2026, 9, 9, 9, 35, tzinfo=MEXICO),
        "DTSTAMP": ENTRY.last_modified,
        "LAST-MODIFIED": ENTRY.last_modified,
        "CREATED": ENTRY.created,
    }
    names = ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION", "URL")
    assert [event[name] for name in names] == [
        ENTRY.uid,
        2,
        "CONFIRMED",
        ENTRY.summary,
        ENTRY.location,
        ENTRY.description,
        ENTRY.url,
    ]
    assert event.categories == ["Cita", "Compras, directas"]
    assert event["DTSTART"].params["TZID"] == "America/Mexico_City"


def test_the_event_has_these_properties_and_no_others() -> None:
    event = only_event(calendar_feed(CALENDAR))
    assert sorted(event.keys()) == [
        "CATEGORIES",
        "CREATED",
        "DESCRIPTION",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LAST-MODIFIED",
        "LOCATION",
        "ORGANIZER",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "UID",
        "URL",
    ]


def test_a_bare_entry_writes_no_empty_properties() -> None:
    bare = CalendarEntry(
        uid="1@foro.example",
        sequence=0,
        starts_at=ENTRY.starts_at,
        ends_at=ENTRY.ends_at,
        summary="",
        last_modified=ENTRY.last_modified,
    )
    data = calendar_download(replace(CALENDAR, entries=(bare,), description="", source=""))
    assert sorted(only_event(data).keys()) == [
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LAST-MODIFIED",
        "ORGANIZER",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "UID",
    ]
    assert only_event(data)["SUMMARY"] == "—"
    assert_valid_calendar(data)


def test_the_feed_has_a_name_and_a_refresh_interval() -> None:
    lines = calendar_feed(CALENDAR).decode().replace("\r\n ", "").split("\r\n")
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Foro//Agenda de proveeduria//ES",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Foro de Proveeduría\\, su agenda",
        "X-WR-CALNAME:Foro de Proveeduría\\, su agenda",
        "X-WR-TIMEZONE:America/Mexico_City",
        "DESCRIPTION:Sus citas y sesiones",
        "X-WR-CALDESC:Sus citas y sesiones",
        "REFRESH-INTERVAL;VALUE=DURATION:PT30M",
        "X-PUBLISHED-TTL:PT30M",
        "SOURCE;VALUE=URI:https://foro.example/agenda/feeds/9b1f6f0c2d.ics",
    ]


def test_a_download_has_no_lines_of_a_subscription() -> None:
    data = calendar_download(CALENDAR)
    assert not any(word in data for word in (b"REFRESH-INTERVAL", b"X-PUBLISHED-TTL", b"SOURCE"))
    assert only_event(data) == only_event(calendar_feed(CALENDAR))


def test_the_zone_is_one_block_of_minus_six() -> None:
    (zone,) = icalendar.Calendar.from_ical(calendar_feed(CALENDAR)).walk("VTIMEZONE")
    (block,) = zone.subcomponents
    assert (zone["TZID"], block.name) == ("America/Mexico_City", "STANDARD")
    assert block.decoded("TZOFFSETTO") == block.decoded("TZOFFSETFROM") == timedelta(hours=-6)
    assert block.decoded("DTSTART") == datetime(2023, 1, 1)  # noqa: DTZ001 - a zone's own hours are naive


def test_an_old_edition_has_daylight_saving_time() -> None:
    old = replace(
        ENTRY,
        starts_at=datetime(2015, 10, 8, 14, 0, tzinfo=UTC),
        ends_at=datetime(2015, 10, 8, 14, 20, tzinfo=UTC),
    )
    data = calendar_feed(replace(CALENDAR, entries=(old,)))
    assert b"DTSTART;TZID=America/Mexico_City:20151008T090000\r\n" in data
    assert {block.name for block in icalendar.Calendar.from_ical(data).walk("VTIMEZONE")[0].subcomponents} == {
        "STANDARD",
        "DAYLIGHT",
    }
    assert_valid_calendar(data)


def test_every_zone_is_read_at_its_hour_in_winter_and_in_summer() -> None:
    starts = [datetime(2027, month, 14, 16, tzinfo=UTC) for month in (1, 7)]
    entries = tuple(replace(ENTRY, starts_at=each, ends_at=each + timedelta(minutes=20)) for each in starts)
    feeds = [calendar_feed(replace(CALENDAR, entries=entries, time_zone=zone)) for zone in ZONES]
    assert dict(zip(ZONES, ical_js_starts(feeds), strict=True)) == dict.fromkeys(ZONES, starts)


def test_times_of_any_zone_are_written_in_the_zone_of_the_calendar() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    moved = replace(ENTRY, starts_at=ENTRY.starts_at.astimezone(tokyo), ends_at=ENTRY.ends_at.astimezone(tokyo))
    assert calendar_feed(replace(CALENDAR, entries=(moved,))) == calendar_feed(CALENDAR)
    abroad = calendar_feed(replace(CALENDAR, time_zone="Asia/Tokyo"))
    assert b"DTSTART;TZID=Asia/Tokyo:20260910T001500\r\n" in abroad
    assert_valid_calendar(abroad)


def test_a_feed_names_the_organiser_once_per_event_and_nobody_else() -> None:
    data = calendar_feed(replace(CALENDAR, entries=(ENTRY, replace(ENTRY, uid="2@foro.example"))))
    unfolded = data.replace(b"\r\n ", b"").decode()
    line = 'ORGANIZER;CN="Clúster Automotriz de Guanajuato":mailto:foro@claugto.example\r\n'
    assert (unfolded.count(line), unfolded.count("ORGANIZER"), unfolded.count("ATTENDEE")) == (2, 2, 0)


def test_a_cancelled_meeting_stays_as_free_time_without_an_alarm() -> None:
    data = calendar_feed(replace(CALENDAR, entries=(replace(ENTRY, status=EntryStatus.CANCELLED, sequence=3),)))
    event = only_event(data)
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CANCELLED", 3, "TRANSPARENT")
    assert event.subcomponents == []
    assert_valid_calendar(data)


def test_the_alarm_is_before_the_start() -> None:
    (alarm,) = only_event(calendar_feed(CALENDAR)).subcomponents
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(minutes=-10))
    assert alarm["DESCRIPTION"] == ENTRY.summary


def test_an_invitation_is_a_request_that_asks_for_no_answer_where_none_is_read() -> None:
    data = invitation(ENTRY, organizer=ORGANIZER, attendee=GUEST)
    event = only_event(data)
    assert icalendar.Calendar.from_ical(data)["METHOD"] == "REQUEST"
    assert (event["ORGANIZER"], event["ATTENDEE"]) == (
        "mailto:foro@claugto.example",
        "mailto:maria@proveedora.example",
    )
    assert dict(event["ATTENDEE"].params) == {
        "CN": "María José Muñoz Peña",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "FALSE",
    }
    assert (event["SEQUENCE"], event.decoded("DTSTAMP")) == (2, ENTRY.last_modified)


def test_an_invitation_asks_for_an_answer_and_repeats_it() -> None:
    event = only_event(invitation(ENTRY, organizer=ORGANIZER, attendee=GUEST, answer="TENTATIVE", asks=True))
    assert (event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["RSVP"]) == ("TENTATIVE", "TRUE")


def test_a_cancelled_entry_makes_a_cancellation() -> None:
    data = invitation(replace(ENTRY, status=EntryStatus.CANCELLED, sequence=3), organizer=ORGANIZER, attendee=GUEST)
    event = only_event(data)
    assert icalendar.Calendar.from_ical(data)["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 3, ENTRY.uid)
    assert "PARTSTAT" not in event["ATTENDEE"].params


def test_no_checker_finds_a_fault() -> None:
    twenty = tuple(
        replace(
            ENTRY,
            uid=f"{number}@foro.example",
            status=list(EntryStatus)[number % 3],
            starts_at=ENTRY.starts_at + timedelta(minutes=25 * number),
            ends_at=ENTRY.ends_at + timedelta(minutes=25 * number),
        )
        for number in range(20)
    )
    assert_valid_calendars(
        [
            calendar_feed(replace(CALENDAR, entries=twenty)),
            calendar_download(CALENDAR),
            calendar_feed(replace(CALENDAR, entries=())),
            *(
                invitation(replace(ENTRY, status=status), organizer=ORGANIZER, attendee=GUEST, asks=agreed)
                for status in EntryStatus
                for agreed in (True, False)
            ),
        ]
    )


def test_summer_and_winter_are_six_hours_behind_in_every_kind_of_calendar() -> None:
    for month in (1, 7):
        starts = datetime(2027, month, 15, 15, 15, tzinfo=UTC)
        one = replace(ENTRY, starts_at=starts, ends_at=starts + timedelta(minutes=20))
        ended = replace(one, status=EntryStatus.CANCELLED, sequence=3)
        kinds = [
            calendar_feed(replace(CALENDAR, entries=(one,))),
            calendar_download(replace(CALENDAR, entries=(one,))),
            invitation(one, organizer=ORGANIZER, attendee=GUEST),
            invitation(ended, organizer=ORGANIZER, attendee=GUEST),
        ]
        assert_valid_calendars(kinds)
        assert ical_js_starts(kinds) == [[starts]] * 4
        for data in kinds:
            start = only_event(data).decoded("DTSTART")
            assert (start, start.hour, start.utcoffset()) == (starts, 9, timedelta(hours=-6))


@pytest.mark.parametrize(
    ("sound", "broken", "finders"),
    [
        (b"\r\nORGANIZER", b"\r\nX-NOBODY", {"libical"}),
        (b"\r\nCREATED", b"\r\nATTENDEE:mailto:a@foro.example\r\nCREATED", {"libical"}),
        (b"STATUS:CONFIRMED", b"STATUS:PERHAPS", {"libical"}),
        (b"\r\nDTSTAMP", b"\r\nX-STAMP", {"libical", "vobject", "ical.js"}),
        (b"\r\nUID", b"\r\nX-ID", {"libical", "vobject", "ical.js"}),
        (b"VERSION:2.0\r\n", b"", {"libical", "ical.js"}),
        (b":20260909T091500", b":2026-09-09T09:15", {"libical", "vobject", "ical.js"}),
        (b"\r\nDTEND", b"\r\nDURATION:PT20M\r\nDTEND", {"libical", "vobject"}),
        (b"END:VEVENT\r\n", b"", {"libical", "vobject", "ical.js"}),
        (b"TZID:America/Mexico_City", b"TZID:America/Leon", {"ical.js"}),
        (b"\r\n ", b"", {"lines"}),
        (b"\r\n", b"\n", {"lines"}),
    ],
)
def test_the_checkers_refuse_a_broken_file(sound: bytes, broken: bytes, finders: set[str]) -> None:
    data = calendar_feed(CALENDAR)
    assert sound in data
    data = data.replace(sound, broken)
    found = {
        "lines": line_faults(data),
        "libical": libical_faults(data),
        "vobject": vobject_faults(data),
        "ical.js": ical_js_faults([data])[0],
    }
    assert {name for name, faults in found.items() if faults} == finders


def test_equal_calendars_give_equal_bytes_and_tags() -> None:
    first, again = calendar_feed(CALENDAR), calendar_feed(replace(CALENDAR))
    changed = calendar_feed(replace(CALENDAR, entries=(replace(ENTRY, sequence=3),)))
    assert first == again
    assert entity_tag(first) == entity_tag(again) != entity_tag(changed)
    assert len(entity_tag(first)) == 32


def test_the_media_type_repeats_the_method() -> None:
    assert media_type() == "text/calendar; charset=utf-8; method=PUBLISH"
    assert media_type(Method.CANCEL) == "text/calendar; charset=utf-8; method=CANCEL"


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": datetime(2026, 9, 9, 9, 15)},  # noqa: DTZ001 - the point of the test
        {"last_modified": datetime(2026, 9, 9, 9, 15)},  # noqa: DTZ001
        {"created": datetime(2026, 9, 9, 9, 15)},  # noqa: DTZ001
        {"ends_at": ENTRY.starts_at},
        {"uid": ""},
        {"sequence": -1},
    ],
)
def test_an_impossible_entry_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="calendar entry"):
        replace(ENTRY, **wrong)  # type: ignore[arg-type]
