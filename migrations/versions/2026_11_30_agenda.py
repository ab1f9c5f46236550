"""One meeting per pair, the requests that a draft joins to a meeting, and the most meetings in a row."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_agenda"
down_revision = "2026_11_30_integrations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("one_meeting_per_pair", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("edition", sa.Column("meetings_in_a_row", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "draft_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("with_request_id", sa.Integer(), nullable=True),
        sa.Column("with_meeting_id", sa.Integer(), nullable=True),
        _key("draft_id", "timetable_draft", ondelete="CASCADE"),
        _key("request_id", "meeting_request"),
        _key("with_request_id", "meeting_request"),
        _key("with_meeting_id", "meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_topic")),
        sa.UniqueConstraint("draft_id", "request_id", name=op.f("uq_draft_topic_draft_id_request_id")),
    )
    for column in ("request_id", "with_request_id", "with_meeting_id"):
        op.create_index(op.f(f"ix_draft_topic_{column}"), "draft_topic", [column])


def downgrade() -> None:
    op.drop_table("draft_topic")
    op.drop_column("edition", "meetings_in_a_row")
    op.drop_column("edition", "one_meeting_per_pair")


def _key(column: str, target: str, **values: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_draft_topic_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, **values)
