"""Who came to each session, and what happened to it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_attendance"
down_revision = "2026_12_04_choosing"
branch_labels = None
depends_on = None

TABLE, EVENT = "session_attendance", "session_attendance_event"
METHODS = "method IN ('camera', 'wedge', 'typed', 'search')"


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("talk_uid", sa.Text(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(36), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("without_place", sa.Boolean(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(METHODS, name=op.f(f"ck_{TABLE}_scanmethod")),
        _key(TABLE, "edition_id", "edition", "CASCADE"),
        _key(TABLE, "registration_id", "registration", "CASCADE"),
        _key(TABLE, "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("talk_uid", "registration_id", name=op.f(f"uq_{TABLE}_talk_uid_registration_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_edition_id"), TABLE, ["edition_id"])
    op.create_index(op.f(f"ix_{TABLE}_registration_id"), TABLE, ["registration_id"])
    op.create_table(
        EVENT,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("talk_uid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('scanned', 'by_hand', 'let_in', 'undone')", name=op.f(f"ck_{EVENT}_attendancechange")
        ),
        _key(EVENT, "registration_id", "registration", "CASCADE"),
        _key(EVENT, "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{EVENT}")),
    )
    op.create_index(op.f(f"ix_{EVENT}_registration_id"), EVENT, ["registration_id"])


def downgrade() -> None:
    op.drop_table(EVENT)
    op.drop_table(TABLE)
