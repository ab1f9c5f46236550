"""What a scanner without network told the steward, and the answers that follow from it."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_told_offline"
down_revision = "2026_11_29_capacity"
branch_labels = None
depends_on = None

TOLD = (
    "admitted", "already_inside", "not_today", "revoked", "unknown", "supervisor", "let_in", "desk", "held",
)  # fmt: skip
OUTCOMES = ("admitted", "already_inside", "not_today", "revoked", "unknown")
REASONS = (
    "first_today", "entered_before", "forum_closed", "category_not_today", "badge_revoked", "not_approved",
    "no_such_badge", "other_edition", "not_a_code",
)  # fmt: skip
MORE_REASONS = ("sent_to_desk", "supervisor_called", "refused_offline")


def upgrade() -> None:
    op.execute(
        f"ALTER TABLE scan ADD COLUMN told VARCHAR(32) CONSTRAINT ck_scan_told CHECK (told IN ({_listed(TOLD)}))"
    )
    op.add_column("scan", sa.Column("clock_offset_ms", sa.Integer(), nullable=True))
    op.add_column("scan", sa.Column("data_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("offline_rule", sa.Column("own_lets_in", sa.Boolean(), nullable=False, server_default=sa.true()))
    _allow((*OUTCOMES, "referred"), (*REASONS, *MORE_REASONS))
    op.execute("CREATE INDEX ix_scan_told ON scan (gate_id, told) WHERE told IS NOT NULL")


def downgrade() -> None:
    """Who was not let in was admitted before: a good badge had no other answer."""
    op.drop_index("ix_scan_told", table_name="scan")
    op.execute("UPDATE scan SET outcome = 'admitted', reason = 'first_today' WHERE outcome = 'referred'")
    _allow(OUTCOMES, REASONS)
    for table, column in (
        ("offline_rule", "own_lets_in"),
        ("scan", "data_at"),
        ("scan", "clock_offset_ms"),
        ("scan", "told"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(outcomes: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    """Change the checks of what is answered and why."""
    for column, name, values in (("outcome", "scanoutcome", outcomes), ("reason", "scanreason", reasons)):
        check = f"CHECK ({column} IN ({_listed(values)}))"
        if op.get_bind().dialect.name == "sqlite":
            rewrite_table("scan", rf"CHECK \({column} IN \([^)]*\)\)", check)
        else:
            op.execute(f"ALTER TABLE scan DROP CONSTRAINT ck_scan_{name}")
            op.execute(f"ALTER TABLE scan ADD CONSTRAINT ck_scan_{name} {check}")
