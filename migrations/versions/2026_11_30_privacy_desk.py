"""Notices written on a page, how consents were given, what was handed over, changes of settings, retention."""

import re
from collections.abc import Callable
from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_privacy_desk"
down_revision = "2026_11_30_bases"
branch_labels = None
depends_on = None

CHANNELS = ("page", "desk", "import")
RECIPIENTS = ("team", "person", "ally", "exhibitor", "buyer", "supplier", "authority", "other")
BASES = ("organising", "consent", "request", "law")
KEPT = ("registrations", "answers", "notes", "requests", "scans", "mails")
WORDS = ("simplified_es", "simplified_en", "full_es", "full_en")


def upgrade() -> None:
    _extend_notices()
    _add_drafts()
    _extend_consents()
    _add_transfers()
    _add_configuration_events()
    _add_retention()


def downgrade() -> None:
    """Consents keep their notices, whoever wrote these."""
    for table in (
        "retention_event",
        "retention_rule",
        "configuration_event",
        "transfer_person",
        "transfer",
        "notice_draft",
    ):
        op.drop_table(table)
    op.drop_index(op.f("ix_notice_edition_id"), "notice")
    op.execute("DELETE FROM consent WHERE ally_id IS NOT NULL")  # without it they would be answers to the purpose
    op.drop_index(op.f("ix_consent_ally_id"), "consent")
    _unpoint("consent", "ally_id", "ally", "CASCADE")
    _unpoint("consent", "by_id", "person", "SET NULL")
    op.execute("ALTER TABLE consent DROP COLUMN channel")
    _unpoint("notice", "published_by_id", "person", "SET NULL")
    _unpoint("notice", "edition_id", "edition")
    for column in ("change_en", "change_es", "is_material", "effective_at"):
        op.execute(f"ALTER TABLE notice DROP COLUMN {column}")


def _key(table: str, column: str, target: str, *, ondelete: str | None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _key_words(table: str, column: str, target: str, ondelete: str) -> str:
    then = f" ON DELETE {ondelete}" if ondelete else ""
    return f"CONSTRAINT fk_{table}_{column}_{target} FOREIGN KEY({column}) REFERENCES {target} (id){then}"


def _point(table: str, column: str, target: str, ondelete: str = "") -> None:
    """Add a column that refers to another table."""
    words = _key_words(table, column, target, ondelete)
    op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _make_again(table, lambda definition: re.sub(r"\s*\)\s*$", f", {words})", definition))
    else:
        op.execute(f"ALTER TABLE {table} ADD {words}")


def _unpoint(table: str, column: str, target: str, ondelete: str = "") -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_again(table, partial(_without, f", {_key_words(table, column, target, ondelete)}"))
    op.drop_column(table, column)


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


def _extend_notices() -> None:
    _point("notice", "edition_id", "edition")
    op.add_column("notice", sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("notice", sa.Column("is_material", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("change_es", "change_en"):
        op.add_column("notice", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    _point("notice", "published_by_id", "person", "SET NULL")
    op.create_index(op.f("ix_notice_edition_id"), "notice", ["edition_id"])


def _add_drafts() -> None:
    op.create_table(
        "notice_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("is_house", sa.Boolean(), nullable=False),
        *(sa.Column(column, sa.Text(), nullable=False) for column in WORDS),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        _key("notice_draft", "edition_id", "edition", ondelete="CASCADE"),
        _key("notice_draft", "saved_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_draft")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_notice_draft_edition_id")),
    )
    where = sa.text("is_house")
    op.create_index(
        "uq_notice_draft_is_house", "notice_draft", ["is_house"], unique=True,
        sqlite_where=where, postgresql_where=where,
    )  # fmt: skip


def _extend_consents() -> None:
    channels = ", ".join(f"'{channel}'" for channel in CHANNELS)
    op.execute(
        "ALTER TABLE consent ADD COLUMN channel VARCHAR(32) DEFAULT 'page' NOT NULL "
        f"CONSTRAINT ck_consent_consentchannel CHECK (channel IN ({channels}))"
    )
    _point("consent", "by_id", "person", "SET NULL")
    _point("consent", "ally_id", "ally", "CASCADE")
    op.create_index(op.f("ix_consent_ally_id"), "consent", ["ally_id"])


def _add_transfers() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("recipient_kind", _enum("recipientkind", *RECIPIENTS), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("ally_id", sa.Integer(), nullable=True),
        sa.Column("handed_to_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("basis", _enum("transferbasis", *BASES), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _key("transfer", "edition_id", "edition", ondelete="CASCADE"),
        _key("transfer", "ally_id", "ally", ondelete="SET NULL"),
        _key("transfer", "handed_to_id", "person", ondelete="SET NULL"),
        _key("transfer", "by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    for column in ("edition_id", "ally_id"):
        op.create_index(op.f(f"ix_transfer_{column}"), "transfer", [column])
    line = "transfer_person"
    op.create_table(
        line,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        _key(line, "transfer_id", "transfer", ondelete="CASCADE"),
        _key(line, "person_id", "person", ondelete="CASCADE"),
        _key(line, "consent_id", "consent", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_person")),
        sa.UniqueConstraint("transfer_id", "person_id", name=op.f("uq_transfer_person_transfer_id_person_id")),
    )
    op.create_index(op.f("ix_transfer_person_person_id"), line, ["person_id"])


def _add_configuration_events() -> None:
    op.create_table(
        "configuration_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("change", _enum("change", "made", "changed", "removed"), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _key("configuration_event", "edition_id", "edition", ondelete="CASCADE"),
        _key("configuration_event", "by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_configuration_event")),
    )
    op.create_index(op.f("ix_configuration_event_edition_id"), "configuration_event", ["edition_id"])


def _add_retention() -> None:
    op.create_table(
        "retention_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("retentionkind", *KEPT), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("months > 0", name=op.f("ck_retention_rule_some_months")),
        _key("retention_rule", "edition_id", "edition", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
        sa.UniqueConstraint("edition_id", "kind", name=op.f("uq_retention_rule_edition_id_kind")),
    )
    op.create_table(
        "retention_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("retentionkind", *KEPT), nullable=False),
        sa.Column("step", _enum("retentionstep", "set", "announced", "emptied"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _key("retention_event", "edition_id", "edition", ondelete="CASCADE"),
        _key("retention_event", "by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_event")),
    )
    op.create_index(op.f("ix_retention_event_edition_id"), "retention_event", ["edition_id"])
