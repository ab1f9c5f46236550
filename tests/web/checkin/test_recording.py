"""The quick ways of the door give what the plain ones give."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import bindparam, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from forum.accounts.models import Person
from forum.accounts.queries import SIGNED_IN
from forum.badges.models import Badge
from forum.checkin.enums import GateDirection, ScanMethod, ScanOutcome, ScanReason
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.queries import find_scan_context
from forum.checkin.queries.door import SCAN_CONTEXT
from forum.checkin.rules import ADMITTED, Decision, decide
from forum.checkin.service.movements import MOVEMENTS, PRESENCE
from forum.checkin.service.recording import NotEntered, RecordedMeanwhile, ScanRow, save_scan
from forum.core.clock import utc_now
from forum.core.database import Base, atomic, session
from forum.core.names import PersonName
from forum.core.prepared import Prepared, PreparedInsert, PreparedRead
from forum.editions.models import CategoryDay, Edition
from forum.mail.models import OutgoingMail
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.checkin import a_badge, a_gate, a_steward
from tests.builders.editions import ZONE, a_category, an_edition, days_of
from tests.builders.people import a_person, sign_in


@pytest.fixture
def edition(app: Flask) -> Edition:
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


def row_of(badge: Badge, gate: Gate, steward: Person, now: datetime, **values: object) -> ScanRow:
    row: ScanRow = {
        "id": str(uuid4()),
        "gate_id": gate.id,
        "badge_id": badge.id,
        "operator_id": steward.id,
        "device": "celular-1",
        "method": ScanMethod.CAMERA,
        "code": badge.code,
        "leaves": False,
        "scanned_at": now - timedelta(seconds=1),
        "received_at": now,
        "happened_at": now,
        "told": None,
        "clock_offset_ms": None,
        "data_at": None,
    }
    return {**row, **values}  # type: ignore[typeddict-item]


def saved(row: ScanRow, *, in_one: bool) -> Decision:
    context = find_scan_context(
        row["gate_id"], code=row["code"], scan_id=row["id"], moment=row["happened_at"], leaves=False
    )
    assert context is not None
    decision = decide(context.facts)
    save_scan(row, decision, context=context, in_one=in_one)
    return decision


def contents() -> list[tuple[object, ...]]:
    """What both tables hold, without the ids of the scans."""
    session().rollback()
    scans = session().execute(
        select(Scan.gate_id, Scan.badge_id, Scan.operator_id, Scan.device, Scan.method, Scan.code, Scan.outcome,
               Scan.reason, Scan.scanned_at, Scan.received_at, Scan.happened_at).order_by(Scan.happened_at)
    )  # fmt: skip
    entries = session().execute(select(Entry.registration_id, Entry.day, Entry.gate_id, Entry.entered_at))
    return [*map(tuple, scans), *map(tuple, entries)]


def test_one_statement_saves_what_two_save(edition: Edition) -> None:
    gate, badge, steward, now = a_gate(edition), a_badge(edition), a_steward(edition), utc_now()
    found = []
    for in_one in (False, True):
        assert saved(row_of(badge, gate, steward, now), in_one=in_one) is ADMITTED
        found.append(contents())
        with atomic() as change:
            change.execute(Entry.__table__.delete())
            change.execute(Scan.__table__.delete())
    assert found[0] == found[1]
    assert [row[7] for row in found[0] if len(row) > 4] == [ScanReason.FIRST_TODAY]


@pytest.mark.parametrize("in_one", [False, True])
@pytest.mark.parametrize("meanwhile", ["entered", "cancelled"])
def test_who_cannot_be_entered_any_more_is_told_and_nothing_saved(
    edition: Edition, in_one: bool, meanwhile: str
) -> None:
    gate, badge, steward, now = a_gate(edition), a_badge(edition), a_steward(edition), utc_now()
    context = find_scan_context(gate.id, code=badge.code, scan_id=str(uuid4()), moment=now, leaves=False)
    assert context is not None
    if meanwhile == "entered":
        saved(row_of(badge, gate, steward, now), in_one=False)
    else:
        with atomic() as change:
            change.get_one(Registration, badge.registration_id).status = RegistrationStatus.CANCELLED
    before = contents()
    with pytest.raises(NotEntered):
        save_scan(row_of(badge, gate, steward, now), ADMITTED, context=context, in_one=in_one)
    assert contents() == before


@pytest.mark.parametrize("in_one", [False, True])
def test_an_id_that_exists_fails_as_a_whole(edition: Edition, in_one: bool) -> None:
    gate, badge, steward = a_gate(edition), a_badge(edition), a_steward(edition)
    other, now = a_badge(edition, revoked=True), utc_now()
    first = row_of(other, gate, steward, now)
    assert saved(first, in_one=in_one) != ADMITTED
    context = find_scan_context(gate.id, code=badge.code, scan_id=str(uuid4()), moment=now, leaves=False)
    assert context is not None
    with pytest.raises(RecordedMeanwhile):
        save_scan(row_of(badge, gate, steward, now, id=first["id"]), ADMITTED, context=context, in_one=in_one)
    session().rollback()
    assert session().scalars(select(Entry)).all() == []
    assert session().scalars(select(Scan.outcome)).all() == [ScanOutcome.REVOKED]


@pytest.mark.parametrize("in_one", [False, True])
def test_another_fault_is_no_repetition(edition: Edition, in_one: bool) -> None:
    gate, badge, now = a_gate(edition), a_badge(edition), utc_now()
    context = find_scan_context(gate.id, code=badge.code, scan_id=str(uuid4()), moment=now, leaves=False)
    assert context is not None
    row = row_of(badge, gate, a_steward(edition), now, operator_id=999_999)
    with pytest.raises(IntegrityError):
        save_scan(row, ADMITTED, context=context, in_one=in_one)
    session().rollback()
    assert session().scalars(select(Entry)).all() == []


def test_the_prepared_scan_reads_what_sqlalchemy_reads(edition: Edition) -> None:
    gate, elsewhere, steward = a_gate(edition), a_gate(an_edition(slug="otro", ordinal=7)), a_steward(edition)
    restricted = a_category(edition, code="vip")
    with atomic() as change:
        change.add(CategoryDay(category_id=restricted.id, day_id=days_of(edition)[1].id))
    entered = a_badge(edition)
    saved(row_of(entered, gate, steward, utc_now()), in_one=True)
    badges = [entered, a_badge(edition, revoked=True), a_badge(edition, category=restricted)]
    now = utc_now()
    days = {"before": now.date() - timedelta(1), "today": now.date(), "after": now.date() + timedelta(1)}
    scan_ids = [str(uuid4()), *session().scalars(select(Scan.id))]
    for gate_id in (gate.id, elsewhere.id, 999):
        for code in (*(badge.code for badge in badges), "nothing"):
            for scan_id in scan_ids:
                asked = {"gate_id": gate_id, "code": code, "scan_id": scan_id, **days}
                assert told(SCAN_CONTEXT.rows(**asked)) == told(SCAN_CONTEXT.plain(**asked))


def test_movements_are_read_as_sqlalchemy_reads_them(edition: Edition) -> None:
    gate, steward, badge = a_gate(edition, direction=GateDirection.BOTH), a_steward(edition), a_badge(edition)
    begin = utc_now() - timedelta(minutes=5)
    for minutes, leaves in ((0, False), (1, True), (2, False)):
        moment = begin + timedelta(minutes=minutes)
        saved(row_of(badge, gate, steward, moment, leaves=leaves), in_one=True)
    whose = {"registration_id": badge.registration_id, "area_id": gate.area_id}
    asked = {**whose, "begin": begin, "end": begin + timedelta(minutes=2)}
    assert len(MOVEMENTS.rows(**asked)) == 2
    assert told(MOVEMENTS.rows(**asked)) == told(MOVEMENTS.plain(**asked))
    day = session().scalars(select(Entry.day)).one()
    entry = {"of_registration": badge.registration_id, "of_area": gate.area_id, "of_day": day}
    assert told(PRESENCE.rows(**entry)) == told(PRESENCE.plain(**entry))


def told(rows: list[object]) -> list[list[tuple[str, type, object]]]:
    """Rows by name, type and value, in an order of their own."""
    return sorted(([(name, type(value), value) for name, value in row._asdict().items()] for row in rows), key=repr)  # type: ignore[attr-defined]


def test_who_is_signed_in_is_read_as_sqlalchemy_reads_it(app: Flask, edition: Edition) -> None:
    sign_in(app.test_client(), a_steward(edition))
    sign_in(app.test_client(), a_person())
    hashes = session().scalars(text("SELECT token_hash FROM sign_in_session")).all()
    assert len(hashes) == 2
    for token_hash in (*hashes, "nobody's"):
        asked = {"token_hash": token_hash}
        assert told(SIGNED_IN.rows(**asked)) == told(SIGNED_IN.plain(**asked))
    assert sum(len(SIGNED_IN.rows(token_hash=token_hash)) for token_hash in hashes) == 2


def test_a_prepared_insert_writes_what_adding_the_object_writes(app: Flask) -> None:
    now, mail = (
        utc_now(),
        {"edition_id": None, "message_id": "1", "to_email": "a@x.mx", "to_name": "Ñu", "folded": "nu"},
    )
    mail |= {"language": "es", "message": "x", "context": {"a": [1, None]}, "created_at": now, "next_attempt_at": now}
    name = PersonName("José", "Muñoz", None)
    rows: dict[type[Base], dict[str, object]] = {
        Person: {"name": name, "phone": None, "created_at": now},
        OutgoingMail: mail,
    }
    for model, values in rows.items():
        with atomic() as change:
            change.add(model(**values))
        with atomic():
            quick = model(**{**values, **({"message_id": "2"} if model is OutgoingMail else {})})
            PreparedInsert(model).add(quick)
        session().expunge_all()
        first, second = session().execute(select(model.__table__).order_by("id"))
        assert quick.id == second.id  # type: ignore[attr-defined]
        differ = {key for key in first._mapping if first._mapping[key] != second._mapping[key]}
        assert differ - {"message_id"} == {"id"}


def test_a_row_that_is_kept_is_as_if_it_had_been_read(app: Flask, edition: Edition) -> None:
    with atomic():
        mail = OutgoingMail(
            edition_id=edition.id, message_id="1", to_email="a@x.mx", to_name="Ñu", folded="nu", language="es",
            message="x", context={"a": [1, None]}, created_at=utc_now(), next_attempt_at=utc_now(),
        )  # fmt: skip
        PreparedInsert(OutgoingMail).add_kept(mail)
        mail.attempts = 2
    assert session().get(OutgoingMail, mail.id) is mail
    session().expunge_all()
    assert session().get_one(OutgoingMail, mail.id).attempts == 2


def test_a_row_is_read_as_sqlalchemy_reads_it(app: Flask, edition: Edition) -> None:
    read = PreparedRead(Edition, Edition.slug == bindparam("slug"))
    assert (read.find(slug="nowhere"), read.find(slug=edition.slug)) == (None, edition)
    session().expunge_all()
    quick = read.find(slug=edition.slug)
    session().expunge_all()
    plain = session().get_one(Edition, edition.id)
    assert quick is not None
    columns = Edition.__mapper__.column_attrs.keys()
    assert [getattr(quick, name) for name in columns] == [getattr(plain, name) for name in columns]
    assert inspect(quick).attrs.slug.history.unchanged == [edition.slug]


def test_a_prepared_change_outside_atomic_raises(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside atomic"):
        PreparedInsert(Person).add(Person(given_names="Ana", first_surname="Ruiz", created_at=utc_now()))
    with pytest.raises(RuntimeError, match="outside atomic"):
        Prepared(text("DELETE FROM person")).run()


def test_errors_of_a_prepared_statement_are_those_of_sqlalchemy(app: Flask) -> None:
    with pytest.raises(DBAPIError, match="nowhere"):
        Prepared(text("SELECT nothing FROM nowhere")).rows()
    session().rollback()


def test_a_list_cannot_be_prepared(app: Flask) -> None:
    query = select(Person.id).where(Person.id.in_(bindparam("ids", expanding=True)))
    with pytest.raises(TypeError, match="list"):
        Prepared(query).rows(ids=[1])


def test_prepared_statements_are_counted(app: Flask, statements: list[str]) -> None:
    statements.clear()
    assert Prepared(select(Person.id).where(Person.id == 0)).rows() == []
    assert len(statements) == 1
