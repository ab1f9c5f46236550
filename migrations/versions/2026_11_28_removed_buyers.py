"""A buyer who was removed, when, by whom and why; the person may be invited again, as another row."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_removed_buyers"
down_revision = "2026_11_28_codes_of_an_edition"
branch_labels = None
depends_on = None

UNIQUE = "uq_buyer_edition_id_person_id"
VALID = sa.text("removed_at IS NULL")
# Before, a person was a buyer once: the newest row stays, and takes what the others had.
NEWEST = """
    SELECT MAX(newest.id) FROM buyer AS newest JOIN buyer AS former
    ON former.edition_id = newest.edition_id AND former.person_id = newest.person_id
"""
WITH_BUYERS = ("requirement", "meeting_request", "meeting", "draft_meeting")


def upgrade() -> None:
    with op.batch_alter_table("buyer") as batch_op:  # it has no checks that a batch could lose
        batch_op.drop_constraint(UNIQUE, type_="unique")
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("removal_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_foreign_key(
            op.f("fk_buyer_removed_by_id_person"), "person", ["removed_by_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(
        UNIQUE, "buyer", ["edition_id", "person_id"], unique=True, sqlite_where=VALID, postgresql_where=VALID
    )


def downgrade() -> None:
    for table in WITH_BUYERS:
        op.execute(f"UPDATE {table} SET buyer_id = ({NEWEST} WHERE former.id = {table}.buyer_id)")
    op.execute("DELETE FROM buyer WHERE id NOT IN (SELECT MAX(id) FROM buyer GROUP BY edition_id, person_id)")
    op.drop_index(UNIQUE, "buyer")
    with op.batch_alter_table("buyer") as batch_op:
        batch_op.drop_constraint("fk_buyer_removed_by_id_person", type_="foreignkey")
        for column in ("removal_reason", "removed_by_id", "removed_at"):
            batch_op.drop_column(column)
        batch_op.create_unique_constraint(UNIQUE, ["edition_id", "person_id"])
