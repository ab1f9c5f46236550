"""What is asked of the program under load, at the forum's real size."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from flask import Flask
from sqlalchemy import and_, delete, select

from benchmarks.browser import Browser, browser
from forum.accounts.models import Person
from forum.agenda.service import renew_feed
from forum.badges.models import Badge
from forum.checkin.models import Gate
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.tokens import sign
from forum.demo.load import load_demo
from forum.demo.sizes import FORO
from forum.editions.models import Category, Edition, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Engagement, Meeting, MeetingRequest, PersonSeat
from forum.privacy.service import ensure_notice
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

NAMES = ("munoz", "hernandez", "maria+fernanda", "gomez", "jose", "ramirez", "xu", "torres")
TERMS = ("estampado", "inyeccion de plastico", "maquinado cnc", "forja", "arneses", "soldadura", "empaque", "moldes")


@dataclass
class World:
    """The edition under load, and the browsers of those who use it."""

    app: Flask
    slug: str
    host: str
    visitor: Browser
    steward: Browser
    supplier: Browser
    buyer: Browser
    organiser: Browser
    gates: list[int]
    codes: list[str]
    people: list[str]
    feeds: list[str]
    category: int
    notice: str
    acceptances: Iterator[tuple[Browser, int, int]]
    number: Iterator[int] = field(default_factory=count)


@dataclass(frozen=True)
class Scenario:
    """A name, and the requests it is made of, without end or until nothing is left to ask."""

    name: str
    requests: Callable[[World], Iterator[bytes]]


def load_world(app: Flask, host: str) -> World:
    """Load the demo at the real size, and what is asked of it."""
    return world_of(app, host, load_demo(FORO, password_hash="-", now=utc_now()).slug)


def world_of(app: Flask, host: str, slug: str) -> World:
    """What is asked of a loaded demo; the second day's meetings are taken away, so that requests can be accepted."""
    edition_id = session().scalars(select(Edition.id).where(Edition.slug == slug)).one()
    second_day = select(Slot.id).where(Slot.edition_id == edition_id).order_by(Slot.starts_at)
    slots = list(session().scalars(second_day))
    second = slots[len(slots) // 2 :]
    with atomic() as change:
        change.execute(delete(Meeting).where(Meeting.slot_id.in_(second)))
    approved = select(Registration).where(Registration.status == RegistrationStatus.APPROVED).limit(2_000)
    people = [sign("registration", [r.id, r.link_nonce]) for r in session().scalars(approved)]
    buyers = list(session().scalars(select(Buyer.person_id).order_by(Buyer.id).limit(100)))
    feeds = [renew_feed(person, edition_id=edition_id, now=utc_now()) for person in buyers]
    codes = list(session().scalars(select(Badge.code)))
    random.Random(1).shuffle(codes)
    return World(
        app=app,
        slug=slug,
        host=host,
        visitor=browser(app, host),
        steward=browser(app, host, person_id=_person("acceso")),
        supplier=browser(app, host, person_id=_person("proveedor")),
        buyer=browser(app, host, person_id=_person("comprador")),
        organiser=browser(app, host, person_id=_person("organizador")),
        gates=list(session().scalars(select(Gate.id))),
        codes=codes,
        people=people,
        feeds=feeds,
        category=session().scalars(select(Category.id).where(Category.code == "visitante")).one(),
        notice=sign("notice", ensure_notice(utc_now()).id),
        acceptances=iter(_acceptances(app, host, second)),
    )


def _person(name: str) -> int:
    return session().scalars(select(Person.id).where(Person.email == f"{name}@demo.example")).one()


def _acceptances(app: Flask, host: str, slots: list[int]) -> list[tuple[Browser, int, int]]:
    """Open requests with a slot that is free for the buyer and for the supplier, taken by no other of the list.

    Those that the quotas would refuse are left out: a refusal answers with the whole page, which is another scenario.
    """
    session().rollback()
    edition = session().scalars(select(Edition).join(Slot).where(Slot.id == slots[0])).unique().one()
    busy = set(session().execute(select(PersonSeat.person_id, PersonSeat.slot_id)).tuples())
    overlap = and_(Engagement.starts_at < Slot.ends_at, Slot.starts_at < Engagement.ends_at)
    busy |= set(session().execute(select(Engagement.person_id, Slot.id).join(Slot, overlap)).tuples())
    hours = set(session().execute(select(Availability.buyer_id, Availability.slot_id)).tuples())
    of_company = Counter(session().scalars(select(Meeting.company_id)))
    hall_of = dict(session().execute(select(Slot.id, Slot.hall_id).where(Slot.id.in_(slots))).tuples().all())
    per_hall, of_buyer = Counter(hall_of.values()), Counter[int]()
    rows = (
        session()
        .execute(
            select(
                MeetingRequest.id,
                MeetingRequest.person_id,
                MeetingRequest.company_id,
                MeetingRequest.buyer_id,
                Buyer.person_id.label("buyer"),
                MeetingTable.hall_id,
            )
            .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
            .join(MeetingTable, MeetingTable.id == Buyer.table_id)
            .where(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.awaiting == Side.BUYER)
            .order_by(MeetingRequest.id)
        )
        .all()
    )
    browsers = {buyer: browser(app, host, person_id=buyer) for buyer in {row.buyer for row in rows}}
    found = []
    for row in rows:
        theirs = (s for s in slots if (row.buyer_id, s) in hours)
        slot = next((s for s in theirs if not {(row.buyer, s), (row.person_id, s)} & busy), None)
        is_full = of_buyer[row.buyer] >= per_hall[row.hall_id] - edition.buyer_spare_slots_per_day
        if slot is not None and not is_full and of_company[row.company_id] < edition.supplier_meetings_cap:
            busy |= {(row.buyer, slot), (row.person_id, slot)}
            of_buyer[row.buyer] += 1
            of_company[row.company_id] += 1
            found.append((browsers[row.buyer], row.id, slot))
    random.Random(2).shuffle(found)
    return found


def start_page(world: World) -> Iterator[bytes]:
    """The edition's public page."""
    while True:
        yield world.visitor.get(f"/{world.slug}/")


def requirement_search(world: World) -> Iterator[bytes]:
    """A supplier looks for requirements."""
    while True:
        term = TERMS[next(world.number) % len(TERMS)].replace(" ", "+")
        yield world.supplier.get(f"/{world.slug}/meetings/requirements?q={term}")


def acceptance(world: World) -> Iterator[bytes]:
    """A buyer accepts a request: meeting, table and people in one change."""
    for buyer, request, slot in world.acceptances:
        path = f"/{world.slug}/meetings/requests/{request}/acceptance"
        yield buyer.post_form(path, {f"r{request}-slot_id": str(slot)})


def scan(world: World) -> Iterator[bytes]:
    """One badge at a door; each is admitted once and then already inside."""
    while True:
        n = next(world.number)
        body = {
            "id": str(uuid4()),
            "code": world.codes[n % len(world.codes)],
            "method": "camera",
            "device": "benchmark",
            "scanned_at": datetime.now(UTC).isoformat(),
        }
        yield world.steward.post_json(
            f"/api/gates/{world.gates[n % len(world.gates)]}/scans", json.dumps(body).encode()
        )


def persons_page(world: World) -> Iterator[bytes]:
    """A visitor's page behind their signed link."""
    while True:
        yield world.visitor.get(f"/r/{world.people[next(world.number) % len(world.people)]}")


def registration(world: World) -> Iterator[bytes]:
    """A visitor registers."""
    while True:
        n = next(world.number)
        fields = {
            "given_names": "María Fernanda",
            "first_surname": "Muñoz",
            "second_surname": "Güereca",
            "email": f"carga{n}@correo.example",
            "phone": f"477{n:07d}",
            "organisation": "Taller Industrial",
            "position": "Compras",
            "sector": "empresa",
            "notice": world.notice,
            "news": "y",
        }
        yield world.visitor.post_form(f"/{world.slug}/register/{world.category}", fields)


def calendar(world: World) -> Iterator[bytes]:
    """A buyer's calendar of twenty meetings, as their calendar program fetches it."""
    while True:
        yield world.visitor.get(f"/calendar/{world.feeds[next(world.number) % len(world.feeds)]}.ics")


def calendar_unchanged(world: World) -> Iterator[bytes]:
    """The same, fetched again by a program that has it."""
    asked = world.app.test_client(use_cookies=False)
    tags = {path: asked.get(path).headers["ETag"] for path in (f"/calendar/{feed}.ics" for feed in world.feeds[:20])}
    while True:
        for path, tag in tags.items():
            yield world.visitor.get(path, more=f"If-None-Match: {tag}\r\n")


def directory(world: World) -> Iterator[bytes]:
    """The staff look for a company."""
    while True:
        term = TERMS[next(world.number) % len(TERMS)].split()[0]
        yield world.organiser.get(f"/{world.slug}/companies/directory?q={term}")


def desk_list(world: World) -> Iterator[bytes]:
    """The first page of everybody who is registered."""
    while True:
        yield world.organiser.get(f"/{world.slug}/registrations")


def desk_search(world: World) -> Iterator[bytes]:
    """The desk looks for somebody by name."""
    while True:
        yield world.organiser.get(f"/{world.slug}/registrations?q={NAMES[next(world.number) % len(NAMES)]}")


def door_search(world: World) -> Iterator[bytes]:
    """A steward looks for somebody who has no badge."""
    while True:
        n = next(world.number)
        gate = world.gates[n % len(world.gates)]
        yield world.steward.get(f"/{world.slug}/checkin/gates/{gate}/people?q={NAMES[n % len(NAMES)]}")


def buyers_board(world: World) -> Iterator[bytes]:
    """A buyer reads the requests that wait for an answer."""
    while True:
        yield world.buyer.get(f"/{world.slug}/meetings/buyer")


def dashboard(world: World) -> Iterator[bytes]:
    """The edition in numbers."""
    while True:
        yield world.organiser.get(f"/{world.slug}/dashboard")


def door_counts(world: World) -> Iterator[bytes]:
    """The counts on a scanner, which ask for themselves every few seconds."""
    while True:
        gate = world.gates[next(world.number) % len(world.gates)]
        yield world.steward.get(f"/{world.slug}/checkin/gates/{gate}/counts")


SCENARIOS = (
    Scenario("start", start_page),
    Scenario("search", requirement_search),
    Scenario("accept", acceptance),
    Scenario("scan", scan),
    Scenario("person", persons_page),
    Scenario("register", registration),
    Scenario("calendar", calendar),
    Scenario("calendar 304", calendar_unchanged),
    Scenario("directory", directory),
    Scenario("dashboard", dashboard),
    Scenario("desk list", desk_list),
    Scenario("desk search", desk_search),
    Scenario("door search", door_search),
    Scenario("board", buyers_board),
    Scenario("counts", door_counts),
)
