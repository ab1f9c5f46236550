"""Keys of the API and the changes made with them; webhooks, their deliveries, and the history of both."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_integrations"
down_revision = "2026_11_30_bases"
branch_labels = None
depends_on = None

CHANGES = (
    "key_made", "key_revoked", "webhook_made", "webhook_ended", "webhook_paused", "webhook_resumed",
)  # fmt: skip


def upgrade() -> None:
    _add_keys()
    _add_webhooks()
    _add_history()


def downgrade() -> None:
    op.drop_table("integration_event")
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
    op.drop_table("api_call")
    op.drop_table("api_key")


def _key(table: str, column: str, target: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _add_keys() -> None:
    op.create_table(
        "api_key",
        _number("id"),
        _number("edition_id"),
        _number("person_id"),
        _text("name"),
        _text("key_hash"),
        sa.Column("scopes", sa.JSON(), nullable=False),
        _moment("created_at", nullable=False),
        _moment("expires_at", nullable=False),
        _moment("used_at"),
        _moment("revoked_at"),
        _number("revoked_by_id", nullable=True),
        _key("api_key", "edition_id", "edition", ondelete="CASCADE"),
        _key("api_key", "person_id", "person", ondelete="CASCADE"),
        _key("api_key", "revoked_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
    )
    _index("api_key", "edition_id")
    _index("api_key", "person_id")
    op.create_table(
        "api_call",
        _number("id"),
        _number("api_key_id"),
        _moment("at", nullable=False),
        _text("operation"),
        _text("address"),
        _number("status"),
        _text("idempotency_key", nullable=True),
        _text("fingerprint"),
        sa.Column("answer", sa.JSON(), nullable=False),
        _key("api_call", "api_key_id", "api_key", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_call")),
        sa.UniqueConstraint("api_key_id", "idempotency_key", name=op.f("uq_api_call_api_key_id_idempotency_key")),
    )
    _index("api_call", "at")


def _add_webhooks() -> None:
    op.create_table(
        "webhook",
        _number("id"),
        _number("edition_id"),
        _text("address"),
        sa.Column("happenings", sa.JSON(), nullable=False),
        _text("secret"),
        sa.Column("told", sa.JSON(), nullable=False),
        _moment("created_at", nullable=False),
        _number("created_by_id", nullable=True),
        _moment("failing_since"),
        _moment("paused_at"),
        _moment("ended_at"),
        _key("webhook", "edition_id", "edition", ondelete="CASCADE"),
        _key("webhook", "created_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    _index("webhook", "edition_id")
    op.create_table(
        "webhook_delivery",
        _number("id"),
        _number("webhook_id"),
        _text("uid"),
        _text("happening"),
        _text("source"),
        _text("source_id"),
        sa.Column("payload", sa.JSON(), nullable=False),
        _moment("created_at", nullable=False),
        _number("attempts"),
        _moment("next_at"),
        _moment("tried_at"),
        _moment("arrived_at"),
        _number("response_status", nullable=True),
        _text("failure"),
        _key("webhook_delivery", "webhook_id", "webhook", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("uid", name=op.f("uq_webhook_delivery_uid")),
        sa.UniqueConstraint(
            "webhook_id", "source", "source_id", name=op.f("uq_webhook_delivery_webhook_id_source_source_id")
        ),
    )
    _index("webhook_delivery", "webhook_id", "created_at")
    waiting = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_webhook_delivery_waiting",
        "webhook_delivery",
        ["webhook_id", "next_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _add_history() -> None:
    kind = sa.Enum(*CHANGES, name="integrationchange", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "integration_event",
        _number("id"),
        _moment("at", nullable=False),
        _number("by_id", nullable=True),
        _number("edition_id"),
        _number("api_key_id", nullable=True),
        _number("webhook_id", nullable=True),
        sa.Column("kind", kind, nullable=False),
        _text("name"),
        _key("integration_event", "by_id", "person", ondelete="SET NULL"),
        _key("integration_event", "edition_id", "edition", ondelete="CASCADE"),
        _key("integration_event", "api_key_id", "api_key", ondelete="CASCADE"),
        _key("integration_event", "webhook_id", "webhook", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integration_event")),
    )
    for column in ("edition_id", "api_key_id", "webhook_id"):
        _index("integration_event", column)
