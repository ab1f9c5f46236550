"""Certificates of attendance: who signs them, rounds of all, and those that were issued."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_certificates"
down_revision = "2026_12_04_attendance"
branch_labels = None
depends_on = None

SETTING, ROUND, TABLE = "certificate_setting", "certificate_round", "attendance_certificate"
MOMENT = sa.DateTime(timezone=True)


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=ondelete
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        SETTING,
        sa.Column("edition_id", sa.Integer(), nullable=False),
        *_texts("place", "first_name", "first_position", "second_name", "second_position"),
        _key(SETTING, "edition_id", "edition", "CASCADE"),
        sa.PrimaryKeyConstraint("edition_id", name=op.f(f"pk_{SETTING}")),
    )
    op.create_table(
        ROUND,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        _key(ROUND, "edition_id", "edition", "CASCADE"),
        _key(ROUND, "asked_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ROUND}")),
    )
    op.create_index(op.f(f"ix_{ROUND}_edition_id"), ROUND, ["edition_id"])
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("code", "language", "full_name", "company"),
        sa.Column("talks", sa.JSON(), nullable=False),
        sa.Column("signers", sa.JSON(), nullable=False),
        *_texts("place"),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        _key(TABLE, "edition_id", "edition", "CASCADE"),
        _key(TABLE, "registration_id", "registration", "CASCADE"),
        _key(TABLE, "issued_by_id", "person", "SET NULL"),
        _key(TABLE, "withdrawn_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("edition_id", "number", name=op.f(f"uq_{TABLE}_edition_id_number")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{TABLE}_code")),
    )
    op.create_index(op.f(f"ix_{TABLE}_registration_id"), TABLE, ["registration_id"])


def downgrade() -> None:
    for table in (TABLE, ROUND, SETTING):
        op.drop_table(table)
