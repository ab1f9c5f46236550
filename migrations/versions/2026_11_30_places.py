"""Places: offered for a time to who waits, reserved for groups; delegations."""

import re
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_places"
down_revision = "2026_11_30_second_step"
branch_labels = None
depends_on = None

BLOCK_KEY = (
    "CONSTRAINT fk_registration_block_id_place_block FOREIGN KEY(block_id) REFERENCES place_block (id) "
    "ON DELETE SET NULL"
)
STEPS = ("offered", "extended", "accepted", "declined", "lapsed", "withdrawn", "asked")


def upgrade() -> None:
    op.add_column("category", sa.Column("offers_places", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("category", sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="24"))
    for column in ("offered_until", "passed_at"):
        op.add_column("registration", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    where = sa.text("offered_until IS NOT NULL")
    op.create_index(
        "ix_registration_offered_until",
        "registration",
        ["offered_until"],
        sqlite_where=where,
        postgresql_where=where,
    )
    steps = ", ".join(f"'{step}'" for step in STEPS)
    op.execute(
        "ALTER TABLE registration_event ADD COLUMN offer VARCHAR(32) "
        f"CONSTRAINT ck_registration_event_placestep CHECK (offer IN ({steps}))"
    )
    op.add_column("registration_event", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    _create_blocks()
    _create_delegations()


def _create_delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("organisation", "manager_name", "manager_email")),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("changes_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_nonce", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('requested', 'open', 'closed', 'refused')", name=op.f("ck_delegation_delegationstatus")
        ),
        sa.CheckConstraint("places > 0", name=op.f("ck_delegation_some_places")),
        _key("delegation", "edition_id", "edition", "CASCADE"),
        _key("delegation", "category_id", "category", None),
        _key("delegation", "block_id", "place_block", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("block_id", name=op.f("uq_delegation_block_id")),
    )
    for column in ("edition_id", "category_id"):
        op.create_index(op.f(f"ix_delegation_{column}"), "delegation", [column])
    op.create_table(
        "delegate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _key("delegate", "delegation_id", "delegation", "CASCADE"),
        _key("delegate", "registration_id", "registration", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
    )
    for column in ("delegation_id", "registration_id"):
        op.create_index(op.f(f"ix_delegate_{column}"), "delegate", [column])
    still = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_delegate_registration_id_now",
        "delegate",
        ["registration_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    op.create_table(
        "delegation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('requested', 'opened', 'refused', 'changed', 'closed', 'link', 'message', 'named', 'removed')",
            name=op.f("ck_delegation_event_delegationstep"),
        ),
        _key("delegation_event", "delegation_id", "delegation", "CASCADE"),
        _key("delegation_event", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_event")),
    )
    op.create_index(op.f("ix_delegation_event_delegation_id"), "delegation_event", ["delegation_id"])


def _create_blocks() -> None:
    by = ("released_by_id", "created_by_id", "changed_by_id")
    op.create_table(
        "place_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ally_id", sa.Integer(), nullable=True),
        sa.Column("ally_code_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("taken >= 0 AND taken <= places", name=op.f("ck_place_block_within_places")),
        _key("place_block", "category_id", "category", "CASCADE"),
        _key("place_block", "ally_id", "ally", None),
        _key("place_block", "ally_code_id", "ally_code", "CASCADE"),
        *(_key("place_block", column, "person", "SET NULL") for column in by),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_block")),
    )
    for column in ("category_id", "ally_id", "ally_code_id"):
        op.create_index(op.f(f"ix_place_block_{column}"), "place_block", [column])
    op.add_column("registration", sa.Column("block_id", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _make_again("registration", lambda definition: re.sub(r"\s*\)\s*$", f", {BLOCK_KEY})", definition))
    else:
        op.execute(f"ALTER TABLE registration ADD {BLOCK_KEY}")
    op.create_index(op.f("ix_registration_block_id"), "registration", ["block_id"])


def _key(table: str, column: str, to: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def _make_again(table: str, change: Callable[[str], str]) -> None:
    """Make a table of SQLite again with its definition changed, and all its indexes and triggers.

    Foreign keys are off while migrating.
    """
    bind = op.get_bind()
    rows = bind.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    definition = next(row.sql for row in rows if row.type == "table")
    changed = change(definition)
    assert changed != definition
    columns = ", ".join(row.name for row in bind.execute(sa.text(f"PRAGMA table_info({table})")))
    for statement in (
        re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", changed),
        f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}",
        f"DROP TABLE {table}",
        "PRAGMA legacy_alter_table = ON",  # triggers of other tables name the one that is missing for a moment
        f"ALTER TABLE {table}_new RENAME TO {table}",
        "PRAGMA legacy_alter_table = OFF",
        *(row.sql for row in rows if row.type in {"index", "trigger"}),
    ):
        bind.exec_driver_sql(statement)


def _without(part: str, definition: str) -> str:
    return definition.replace(part, "")


def downgrade() -> None:
    """A place that is offered or reserved is free again: who waits keeps their turn."""
    for table in ("delegation_event", "delegate", "delegation"):
        op.drop_table(table)
    op.execute(
        "UPDATE category SET places_taken = places_taken - coalesce((SELECT sum(places - taken) FROM place_block "
        "WHERE place_block.category_id = category.id AND place_block.released_at IS NULL), 0)"
    )
    op.drop_index(op.f("ix_registration_block_id"), "registration")
    if op.get_bind().dialect.name == "sqlite":
        _make_again("registration", partial(_without, f", {BLOCK_KEY}"))
    op.drop_column("registration", "block_id")
    op.drop_table("place_block")
    op.execute(
        "UPDATE category SET places_taken = places_taken - (SELECT count(*) FROM registration "
        "WHERE registration.category_id = category.id AND registration.offered_until IS NOT NULL)"
    )
    op.execute("DELETE FROM registration_event WHERE offer IS NOT NULL AND offer <> 'accepted'")
    op.drop_index("ix_registration_offered_until", "registration")
    for column in ("until", "offer"):
        op.execute(f"ALTER TABLE registration_event DROP COLUMN {column}")
    for column in ("passed_at", "offered_until"):
        op.execute(f"ALTER TABLE registration DROP COLUMN {column}")
    for column in ("offer_hours", "offers_places"):
        op.execute(f"ALTER TABLE category DROP COLUMN {column}")
