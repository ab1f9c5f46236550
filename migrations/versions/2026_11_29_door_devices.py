"""Devices of the door, what happened to them, the codes that pair them; sessions that open the door alone."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_door_devices"
down_revision = "2026_11_29_badge_templates"
branch_labels = None
depends_on = None

KINDS = ("paired", "renamed", "pin_set", "pin_removed", "ended", "closed", "wiped")


def upgrade() -> None:
    op.create_table(
        "door_device",
        sa.Column("id", sa.Integer(), nullable=False),
        *_ids("edition_id"),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_ids("person_id"),
        *_ids("session_id", "gate_id", nullable=True),
        *_moments("seen_at", nullable=False),
        *_moments("open_since"),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        *_moments("data_at", "scanned_at"),
        sa.Column("unsent", sa.Integer(), nullable=False),
        *_moments("unsent_since"),
        sa.Column("clock_offset_ms", sa.Integer(), nullable=True),
        *_moments("ended_at", "closed_at", "wiped_at"),
        sa.Column("pin_verifier", sa.Text(), nullable=True),
        *_keys("door_device", edition_id="edition", person_id="person"),
        *_keys("door_device", ondelete="SET NULL", session_id="sign_in_session", gate_id="gate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_device")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_door_device_edition_id_key")),
    )
    _index("door_device", "person_id", "session_id", "gate_id")
    op.create_table(
        "door_device_event",
        sa.Column("id", sa.Integer(), nullable=False),
        *_ids("device_id"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        *_moments("at", nullable=False),
        *_ids("by_id", nullable=True),
        sa.CheckConstraint(
            f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name=op.f("ck_door_device_event_deviceeventkind")
        ),
        *_keys("door_device_event", device_id="door_device"),
        *_keys("door_device_event", ondelete="SET NULL", by_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_device_event")),
    )
    _index("door_device_event", "device_id")
    _make_pairings()
    with op.batch_alter_table("sign_in_session") as sessions:  # it has no checks, which SQLite would lose
        sessions.add_column(sa.Column("door_edition_id", sa.Integer(), nullable=True))
        sessions.create_foreign_key(
            op.f("fk_sign_in_session_door_edition_id_edition"), "edition", ["door_edition_id"], ["id"],
            ondelete="CASCADE",
        )  # fmt: skip
    _index("sign_in_session", "door_edition_id")


def downgrade() -> None:
    """Sessions of paired phones end: without the mark they would open more than the door."""
    for table in ("door_pairing", "door_device_event", "door_device"):
        op.drop_table(table)
    op.execute("DELETE FROM sign_in_session WHERE door_edition_id IS NOT NULL")
    op.drop_index(op.f("ix_sign_in_session_door_edition_id"), table_name="sign_in_session")
    with op.batch_alter_table("sign_in_session") as sessions:
        sessions.drop_constraint(op.f("fk_sign_in_session_door_edition_id_edition"), type_="foreignkey")
        sessions.drop_column("door_edition_id")


def _make_pairings() -> None:
    op.create_table(
        "door_pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        *_ids("edition_id", "gate_id", "person_id"),
        sa.Column("device_name", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("pin_verifier", sa.Text(), nullable=True),
        *_moments("created_at", nullable=False),
        *_ids("created_by_id", nullable=True),
        *_moments("expires_at", nullable=False),
        *_moments("used_at"),
        *_ids("session_id", nullable=True),
        *_keys("door_pairing", edition_id="edition", gate_id="gate", person_id="person"),
        *_keys("door_pairing", ondelete="SET NULL", created_by_id="person", session_id="sign_in_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_pairing")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_door_pairing_code_hash")),
    )
    _index("door_pairing", "edition_id", "gate_id", "person_id", "session_id")


def _ids(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _moments(*names: str, nullable: bool = True) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=nullable) for name in names]


def _keys(table: str, *, ondelete: str = "CASCADE", **others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
        for column, other in others.items()
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
