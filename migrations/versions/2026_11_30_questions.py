"""What an edition asks of who registers besides the form of every edition, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_questions"
down_revision = "2026_11_30_places"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KINDS = "kind IN ('text', 'long_text', 'one', 'many', 'yes_no', 'number', 'date', 'file')"
CHANGES = "kind IN ('added', 'changed', 'retired', 'resumed', 'forgotten')"
FILE_KINDS = "kind IN ('pdf', 'png', 'jpeg')"


def _key(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.add_column("edition", sa.Column("asks_questions", sa.Boolean(), nullable=False, server_default=sa.false()))
    _question()
    op.create_table(
        "question_category",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        _key("question_category", "question_id", "question", "CASCADE"),
        _key("question_category", "category_id", "category", "CASCADE"),
        sa.PrimaryKeyConstraint("question_id", "category_id", name=op.f("pk_question_category")),
    )
    op.create_index(op.f("ix_question_category_category_id"), "question_category", ["category_id"])
    op.create_table(
        "question_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        _text("detail"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(CHANGES, name=op.f("ck_question_event_questionchange")),
        _key("question_event", "question_id", "question", "CASCADE"),
        _key("question_event", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_event")),
    )
    op.create_index(op.f("ix_question_event_question_id"), "question_event", ["question_id"])
    op.create_index(op.f("ix_question_event_by_id"), "question_event", ["by_id"])
    _answers()


def _question() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        *map(_text, ("wording_es", "wording_en", "help_es", "help_en", "options_es", "options_en")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("limited", "required", "personal", "on_badge")),
        sa.Column("keep_days", sa.Integer(), nullable=True),
        sa.Column("condition_id", sa.Integer(), nullable=True),
        _text("condition_value"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_question_questionkind")),
        sa.CheckConstraint("keep_days IS NULL OR keep_days >= 0", name=op.f("ck_question_keep_days")),
        _key("question", "edition_id", "edition", "CASCADE"),
        _key("question", "condition_id", "question", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_edition_id_position"), "question", ["edition_id", "position"])
    op.create_index(op.f("ix_question_condition_id"), "question", ["condition_id"])


def _answers() -> None:
    op.create_table(
        "question_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        _text("asked"),
        _text("value"),
        sa.Column("answered_at", MOMENT, nullable=False),
        _key("question_answer", "registration_id", "registration", "CASCADE"),
        _key("question_answer", "question_id", "question", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint(
            "registration_id", "question_id", name=op.f("uq_question_answer_registration_id_question_id")
        ),
    )
    op.create_index(op.f("ix_question_answer_question_id"), "question_answer", ["question_id"])
    op.create_table(
        "answer_file",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        _text("digest"),
        sa.Column("kind", sa.String(length=32), nullable=False),
        _text("name"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(FILE_KINDS, name=op.f("ck_answer_file_filekind")),
        _key("answer_file", "answer_id", "question_answer", "CASCADE"),
        _key("answer_file", "uploaded_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_file")),
    )
    op.create_index(op.f("ix_answer_file_digest"), "answer_file", ["digest"])
    op.create_table(
        "answer_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        *map(_text, ("asked", "before", "after")),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _key("answer_event", "registration_id", "registration", "CASCADE"),
        _key("answer_event", "question_id", "question", "CASCADE"),
        _key("answer_event", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_event")),
    )
    for column in ("registration_id", "question_id", "by_id"):
        op.create_index(op.f(f"ix_answer_event_{column}"), "answer_event", [column])


def downgrade() -> None:
    for table in ("answer_event", "answer_file", "question_answer", "question_event", "question_category", "question"):
        op.drop_table(table)
    op.execute("ALTER TABLE edition DROP COLUMN asks_questions")
