"""Figures of former editions that the organisers give, the sheets they come in, and the survey after the forum."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_numbers"
down_revision = "2026_11_30_questions"
branch_labels = None
depends_on = None

FIGURES = (
    "registered", "people", "entries", "companies", "exhibitors", "buyer_companies", "suppliers", "requirements",
    "requests", "meetings", "meetings_held", "business_mxn", "business_usd",
)  # fmt: skip
ROLES = ("attendee", "exhibitor", "buyer", "supplier")


def upgrade() -> None:
    _add_given_figures()
    _add_figure_loads()
    _add_survey()


def downgrade() -> None:
    op.drop_table("survey_round")
    op.drop_table("survey_answer")
    op.drop_table("figure_load")
    op.drop_table("given_figure")


def _key(table: str, column: str, target: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _add_given_figures() -> None:
    figure = sa.Enum(*FIGURES, name="figure", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "given_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figure", figure, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("value >= 0", name=op.f("ck_given_figure_value_counts")),
        _key("given_figure", "edition_id", "edition", ondelete="CASCADE"),
        _key("given_figure", "given_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_figure")),
        sa.UniqueConstraint("edition_id", "year", "figure", name=op.f("uq_given_figure_edition_id_year_figure")),
    )


def _add_figure_loads() -> None:
    op.create_table(
        "figure_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        _key("figure_load", "edition_id", "edition", ondelete="CASCADE"),
        _key("figure_load", "by_id", "person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_load")),
    )
    for column in ("by_id", "created_at", "edition_id"):
        op.create_index(op.f(f"ix_figure_load_{column}"), "figure_load", [column])


def _add_survey() -> None:
    role = sa.Enum(*ROLES, name="surveyrole", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "survey_answer",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("role", role, nullable=False),
        sa.Column("recommend", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("recommend BETWEEN 0 AND 10", name=op.f("ck_survey_answer_recommend_range")),
        sa.CheckConstraint(
            "quality BETWEEN 1 AND 5 AND organisation BETWEEN 1 AND 5", name=op.f("ck_survey_answer_marks_range")
        ),
        _key("survey_answer", "registration_id", "registration", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_survey_answer")),
    )
    op.create_table(
        "survey_round",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by_id", sa.Integer(), nullable=True),
        _key("survey_round", "edition_id", "edition", ondelete="CASCADE"),
        _key("survey_round", "declined_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_survey_round")),
    )
