"""Alembic's environment: the models' metadata on the program's own database."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from forum.core.database import Base, UtcDateTime
from forum.core.search_index import is_of_index

config = context.config


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration stands alone: it names the column's plain type, not ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def is_described(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether a model describes what has this name: the index of names is kept by the database alone."""
    return not is_of_index(name)


def run_migrations() -> None:
    """Run on the program's engine; batch mode, because SQLite cannot alter a table in place."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.detach()  # never used again: inside a transaction foreign keys cannot be turned on again
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
            include_name=is_described,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
