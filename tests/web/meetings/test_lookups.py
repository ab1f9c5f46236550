"""Meetings are found by two look-ups in indexes, with the answers that one condition with OR gives."""

import random
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from re import sub
from typing import Any

import pytest
from sqlalchemy import ColumnElement, event, insert, or_, select

from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.prepared import Prepared
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.requirements import ASKED_BY
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, RequestCompanion
from forum.meetings.queries.boards import BOARD, list_busy_times, list_busy_times_of_pair
from forum.meetings.queries.meetings import list_meetings
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.queries.participation import PARTICIPATION, SIDES
from forum.meetings.queries.requests import EAGER, RECEIVED
from forum.meetings.queries.waiting import WAITING
from forum.meetings.rules.board import BusyTime
from forum.meetings.service.seating import lock_sides
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.conftest import Engine
from tests.web.meetings.conftest import Forum


@pytest.fixture
def busy_forum(forum: Forum) -> Forum:
    """Thirty meetings of few people and companies in two editions; who supplies here buys there."""
    rng = random.Random(7)
    other = an_edition(slug="otro", ordinal=99)
    attendee_categories(other)
    hall = a_hall(other)
    table, there = tables(hall, 1)[0], slots(hall, days_of(other)[0], 3)
    suppliers = [(forum.supplier, forum.person), *(a_supplier(forum.edition) for _ in range(2))]
    company = a_company(name="Armadora que también provee")
    buyers = [forum.buyer, a_buyer(forum.edition, company=company), a_buyer(other, table, person=forum.person)]
    companies = [*(supplier.company_id for supplier, _person in suppliers), company.id]
    people = [*(person.id for _supplier, person in suppliers), *(buyer.person_id for buyer in buyers)]
    for number in range(30):
        buyer = rng.choice(buyers)
        slot = rng.choice(there if buyer.edition_id == other.id else forum.slots)
        meeting = a_row(buyer, slot, person_id=rng.choice(people), company_id=rng.choice(companies), number=number)
        for person_id in {buyer.person_id, meeting.person_id}:
            sit(meeting, person_id)
    return forum


def a_row(buyer: Buyer, slot: Slot, *, person_id: int, company_id: int, number: int) -> Meeting:
    table = session().scalars(select(MeetingTable.id)).first()
    with atomic() as change:
        meeting = Meeting(
            edition_id=buyer.edition_id, buyer_id=buyer.id, company_id=company_id, person_id=person_id, slot_id=slot.id,
            table_id=table, status=MeetingStatus.SCHEDULED, uid=str(uuid.UUID(int=number)),
            created_at=slot.starts_at, changed_at=slot.starts_at,
        )  # fmt: skip
        change.add(meeting)
    return meeting


def sit(meeting: Meeting, person_id: int) -> None:
    taken = select(PersonSeat.id).where(PersonSeat.person_id == person_id, PersonSeat.slot_id == meeting.slot_id)
    with atomic() as change:
        if change.scalar(taken) is None:
            row = {"meeting_id": meeting.id, "person_id": person_id, "slot_id": meeting.slot_id}
            change.execute(insert(PersonSeat), [row])


Meetings = Counter[tuple[int, int | None, int | None, datetime, datetime]]


def counted(busy: Sequence[BusyTime]) -> Meetings:
    return Counter((b.person_id, b.meeting_id, b.company_id, b.starts_at, b.ends_at) for b in busy)


def plainly_busy(edition_id: int, people: Sequence[int], company_id: int | None) -> Meetings:
    """The same as `list_busy_times` and `list_busy_times_of_pair`, with one condition."""
    wanted: ColumnElement[bool] = PersonSeat.person_id.in_(people)
    if company_id is not None:
        wanted = or_(wanted, Meeting.company_id == company_id)
    rows = session().execute(
        select(PersonSeat.person_id, PersonSeat.meeting_id, Meeting.company_id, Slot.starts_at, Slot.ends_at)
        .join(Meeting, Meeting.id == PersonSeat.meeting_id)
        .join(Slot, Slot.id == PersonSeat.slot_id)
        .where(Meeting.edition_id == edition_id, wanted)
    )
    return Counter(rows.tuples())


def test_busy_times_are_those_of_the_people_and_of_the_company(busy_forum: Forum) -> None:
    editions = session().scalars(select(Edition.id)).all()
    companies = session().scalars(select(Company.id)).all()
    people = sorted(set(session().scalars(select(PersonSeat.person_id))))
    found = 0
    for edition_id in editions:
        for pair in zip(people, people[1:] + people[:1], strict=True):
            assert counted(list_busy_times(edition_id, person_ids=pair)) == plainly_busy(edition_id, pair, None)
            for company_id in companies:
                busy = list_busy_times_of_pair(edition_id, *pair, company_id=company_id)
                assert counted(busy) == plainly_busy(edition_id, pair, company_id)
                found += len(busy)
    assert found > 100


def test_a_person_meets_as_a_supplier_and_as_a_buyer(busy_forum: Forum) -> None:
    for edition_id in session().scalars(select(Edition.id)).all():
        for person_id in set(session().scalars(select(PersonSeat.person_id))):
            plain = (
                select(Meeting.id)
                .join(Slot, Slot.id == Meeting.slot_id)
                .join(Buyer, Buyer.id == Meeting.buyer_id)
                .where(
                    Meeting.edition_id == edition_id, or_(Meeting.person_id == person_id, Buyer.person_id == person_id)
                )
                .order_by(Slot.starts_at, Meeting.id)
            )
            told = [meeting.id for meeting in list_meetings_for(person_id, edition_id=edition_id)]
            assert told == list(session().scalars(plain))


def test_meetings_are_found_by_the_name_of_either_company(busy_forum: Forum) -> None:
    edition_id = busy_forum.edition.id
    everything = list_meetings(edition_id, status=None).rows
    for text in ("armadora", "taller", "armadora provee", "nadie"):
        wanted = [
            meeting.id
            for meeting in everything
            if all(
                word in meeting.company.name_folded or word in meeting.buyer.company.name_folded
                for word in text.split()
            )
        ]
        assert [meeting.id for meeting in list_meetings(edition_id, status=None, text=text).rows] == wanted


def told(rows: Sequence[Any]) -> list[list[tuple[str, type, object]]]:
    return [[(name, type(value), value) for name, value in row._asdict().items()] for row in rows]


def test_what_a_buyer_asks_for_is_read_as_sqlalchemy_reads_it(busy_forum: Forum) -> None:
    buyer, supplier, person = busy_forum.buyer, busy_forum.supplier, busy_forum.person
    request = a_request(a_requirement(buyer), supplier, person)
    with atomic() as change:
        change.add(RequestCompanion(request_id=request.id, person_id=buyer.person_id, joined_at=utc_now()))
    theirs = {"request_id": request.id, "edition_id": request.edition_id}
    meeting_id = session().scalars(select(Meeting.id)).first()
    asked: list[tuple[Prepared, dict[str, Any], int]] = [
        (RECEIVED, {**theirs, "person_id": buyer.person_id}, 1),
        (RECEIVED, {**theirs, "person_id": person.id}, 0),
        (PARTICIPATION, {"buyer_id": buyer.id, "company_id": supplier.company_id, "person_id": person.id}, 1),
        (PARTICIPATION, {"buyer_id": buyer.id, "company_id": 0, "person_id": person.id}, 1),
        (SIDES[MeetingRequest], {"row_id": request.id}, 1),
        (SIDES[Meeting], {"row_id": meeting_id}, 1),
        (BOARD, {"buyer_id": buyer.id}, len(busy_forum.slots)),
        (WAITING, {"buyer_id": buyer.id, "now": utc_now()}, 1),
        (ASKED_BY, {"buyer_id": buyer.id}, 2),
    ]
    for statement, values, rows in asked:
        read = statement.rows(**values)
        assert (told(read), len(read)) == (told(statement.plain(**values)), rows)


FEW = {"hall", "day", "edition", "own"}  # a handful of rows, which the planner may read whole


def test_no_look_up_reads_every_meeting(busy_forum: Forum, engine: Engine) -> None:
    """SQLite says so before the tables are large; under the one writer's lock it is everybody's time."""
    if db.engine.dialect.name != "sqlite":
        return
    request = a_request(a_requirement(busy_forum.buyer), busy_forum.supplier, busy_forum.person)
    asked: list[tuple[str, tuple[object, ...]]] = []
    listener = (
        db.engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, values, *_rest: asked.append((sql, values)),
    )
    event.listen(*listener)
    list_busy_times_of_pair(busy_forum.edition.id, 1, 2, company_id=3)
    list_meetings_for(1, edition_id=busy_forum.edition.id)
    with atomic():
        lock_sides(MeetingRequest, request.id, *EAGER)
    event.remove(*listener)
    assert len(asked) == 4
    for sql, values in asked:
        plan = session().connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [row.detail for row in plan]
        scanned = {sub(r"_\d+$", "", step.split()[1]) for step in steps if step.startswith("SCAN")}
        assert scanned - FEW == set()
        assert not any("ix_meeting_edition_id" in step for step in steps), "all meetings of the edition"
