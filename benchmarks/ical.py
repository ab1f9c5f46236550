"""Calendars of twenty events per CPU second: `python -m benchmarks.ical`.

Every calendar differs in its texts, people, identities and times of change; places and hours repeat, as they do in
a forum. CPU time of one process; the median of the rounds. The bytes of the first calendar are printed in size, and
the same calendar through the component tree of `icalendar` stands beside it.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import icalendar

from forum.agenda.ical import Calendar, CalendarEntry, Contact, calendar_feed, entity_tag

START = datetime(2026, 9, 9, 14, 0, tzinfo=UTC)
EVENTS = 20
ROUNDS = 9
PEOPLE = 400
T = TypeVar("T")


def a_calendar(person: int, *, full: bool = True) -> Calendar:
    """The agenda of one person: twenty meetings; `full` adds what an entry may have and need not."""
    return Calendar(
        name=f"Foro de Proveeduría: persona {person}",
        organizer=Contact("Clúster Automotriz de Guanajuato", "foro@foro.example"),
        entries=tuple(an_entry(person, number, full=full) for number in range(EVENTS)),
        source=f"https://foro.example/agenda/feeds/{person:032x}.ics",
    )


def an_entry(person: int, number: int, *, full: bool) -> CalendarEntry:
    """One meeting of twenty minutes at one of 250 tables."""
    starts = START + timedelta(minutes=25 * number)
    changed = START - timedelta(days=3, seconds=person * EVENTS + number)
    return CalendarEntry(
        uid=f"0192f3c4-7d1e-7b52-{person:04x}-{number:012x}@foro.example",
        sequence=number % 3,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=20),
        summary=f"Cita con Compradora Automotriz del Bajío {person}, S.A. de C.V.",
        location=f"Poliforum León, Área B2B, mesa {(person + number) % 250}",
        description=f"Requerimiento {number}: estampado progresivo, 200,000 piezas al año.\nPersona: Muñoz {person}",
        url=f"https://foro.example/meetings/{person}-{number}",
        last_modified=changed,
        created=changed if full else None,
        categories=("Cita", "B2B") if full else (),
        alarm_minutes=10 if full else None,
    )


def through_icalendar(calendar: Calendar) -> bytes:
    """The same entries through the component tree of `icalendar`, as a measure to compare with."""
    tree = icalendar.Calendar()
    tree.add("version", "2.0")
    tree.add("prodid", "-//Foro//benchmark//ES")
    for entry in calendar.entries:
        event = icalendar.Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.last_modified)
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.ends_at)
        event.add("summary", entry.summary)
        event.add("location", entry.location)
        event.add("description", entry.description)
        event.add("url", entry.url)
        event.add("sequence", entry.sequence)
        event.add("status", entry.status.value)
        tree.add_component(event)
    data: bytes = tree.to_ical()
    return data


def per_second(work: Callable[[T], object], things: Iterable[T], *, rounds: int = ROUNDS) -> float:
    """How many things a CPU second does: the median of the rounds."""
    things = list(things)
    rates = []
    for _ in range(rounds):
        begun = time.process_time()
        for thing in things:
            work(thing)
        rates.append(len(things) / (time.process_time() - begun))
    return statistics.median(rates)


def main() -> None:
    """Measure and print."""
    full = [a_calendar(person) for person in range(PEOPLE)]
    plain = [a_calendar(person, full=False) for person in range(PEOPLE)]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{EVENTS} events, {len(calendar_feed(full[0])):,} bytes full, {len(calendar_feed(plain[0])):,} plain")
    rows = [
        ("feed, plain entries", per_second(calendar_feed, plain)),
        ("feed, alarm, categories, created", per_second(calendar_feed, full)),
        ("the same, entries built from values", per_second(lambda n: calendar_feed(a_calendar(n)), range(PEOPLE))),
        ("feed and its entity tag", per_second(lambda one: entity_tag(calendar_feed(one)), full)),
        ("plain, through icalendar", per_second(through_icalendar, plain[:40], rounds=5)),
    ]
    for name, rate in rows:
        print(f"{name:<38}{rate:>8,.0f} calendars per CPU second")


if __name__ == "__main__":
    main()
