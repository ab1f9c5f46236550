"""What is known of one person on one page: mails are found by their address."""

from alembic import op

revision = "2026_11_29_people"
down_revision = "2026_11_29_door_hubs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail", ["edition_id", "to_email"])


def downgrade() -> None:
    op.drop_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail")
