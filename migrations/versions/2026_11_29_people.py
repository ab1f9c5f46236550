"""What is known of one person on one page: mails are found by their address, the staff keeps notes, accounts are merged."""

import re
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_people"
down_revision = "2026_11_29_door_hubs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail", ["edition_id", "to_email"])
    op.create_table(
        "registration_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_note_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_registration_note_written_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_note")),
    )
    op.create_index(op.f("ix_registration_note_registration_id"), "registration_note", ["registration_id"])
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_email", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_person_merge_edition_id_edition"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["person.id"], name=op.f("fk_person_merge_merged_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_person_merge_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    for column in ("edition_id", "kept_id", "merged_id"):
        op.create_index(op.f(f"ix_person_merge_{column}"), "person_merge", [column])
    for table in ("person", "registration"):
        _add_merged_into(table)


def _add_merged_into(table: str) -> None:
    """A key to the table's own rows; SQLite takes a named one only while it makes a table."""
    key = _key(table)
    op.add_column(table, sa.Column("merged_into_id", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _make_again(table, lambda definition: re.sub(r"\s*\)\s*$", f", {key})", definition))
    else:
        op.execute(f"ALTER TABLE {table} ADD {key}")
    op.create_index(op.f(f"ix_{table}_merged_into_id"), table, ["merged_into_id"])


def _without(part: str, definition: str) -> str:
    return definition.replace(part, "")


def _key(table: str) -> str:
    name = f"fk_{table}_merged_into_id_{table}"
    return f"CONSTRAINT {name} FOREIGN KEY(merged_into_id) REFERENCES {table} (id) ON DELETE SET NULL"


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


def downgrade() -> None:
    for table in ("registration", "person"):
        op.drop_index(op.f(f"ix_{table}_merged_into_id"), table)
        if op.get_bind().dialect.name == "sqlite":
            _make_again(table, partial(_without, f", {_key(table)}"))
        op.drop_column(table, "merged_into_id")
    op.drop_table("person_merge")
    op.drop_table("registration_note")
    op.drop_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail")
