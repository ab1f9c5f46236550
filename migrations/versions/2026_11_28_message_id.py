"""A random part of a mail's Message-ID: the number of its row starts again in a new database."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_message_id"
down_revision = "2026_11_28_print_files"
branch_labels = None
depends_on = None

FILL = {
    "sqlite": "UPDATE outgoing_mail SET message_id = lower(hex(randomblob(16)))",
    "postgresql": "UPDATE outgoing_mail SET message_id = replace(gen_random_uuid()::text, '-', '')",
}


def upgrade() -> None:
    op.add_column("outgoing_mail", sa.Column("message_id", sa.Text(), nullable=True))
    # What failed and is tried again is a mail that nobody has received under its former id.
    op.execute(FILL[op.get_bind().dialect.name])
    with op.batch_alter_table("outgoing_mail") as batch_op:  # it has no checks that a batch could lose
        batch_op.alter_column("message_id", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    op.drop_column("outgoing_mail", "message_id")
