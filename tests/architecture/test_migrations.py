"""The migrations make what the models say, and go up and down with data in the tables."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from forum.app import create_app
from forum.core.database import Base, db
from forum.settings import sqlite_url
from tests.builders.rows import a_row_of_every_table
from tests.conftest import test_settings as settings_for


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """The program on an empty database of its own, without tables."""
    address = (
        sqlite_url(tmp_path / "x.sqlite") if request.param == "sqlite" else request.getfixturevalue("own_postgres")
    )
    return create_app(settings_for(address, tmp_path))


def test_migrations_make_what_the_models_say(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            assert compare_metadata(context, Base.metadata) == []
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
