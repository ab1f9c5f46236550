"""Mails of one digest to one address leave as one."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_digest"
down_revision = "2026_11_30_year"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing_mail") as batch:
        batch.add_column(sa.Column("digest", sa.Text(), nullable=True))
        batch.add_column(sa.Column("sent_with_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_outgoing_mail_sent_with_id_outgoing_mail"),
            "outgoing_mail",
            ["sent_with_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_outgoing_mail_sent_with_id"), "outgoing_mail", ["sent_with_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_outgoing_mail_sent_with_id"), table_name="outgoing_mail")
    with op.batch_alter_table("outgoing_mail") as batch:
        batch.drop_constraint(op.f("fk_outgoing_mail_sent_with_id_outgoing_mail"), type_="foreignkey")
        batch.drop_column("sent_with_id")
        batch.drop_column("digest")
