"""What is known of one person on one page: mails are found by their address, the staff keeps notes, accounts are merged."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_people"
down_revision = "2026_11_29_door_hubs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail", ["edition_id", "to_email"])
    op.create_table(
        "registration_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_note_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_registration_note_written_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_note")),
    )
    op.create_index(op.f("ix_registration_note_registration_id"), "registration_note", ["registration_id"])
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_email", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_person_merge_edition_id_edition"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["person.id"], name=op.f("fk_person_merge_merged_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_person_merge_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    for column in ("edition_id", "kept_id", "merged_id"):
        op.create_index(op.f(f"ix_person_merge_{column}"), "person_merge", [column])
    for table in ("person", "registration"):
        _add_merged_into(table)


def _add_merged_into(table: str) -> None:
    """A key to the table's own rows: SQLite takes it with the column only, PostgreSQL beside it."""
    name = f"fk_{table}_merged_into_id_{table}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN merged_into_id INTEGER CONSTRAINT {name} "
        f"REFERENCES {table} (id) ON DELETE SET NULL"
    )
    op.create_index(op.f(f"ix_{table}_merged_into_id"), table, ["merged_into_id"])


def downgrade() -> None:
    for table in ("registration", "person"):
        op.drop_index(op.f(f"ix_{table}_merged_into_id"), table)
        op.drop_column(table, "merged_into_id")
    op.drop_table("person_merge")
    op.drop_table("registration_note")
    op.drop_index(op.f("ix_outgoing_mail_edition_id_to_email"), "outgoing_mail")
