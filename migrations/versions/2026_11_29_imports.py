"""Imports: uploaded sheets, what became of each row, and the columns that were chosen."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_imports"
down_revision = "2026_11_29_arco_requests"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KINDS = "kind IN ('people', 'buyers', 'companies', 'stands', 'members')"


def person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"), ondelete="SET NULL"
    )


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.Column("imported_at", MOMENT, nullable=True),
        sa.Column("imported_by_id", sa.Integer(), nullable=True),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.Column("mailed_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("stayed", sa.Integer(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_import_batch_importkind")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_import_batch_edition_id_edition"), ondelete="CASCADE"
        ),
        person("import_batch", "by_id"),
        person("import_batch", "imported_by_id"),
        person("import_batch", "mailed_by_id"),
        person("import_batch", "undone_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_edition_id"), "import_batch", ["edition_id"])
    op.create_index(op.f("ix_import_batch_created_at"), "import_batch", ["created_at"])
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("writes", sa.JSON(), nullable=False),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.Column("kept", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('new', 'update', 'same', 'duplicate', 'error')", name=op.f("ck_import_row_verdict")
        ),
        sa.CheckConstraint("kept IN ('changed', 'used', 'mailed', 'shared')", name=op.f("ck_import_row_kept")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id_import_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_import_row")),
    )
    op.create_table(
        "import_columns",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_import_columns_importkind")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_import_columns_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "kind", name=op.f("pk_import_columns")),
    )


def downgrade() -> None:
    op.drop_table("import_columns")
    op.drop_table("import_row")
    op.drop_table("import_batch")
