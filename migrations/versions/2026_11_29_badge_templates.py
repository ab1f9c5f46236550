"""Templates of badges: how those of an edition and category look for each purpose, its logo, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_badge_templates"
down_revision = "2026_11_29_areas"
branch_labels = None
depends_on = None

PURPOSES = ("home", "sheet", "counter")
LAYOUTS = (
    "letter-4",
    "a4-4",
    "a6",
    "a6-duplex",
    "a5-folded",
    "a4-folded",
    "card",
    "label-62x100",
    "label-100x50",
    "roll",
    "home",
)
CHANGES = ("saved", "reset", "logo", "logo_removed")


def upgrade() -> None:
    op.create_table(
        "badge_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("layout", sa.String(32), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        _among("badge_template", "purpose", PURPOSES, "purpose"),
        _among("badge_template", "layout", LAYOUTS, "layout"),
        _key("badge_template", "edition_id", "edition"),
        _key("badge_template", "category_id", "category"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_template")),
        sa.UniqueConstraint("category_id", "purpose", name="uq_badge_template_of_category"),
    )
    op.create_index(op.f("ix_badge_template_edition_id"), "badge_template", ["edition_id"])
    of_all = sa.text("category_id IS NULL")
    op.create_index(
        "uq_badge_template_of_edition",
        "badge_template",
        ["edition_id", "purpose"],
        unique=True,
        sqlite_where=of_all,
        postgresql_where=of_all,
    )
    op.create_table(
        "badge_logo",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        _key("badge_logo", "edition_id", "edition"),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_badge_logo")),
    )
    _create_events()


def _create_events() -> None:
    table = "badge_template_event"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _among(table, "change", CHANGES, "templatechange"),
        _among(table, "purpose", PURPOSES, "purpose"),
        _key(table, "edition_id", "edition"),
        _key(table, "category_id", "category", ondelete="SET NULL"),
        _key(table, "by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_edition_id"), table, ["edition_id"])


def _among(table: str, column: str, values: tuple[str, ...], name: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, to: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def downgrade() -> None:
    """Print runs on a layout of later name one that was there before; badges on it can be prepared again."""
    for table in ("badge_template_event", "badge_logo", "badge_template"):
        op.drop_table(table)
    op.execute("UPDATE print_run SET layout = 'a6' WHERE layout NOT IN ('a6', 'letter-4', 'a4-4')")
