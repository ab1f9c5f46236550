"""A second step of signing in: apps, passkeys, recovery codes, and whether organisers need one."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_second_step"
down_revision = "2026_11_29_who_by_index"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def of_person(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_person_id_person")
    return (
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE"),
    )


def upgrade() -> None:
    op.add_column("person", sa.Column("second_since", MOMENT, nullable=True))
    op.add_column("sign_in_session", sa.Column("second_at", MOMENT, nullable=True))
    op.create_table(
        "authenticator",
        *of_person("authenticator"),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_authenticator")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        *of_person("passkey"),
        sa.Column("credential_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        *of_person("recovery_code"),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_person_id"), "recovery_code", ["person_id"])
    op.create_table(
        "sign_in_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisers_need_second", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_sign_in_rule_changed_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_rule")),
    )


def downgrade() -> None:
    for table in ("sign_in_rule", "recovery_code", "passkey", "authenticator"):
        op.drop_table(table)
    op.drop_column("sign_in_session", "second_at")
    op.drop_column("person", "second_since")
