"""The migrations make what the models say, and go up and down with data in the tables."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Table, column, insert, inspect, select, table, text
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import Person
from forum.app import create_app
from forum.core.collation import stored_key
from forum.core.commands import MIGRATIONS, init_migrations, newest_migrations
from forum.core.database import Base, db, session
from forum.core.mentions import mentions
from forum.core.search_index import is_of_index
from forum.registration.models import Registration
from forum.settings import sqlite_url
from tests.builders.rows import MOMENT, a_row_of_every_table
from tests.conftest import test_settings as settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """The program on an empty database of its own, without tables."""
    address = (
        sqlite_url(tmp_path / "x.sqlite") if request.param == "sqlite" else request.getfixturevalue("own_postgres")
    )
    program = create_app(settings_for(address, tmp_path))
    init_migrations(program)
    return program


def test_migrations_make_what_the_models_say(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        with db.engine.connect() as connection:
            options = {"compare_type": True, "render_as_batch": True, "include_name": is_described}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, Base.metadata) == []
        db.engine.dispose()


def test_the_newest_migrations_are_those_that_alembic_knows() -> None:
    assert newest_migrations() == set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def test_keys_are_checked_after_migrating_nothing(bare: Flask) -> None:
    """A demo migrates and then serves in one process: no connection may be left that checks no foreign keys."""
    with bare.app_context():
        upgrade()
        upgrade()
        with db.engine.begin() as connection, pytest.raises(IntegrityError):
            connection.execute(text("INSERT INTO gate (id, edition_id, area_id, name) VALUES (1, 999, 999, 'Norte')"))
        db.engine.dispose()


def is_described(name: str | None, _kind: str, _parents: object) -> bool:
    return not is_of_index(name)


def index_of_names() -> dict[str, str]:
    """Every part of the index of names, with what made it."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    asked = "SELECT name, sql FROM sqlite_master" if on_sqlite else "SELECT indexname, indexdef FROM pg_indexes"
    with db.engine.connect() as connection:
        return {name: made for name, made in connection.execute(text(asked)) if is_of_index(name)}


def test_migrations_make_the_index_of_names_as_the_program_keeps_it(bare: Flask) -> None:
    """A migration that makes a table again on SQLite takes its triggers away: it has to make the index again."""
    with bare.app_context():
        Base.metadata.create_all(db.engine)
        kept = index_of_names()
        Base.metadata.drop_all(db.engine)
        with db.engine.begin() as connection:
            for name in [name for name in kept if name.endswith(("_search", "_search_due"))]:
                connection.execute(text(f"DROP TABLE {name}"))
        assert index_of_names() == {}
        upgrade()
        assert index_of_names() == kept
        assert len(kept) >= 4
        db.engine.dispose()


def test_who_was_there_before_the_index_is_in_it(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        rows = a_row_of_every_table(Base.metadata)
        with db.engine.begin() as connection:
            for table, values in rows:
                connection.execute(insert(table).values(values))
            connection.execute(text("UPDATE person SET name_folded = 'na li', phone = '+524771234567'"))
            connection.execute(text("UPDATE registration SET organisation_folded = 'forjas'"))
        downgrade(revision="2026_11_28_site_country")
        assert index_of_names() == {}
        upgrade()
        for words in ("li", "477 li", "forjas na", "23"):
            asked = mentions(words, Person.name_folded, Registration.organisation_folded, phone=Person.phone)
            query = select(Registration.id).join(Registration.person).where(*asked)
            assert session().scalars(query).all() == [1], words
        db.session.remove()
        db.engine.dispose()


def test_migrations_go_down_and_up_with_data(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        rows = a_row_of_every_table(Base.metadata)
        with db.engine.begin() as connection:
            for table, values in rows:
                connection.execute(insert(table).values(values))
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() in ([], ["alembic_version"])
        upgrade()
        with db.engine.connect() as connection:
            assert [connection.execute(select(table)).all() for table, _ in rows] == [[]] * len(rows)
        db.engine.dispose()


PROCESS = ("code", "name_es", "name_en", "synonyms", "direct", "position", "folded")


def test_what_was_folded_before_is_found_as_it_is_typed_now(bare: Flask) -> None:
    process = table("process", *map(column, PROCESS))
    with bare.app_context():
        upgrade(revision="2026_11_24_timetable_drafts")
        values = {"name_es": "", "name_en": "", "synonyms": "", "direct": True, "position": 0}
        with db.engine.begin() as connection:
            for code, folded in (("a", "łozyska d\u2019angelo"), ("b", "munoz")):
                connection.execute(insert(process).values(code=code, folded=folded, **values))
        upgrade()
        with db.engine.connect() as connection:
            found = connection.execute(select(process.c.code, process.c.folded).order_by(process.c.code)).all()
        assert [tuple(row) for row in found] == [("a", "lozyska dangelo"), ("b", "munoz")]
        downgrade(revision="base")
        db.engine.dispose()


def test_who_is_there_gets_a_place_in_the_order_of_lists(bare: Flask) -> None:
    names = ["Ñandú Núñez", "3M de México", "Zoë D'Angelo", "Łukasz Yılmaz", "Norte 10", "Юрий"]
    with bare.app_context():
        upgrade()
        people, companies = Base.metadata.tables["person"], Base.metadata.tables["company"]
        with db.engine.begin() as connection:
            for number, name in enumerate(names, start=1):
                given, _, surname = name.partition(" ")
                called = {"given_names": given, "first_surname": surname, "second_surname": None}
                _insert(connection, people, id=number, email=f"p{number}@example.mx", **called)
                _insert(connection, companies, id=number, name=name, rfc=None)
        downgrade(revision="2026_11_28_site_country")
        upgrade()
        with db.engine.connect() as connection:
            for each in (people, companies):
                found = connection.scalars(select(each.c.name_sorted).order_by(each.c.id)).all()
                assert found == [stored_key(name) for name in names]
        downgrade(revision="base")
        db.engine.dispose()


def test_mails_there_are_get_the_edition_they_tell_of(bare: Flask) -> None:
    contexts: dict[int, tuple[str, dict[str, object], int | None]] = {
        1: ("meetings/buyer_invited", {"edition": "Foro", "edition_slug": "x"}, 1),
        2: ("badges/reissued", {"registration": [1, "nonce"], "edition": "Foro"}, 1),
        3: ("accounts/invitation", {"edition": "x"}, 1),
        4: ("accounts/invitation", {"edition": "another"}, None),
        5: ("accounts/sign_in", {"nonce": "n", "minutes": 10}, None),
        6: ("companies/joined", {"company": "C", "edition_slug": "x"}, None),
    }
    with bare.app_context():
        upgrade()
        rows = a_row_of_every_table(Base.metadata)
        with db.engine.begin() as connection:
            for table, values in rows:
                if table.name != "outgoing_mail":
                    connection.execute(insert(table).values(values))
                    continue
                for number, (message, context, _edition) in contexts.items():
                    told = {**values, "id": number, "message": message, "context": context, "edition_id": None}
                    connection.execute(insert(table).values(told))
        downgrade(revision="2026_11_24_timetable_drafts")
        upgrade()
        mails = Base.metadata.tables["outgoing_mail"]
        with db.engine.connect() as connection:
            found = {row.id: row.edition_id for row in connection.execute(select(mails.c.id, mails.c.edition_id))}
        assert found == {number: edition for number, (_message, _context, edition) in contexts.items()}
        db.engine.dispose()


def test_mails_there_are_get_an_id_of_their_own(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        mails = Base.metadata.tables["outgoing_mail"]
        with db.engine.begin() as connection:
            for number in (1, 2):
                _insert(connection, mails, id=number, edition_id=None, message_id="same")
        downgrade(revision="2026_11_28_set_aside_rights")
        upgrade()
        with db.engine.connect() as connection:
            first, second = connection.scalars(select(mails.c.message_id).order_by(mails.c.id))
        assert re.fullmatch("[0-9a-f]{32}", first)
        assert re.fullmatch("[0-9a-f]{32}", second)
        assert first != second
        db.engine.dispose()


def _waiting(connection: Connection, registration_id: int, *, since: datetime | None) -> None:
    """A registration on the waiting list, which came back to it at that moment."""
    tables = Base.metadata.tables
    whose = {"id": registration_id, "person_id": registration_id, "ally_code_id": None}
    _insert(connection, tables["registration"], **whose, status="waitlisted", created_at=MOMENT)
    if since is not None:
        about = {"registration_id": registration_id, "status": "waitlisted", "by_id": None, "at": since}
        _insert(connection, tables["registration_event"], id=registration_id, **about)


def test_who_came_back_waits_since_then(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="2026_11_28_own_cancellations")
        tables = Base.metadata.tables
        later = MOMENT + timedelta(days=1)
        with db.engine.begin() as connection:
            for person_id in (1, 2):
                _insert(connection, tables["person"], id=person_id, email=f"p{person_id}@example.mx")
            for name in ("company", "edition", "category"):
                _insert(connection, tables[name])
            _waiting(connection, 1, since=later)
            _waiting(connection, 2, since=None)
        upgrade()
        with db.engine.connect() as connection:
            columns = tables["registration"].c
            found = connection.execute(select(columns.id, columns.waiting_since).order_by(columns.id)).all()
        assert [tuple(row) for row in found] == [(1, later), (2, MOMENT)]
        downgrade(revision="2026_11_28_own_cancellations")
        db.engine.dispose()


def _insert(connection: Connection, now: Table, **changes: object) -> None:
    """A row of what the table has at this revision."""
    there = {each["name"] for each in inspect(connection).get_columns(now.name)}
    then = table(now.name, *(column(each.name, each.type) for each in now.columns if each.name in there))
    values = {**dict(a_row_of_every_table(Base.metadata))[now], **changes}
    connection.execute(insert(then).values({name: value for name, value in values.items() if name in there}))


def _cancelled(connection: Connection, registration_id: int, person_id: int, *, by: int) -> None:
    """A registration cancelled before it was kept on whose behalf."""
    tables = Base.metadata.tables
    whose = {"id": registration_id, "person_id": person_id, "ally_code_id": None}
    _insert(connection, tables["registration"], **whose, status="cancelled")
    about = {"registration_id": registration_id, "status": "cancelled", "by_id": by}
    _insert(connection, tables["registration_event"], id=registration_id, **about)


def test_who_cancelled_is_told_from_the_history(bare: Flask) -> None:
    """The person themselves, a member of the exhibiting company, else the desk."""
    with bare.app_context():
        upgrade(revision="2026_11_24_timetable_drafts")
        tables = Base.metadata.tables
        with db.engine.begin() as connection:
            for person_id in (1, 2, 3):
                _insert(connection, tables["person"], id=person_id, email=f"p{person_id}@example.mx")
            _insert(connection, tables["company"])
            _insert(connection, tables["edition"])
            _insert(connection, tables["category"], kind="exhibitor")
            _insert(connection, tables["membership"])
            _cancelled(connection, 1, 2, by=2)
            _cancelled(connection, 2, 3, by=1)
            _cancelled(connection, 3, 1, by=3)
        upgrade()
        with db.engine.connect() as connection:
            found = connection.execute(text("SELECT id, canceller FROM registration ORDER BY id")).all()
        assert [tuple(row) for row in found] == [(1, "person"), (2, "company"), (3, "desk")]
        downgrade(revision="2026_11_24_timetable_drafts")
        db.engine.dispose()


def test_a_request_accepted_by_publishing_is_told_as_scheduled(bare: Flask) -> None:
    def seen() -> list[str]:
        query = "SELECT status FROM meeting_request UNION ALL SELECT status FROM request_event"
        with db.engine.connect() as connection:
            return [row.status for row in connection.execute(text(query))]

    def change(*statements: str) -> None:
        with db.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    published, later = "'2026-11-20 12:00:00.000000'", "'2026-11-21 12:00:00.000000'"
    with bare.app_context():
        upgrade()
        with db.engine.begin() as connection:
            for table, values in a_row_of_every_table(Base.metadata):
                connection.execute(insert(table).values(values))
        change(
            f"UPDATE timetable_draft SET published_at = {published}",
            "UPDATE draft_meeting SET change = 'new', request_id = (SELECT id FROM meeting_request)",
            f"UPDATE meeting_request SET status = 'scheduled', answered_at = {published}",
            f"UPDATE request_event SET status = 'scheduled', at = {published}",
        )
        downgrade(revision="2026_11_24_timetable_drafts")
        assert seen() == ["accepted", "accepted"]
        upgrade()
        assert seen() == ["scheduled", "scheduled"]
        downgrade(revision="2026_11_24_timetable_drafts")
        change(f"UPDATE meeting_request SET answered_at = {later}", f"UPDATE request_event SET at = {later}")
        upgrade()
        assert seen() == ["accepted", "accepted"]
        for table in ("meeting_request", "request_event"):
            with pytest.raises(IntegrityError):
                change(f"UPDATE {table} SET status = 'else'")
        with pytest.raises(IntegrityError):
            change("UPDATE meeting_request SET wished_by = 'else'")
        db.engine.dispose()


def test_codes_spelled_alike_are_told_apart_on_the_way_down(bare: Flask) -> None:
    code = (
        "INSERT INTO ally_code (id, ally_id, edition_id, code, uses, benefit) VALUES (4711, 1, {}, 'COPARMEX', 0, '')"
    )
    with bare.app_context():
        upgrade()
        rows = a_row_of_every_table(Base.metadata)
        with db.engine.begin() as connection:
            for table, values in rows:
                connection.execute(insert(table).values(values))
            connection.execute(text("UPDATE ally_code SET code = 'COPARMEX', edition_id = NULL"))
            connection.execute(text(code.format("(SELECT min(id) FROM edition)")))
        downgrade(revision="2026_11_28_set_aside_rights")
        with db.engine.begin() as connection:
            codes = connection.execute(text("SELECT code FROM ally_code ORDER BY id")).scalars().all()
            assert (codes[0], codes[1].startswith("COPARMEX-"), len(codes)) == ("COPARMEX", True, 2)
        upgrade()
        db.engine.dispose()


def test_who_was_invited_again_is_one_buyer_after_going_back(bare: Flask) -> None:
    """The unique rule of one buyer per person comes back: the newest row keeps what the removed one had."""
    with bare.app_context():
        upgrade()
        rows = dict(a_row_of_every_table(Base.metadata))
        with db.engine.begin() as connection:
            for table, values in rows.items():
                connection.execute(insert(table).values(values))
            connection.execute(text("DELETE FROM availability"))
            connection.execute(insert(Base.metadata.tables["buyer"]).values(_again(rows)))
        downgrade(revision="2026_11_28_set_aside_rights")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT id FROM buyer")).scalars().all() == [2]
            moved = "SELECT buyer_id FROM requirement UNION ALL SELECT buyer_id FROM meeting"
            assert connection.execute(text(moved)).scalars().all() == [2, 2]
        upgrade()
        downgrade(revision="base")
        db.engine.dispose()


def _again(rows: dict[Table, dict[str, object]]) -> dict[str, object]:
    """The buyer of these rows, invited again after they were removed."""
    former = rows[Base.metadata.tables["buyer"]]
    return {**former, "id": 2, "removed_at": None, "removed_by_id": None}


def test_who_was_asked_for_changes_waits_after_going_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        with db.engine.begin() as connection:
            for table, values in a_row_of_every_table(Base.metadata):
                connection.execute(insert(table).values(values))
            assert connection.execute(text("SELECT count(*) FROM supplier_event")).scalar_one() == 1
            connection.execute(text("UPDATE supplier SET status = 'changes'"))
            connection.execute(text("UPDATE buyer SET withdrew = true"))
        downgrade(revision="2026_11_30_agenda")
        with db.engine.begin() as connection:
            assert connection.execute(text("SELECT status FROM supplier")).scalars().all() == ["pending"]
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text("UPDATE supplier SET status = 'changes'"))
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE supplier SET status = 'changes'"))
            assert connection.execute(text("SELECT withdrew FROM buyer")).scalars().all() in ([False], [0])
        db.engine.dispose()


def test_places_that_are_offered_or_reserved_are_free_after_going_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        tables = Base.metadata.tables
        with db.engine.begin() as connection:
            for name in ("person", "company", "edition", "ally", "ally_code"):
                _insert(connection, tables[name])
            _insert(connection, tables["category"], quota=12, places_taken=11)
            _insert(connection, tables["place_block"], places=10, taken=1, released_at=None)
            waits = {"status": "waitlisted", "offered_until": MOMENT, "place_kept_at": None, "block_id": None}
            _insert(connection, tables["registration"], **waits)
            event = {"registration_id": 1, "status": "waitlisted", "by_id": None}
            _insert(connection, tables["registration_event"], id=1, offer="offered", **event)
            _insert(connection, tables["registration_event"], id=2, offer=None, **event)
        downgrade(revision="2026_11_29_who_by_index")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT places_taken FROM category")).scalar() == 1
            assert connection.execute(text("SELECT id FROM registration_event")).scalars().all() == [2]
        upgrade()
        downgrade(revision="base")
        db.engine.dispose()


def test_a_new_reason_is_the_nearest_of_the_old_ones_after_going_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        with db.engine.begin() as connection:
            for table, values in a_row_of_every_table(Base.metadata):
                connection.execute(insert(table).values(values))
            connection.execute(text("UPDATE draft_left_out SET reason = 'supplier_full'"))
            connection.execute(text("UPDATE edition SET planning_policy = 'few_days'"))
        downgrade(revision="2026_11_30_agenda")
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT reason FROM draft_left_out")).scalars().all() == ["quota"]
        upgrade()
        with db.engine.connect() as connection:
            policies = connection.execute(text("SELECT planning_policy FROM edition")).scalars().all()
            assert set(policies) == {"priority_first"}
        db.engine.dispose()
