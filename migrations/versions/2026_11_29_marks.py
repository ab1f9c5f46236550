"""What a buyer marks of companies and a company of requirements, and what a company notes of another."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_marks"
down_revision = "2026_11_29_invitations"
branch_labels = None
depends_on = None

MARKS = ("must", "interested", "no")
TABLES = {"supplier_mark": ("buyer", "company"), "requirement_mark": ("company", "requirement")}


def upgrade() -> None:
    for name, (owner, marked) in TABLES.items():
        op.create_table(
            name,
            sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
            sa.Column(f"{marked}_id", sa.Integer(), nullable=False),
            sa.Column(
                "mark",
                sa.Enum(*MARKS, name="mark", native_enum=False, create_constraint=True, length=32),
                nullable=False,
            ),
            sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("marked_by_id", sa.Integer(), nullable=True),
            *(
                sa.ForeignKeyConstraint(
                    [f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{name}_{of}_id_{of}"), ondelete="CASCADE"
                )
                for of in (owner, marked)
            ),
            sa.ForeignKeyConstraint(
                ["marked_by_id"], ["person.id"], name=op.f(f"fk_{name}_marked_by_id_person"), ondelete="SET NULL"
            ),
            sa.PrimaryKeyConstraint(f"{owner}_id", f"{marked}_id", name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_{marked}_id"), name, [f"{marked}_id"])
    _create_notes()


def _create_notes() -> None:
    keys = {"edition_id": "edition", "owner_id": "company", "about_id": "company", "written_by_id": "person"}
    op.create_table(
        "private_note",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name == "written_by_id") for name in keys),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name],
                [f"{table}.id"],
                name=op.f(f"fk_private_note_{name}_{table}"),
                ondelete="SET NULL" if name == "written_by_id" else "CASCADE",
            )
            for name, table in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_note")),
        sa.UniqueConstraint(
            "owner_id", "about_id", "edition_id", name=op.f("uq_private_note_owner_id_about_id_edition_id")
        ),
    )
    for column in ("edition_id", "about_id"):
        op.create_index(op.f(f"ix_private_note_{column}"), "private_note", [column])


def downgrade() -> None:
    op.drop_table("private_note")
    for name in reversed(TABLES):
        op.drop_table(name)
