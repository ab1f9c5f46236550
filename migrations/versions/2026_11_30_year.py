"""Questions about sensitive data, a consent of its own to their answers and to WhatsApp, templates of messages."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_30_year"
down_revision = "2026_11_30_hands"
branch_labels = None
depends_on = None

PURPOSES = ("event", "news", "allies", "directory", "sales_figures")
NEW = ("sensitive", "whatsapp")


def upgrade() -> None:
    op.add_column("question", sa.Column("sensitive", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("question_answer", sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True))
    _allow((*PURPOSES, *NEW))
    op.create_table(
        "message_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("subject_es", "text_es", "subject_en", "text_en")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('necessary', 'voluntary')", name=op.f("ck_message_template_messagekind")),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_message_template_saved_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_template")),
        sa.UniqueConstraint("name", name=op.f("uq_message_template_name")),
    )


def downgrade() -> None:
    op.drop_table("message_template")
    op.execute("DELETE FROM consent WHERE purpose IN ('sensitive', 'whatsapp')")
    _allow(PURPOSES)
    op.drop_column("question_answer", "consented_at")
    op.drop_column("question", "sensitive")


def _allow(values: tuple[str, ...]) -> None:
    """Change the purposes that a consent may have."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = f"CHECK (purpose IN ({listed}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("consent", r"CHECK \(purpose IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE consent DROP CONSTRAINT ck_consent_purpose")
    op.execute(f"ALTER TABLE consent ADD CONSTRAINT ck_consent_purpose {check}")
