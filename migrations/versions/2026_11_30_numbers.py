"""Figures of former editions that the organisers give, and the sheets they come in."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_numbers"
down_revision = "2026_11_29_who_by_index"
branch_labels = None
depends_on = None

FIGURES = (
    "registered", "people", "entries", "companies", "exhibitors", "buyer_companies", "suppliers", "requirements",
    "requests", "meetings", "meetings_held", "business_mxn", "business_usd",
)  # fmt: skip


def upgrade() -> None:
    _add_given_figures()
    _add_figure_loads()


def downgrade() -> None:
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
