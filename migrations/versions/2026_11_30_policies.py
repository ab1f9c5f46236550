"""What planning puts first, and more reasons for leaving out a wish: each of them names the one obstacle."""

from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_30_policies"
down_revision = "2026_11_30_agenda"
branch_labels = None
depends_on = None

BEFORE = ("no_common_slot", "buyer_full", "quota", "tables_full", "lower_priority", "fairness", "not_reached")
AFTER = {
    "no_room": "no_common_slot", "supplier_full": "quota", "rest": "no_common_slot", "walking": "no_common_slot",
    "order": "no_common_slot", "second_day": "no_common_slot", "meets_already": "lower_priority", "several": "lower_priority",
}  # fmt: skip
"""The new reasons, and what stands for them on the way down."""


POLICY = (
    "ALTER TABLE edition ADD COLUMN planning_policy VARCHAR(32) DEFAULT 'priority_first' NOT NULL "
    "CONSTRAINT ck_edition_planningpolicy "
    "CHECK (planning_policy IN ('priority_first', 'everybody_once', 'few_days'))"
)


def upgrade() -> None:
    op.execute(POLICY)
    _allow((*BEFORE, *AFTER))


def downgrade() -> None:
    for new, old in AFTER.items():
        op.execute(f"UPDATE draft_left_out SET reason = '{old}' WHERE reason = '{new}'")
    _allow(BEFORE)
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("edition", r", planning_policy .*? CHECK \(planning_policy IN \([^)]*\)\)", "")
    else:
        op.execute("ALTER TABLE edition DROP COLUMN planning_policy")


def _allow(values: tuple[str, ...]) -> None:
    """Change the check of a reason."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = f"CHECK (reason IN ({listed}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("draft_left_out", r"CHECK \(reason IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE draft_left_out DROP CONSTRAINT ck_draft_left_out_reason")
    op.execute(f"ALTER TABLE draft_left_out ADD CONSTRAINT ck_draft_left_out_reason {check}")
