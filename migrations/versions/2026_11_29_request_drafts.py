"""Requests that wait to be sent until their company is approved."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_request_drafts"
down_revision = "2026_11_29_search_index"
branch_labels = None
depends_on = None

KEYS = (
    ("edition_id", "edition", "CASCADE"),
    ("requirement_id", "requirement", "CASCADE"),
    ("company_id", "company", "CASCADE"),
    ("person_id", "person", "CASCADE"),
    ("written_by_id", "person", "CASCADE"),
    ("preferred_slot_id", "slot", "SET NULL"),
)
INDEXED = ("edition_id", "company_id", "person_id", "written_by_id")


def upgrade() -> None:
    op.create_table(
        "request_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name == "preferred_slot_id") for name, _table, _on_delete in KEYS),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False, server_default=""),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_request_draft_{name}_{table}"), ondelete=end
            )
            for name, table, end in KEYS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_draft")),
        sa.UniqueConstraint("requirement_id", "company_id", name=op.f("uq_request_draft_requirement_id_company_id")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_request_draft_{column}"), "request_draft", [column])


def downgrade() -> None:
    op.drop_table("request_draft")
