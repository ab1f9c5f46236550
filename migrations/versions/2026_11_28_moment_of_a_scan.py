"""The moment a scan counts for, which is earlier than its arrival where a device kept it without network."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_moment_of_a_scan"
down_revision = "2026_11_28_offline_rule"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Both engines add a column that may not be null only with a default; every row gets its own value at once.
    op.add_column(
        "scan",
        sa.Column(
            "happened_at", sa.DateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00+00:00"
        ),
    )
    op.execute("UPDATE scan SET happened_at = received_at")
    op.drop_index("ix_scan_gate_id_received_at", table_name="scan")
    op.create_index("ix_scan_gate_id_happened_at", "scan", ["gate_id", "happened_at"])


def downgrade() -> None:
    op.drop_index("ix_scan_gate_id_happened_at", table_name="scan")
    op.create_index("ix_scan_gate_id_received_at", "scan", ["gate_id", "received_at"])
    op.execute("ALTER TABLE scan DROP COLUMN happened_at")
