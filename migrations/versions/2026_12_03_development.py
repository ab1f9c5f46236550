"""What suppliers lacked, followed through the year, and who helps them with it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_development"
down_revision = "2026_12_01_programme"
branch_labels = None
depends_on = None

STATES = ("pending", "ongoing", "reached", "obsolete")
LACKS = ("certificate", "process", "capacity")
KINDS = ("advice", "certification", "training", "laboratory", "financing")


def upgrade() -> None:
    op.create_table(
        "lack_helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        _one_of("lack_helper", "kind", "helpkind", KINDS),
        _key("lack_helper", "edition_id", "edition", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lack_helper")),
    )
    op.create_index(op.f("ix_lack_helper_edition_id"), "lack_helper", ["edition_id"])
    _create_lacks()
    op.create_table(
        "lack_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("lack_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("claimed", sa.Boolean(), nullable=False, server_default=sa.false()),
        _one_of("lack_event", "state", "lackstate", STATES),
        _key("lack_event", "lack_id", "supplier_lack", "CASCADE"),
        _key("lack_event", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lack_event")),
    )
    op.create_index(op.f("ix_lack_event_lack_id"), "lack_event", ["lack_id"])


def _create_lacks() -> None:
    op.create_table(
        "supplier_lack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        _one_of("supplier_lack", "what", "lacking", LACKS),
        _one_of("supplier_lack", "state", "lackstate", STATES),
        _key("supplier_lack", "edition_id", "edition", "CASCADE"),
        _key("supplier_lack", "company_id", "company", "CASCADE"),
        _key("supplier_lack", "changed_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_lack")),
        sa.UniqueConstraint(
            "edition_id", "company_id", "what", "thing", name=op.f("uq_supplier_lack_edition_id_company_id_what_thing")
        ),
    )
    op.create_index(op.f("ix_supplier_lack_company_id"), "supplier_lack", ["company_id"])


def _key(table: str, column: str, to: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=gone)


def _one_of(table: str, column: str, name: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    for table in ("lack_event", "supplier_lack", "lack_helper"):
        op.drop_table(table)
