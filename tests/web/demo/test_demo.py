"""The demo edition: loaded once, and real enough to work with."""

import socket
from contextlib import suppress
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.demo.commands import PASSWORD, ensure_loaded, free_port, is_over, welcome
from forum.demo.load import ACCOUNTS, PLANNED_BEFORE, load_demo
from forum.demo.sizes import SMALL
from forum.editions.models import Edition, MeetingTable, Slot
from forum.mail.models import OutgoingMail
from forum.matchmaking.models import Buyer, Drawing, Requirement, Supplier
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest, PersonSeat, TableSeat
from forum.meetings.queries.own import list_meetings_for
from forum.registration.models import Registration
from forum.scheduling.problem import Status
from forum.timetable.models import DraftLeftOut, TimetableDraft
from forum.timetable.queries.planning import read_facts
from forum.timetable.rules import plan_of
from forum.timetable.rules.violations import plan_violations
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.builders.world import first


def count(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_it_is_loaded_once_and_over_after_two_days(app: Flask) -> None:
    now = utc_now()
    assert [ensure_loaded("small", now=now), ensure_loaded("small", now=now)] == [True, False]
    assert (count(Edition), count(Registration)) == (1, 240)
    assert [is_over(now=now + timedelta(days=days)) for days in (0, 1, 2)] == [False, False, True]


def test_an_edition_that_is_no_demo_is_never_over(app: Flask) -> None:
    an_edition(starts_on=date(2020, 9, 9), ends_on=date(2020, 9, 10))
    assert is_over(now=utc_now()) is False


def missed_so_far() -> dict[int, int]:
    """The meetings that the floor desk wrote down as missed this morning, with how many would have come."""
    query = select(Meeting.id, func.count(MeetingCompanion.id)).outerjoin(Meeting.companions)
    query = query.where(Meeting.status == MeetingStatus.MISSED).group_by(Meeting.id)
    return {id: 2 + besides for id, besides in session().execute(query)}


def test_its_meetings_are_planned_by_the_engine(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    draft = session().scalars(select(TimetableDraft)).one()
    assert (draft.status, draft.meetings, draft.published_at is None) == (Status.OPTIMAL, 50, False)
    missed = missed_so_far()
    seats = count(PersonSeat) + sum(missed.values())
    assert (count(Meeting), count(TableSeat) + len(missed), seats) == (50, 50, 106)
    assert draft.value == draft.value_bound
    assert count(DraftLeftOut) == 2


def test_the_check_finds_no_violation_in_its_agenda(app: Flask) -> None:
    now = utc_now()
    ensure_loaded("small", now=now)
    facts = read_facts(first(Edition.id), now=now - PLANNED_BEFORE)
    plan = plan_of(facts, replan=True, now=now - PLANNED_BEFORE, narrowed=False)
    pinned = [wish for wish in plan.problem.wishes if wish.pinned is not None]  # colleagues come to these too
    places = {wish.id: plan.place(plan.wishes[wish.id].slot_id, plan.wishes[wish.id].table_id) for wish in pinned}
    agenda = {**plan.problem.published, **places}
    assert (0 < len(pinned) <= 6, len(agenda), plan_violations(plan, agenda)) == (True, 50 - len(missed_so_far()), [])


def test_it_sends_no_mail(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    assert count(OutgoingMail) == 0


def test_the_accounts_it_prints_have_meetings_and_wait_for_answers(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    for email, mine in (("comprador", Buyer.person_id), ("proveedor", MeetingRequest.person_id)):
        person = session().scalars(select(Person.id).where(Person.email == f"{email}@demo.example")).one()
        joined = select(func.count()).join(Buyer, Buyer.id == MeetingRequest.buyer_id).where(mine == person)
        waiting = joined.select_from(MeetingRequest).where(MeetingRequest.status == RequestStatus.SENT)
        assert (session().scalar(waiting) or 0) > 0
        assert len(list_meetings_for(person, edition_id=first(Edition.id))) > 3


class Undone(Exception):
    """Undoes the load."""


def test_it_is_the_same_each_time(app: Flask) -> None:
    agendas = []
    for _ in range(2):
        with suppress(Undone), atomic():
            load_demo(SMALL, password_hash="x", now=utc_now())
            agendas.append(agenda())
            raise Undone
    assert (agendas[0] == agendas[1], len(agendas[0]), count(Meeting)) == (True, 50, 0)


def agenda() -> list[tuple[object, ...]]:
    """Meetings by hour, table and requirement, whatever the keys."""
    rows = session().execute(
        select(Slot.starts_at, MeetingTable.number, Requirement.title)
        .select_from(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(MeetingTable, MeetingTable.id == Meeting.table_id)
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .order_by(Slot.starts_at, MeetingTable.number)
    )
    return [tuple(row) for row in rows]


def test_every_account_it_prints_can_sign_in(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    client = app.test_client()
    for _role, email in ACCOUNTS:
        answer = client.post("/sign-in/password", data={"email": email, "password": PASSWORD})
        assert (email, answer.status_code, answer.location) == (email, 302, "/account/start")


def test_the_link_it_prints_opens_the_page_of_a_visitor(app: Flask) -> None:
    ensure_loaded("small", now=utc_now())
    words = welcome(app.config["FORO"])
    address = next(line.strip() for line in words.splitlines() if "/r/" in line)
    answer = app.test_client().get(address.removeprefix("http://localhost"))
    assert answer.status_code == 200


def test_a_port_in_use_is_skipped() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_its_first_pages_are_alive(app: Flask, client: FlaskClient) -> None:
    """Marks, notes, contacts by consent and a drawing, all of which say that they are invented."""
    ensure_loaded("small", now=utc_now())
    slug, company_id = first(Edition.slug), session().scalars(select(Supplier.company_id).order_by(Supplier.id)).first()
    people = {each.email: each for each in session().scalars(select(Person).where(Person.email.like("%@demo.example")))}
    sign_in(client, people["comprador@demo.example"])
    page = client.get(f"/{slug}/meetings/companies/{company_id}").text
    for words in ('aria-pressed="true"', "Nota inventada", "Empresa inventada", "proveedor@demo.example"):
        assert words in page
    sign_in(client, people["proveedor@demo.example"])
    [requirement_id] = session().scalars(select(Drawing.requirement_id))
    file = client.get(f"/{slug}/meetings/requirements/{requirement_id}/drawing")
    page = client.get(f"/{slug}/meetings/requirements/{requirement_id}").text
    assert ("soporte-demostracion.pdf" in page, file.status_code) == (True, 200)
    assert "Plano inventado para la demostración".encode("cp1252") in file.data
