"""What a requirement says in full, that it is covered, its history, its drawing; documents of certificates; committees."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_requirements_in_full"
down_revision = "2026_11_29_marks"
branch_labels = None
depends_on = None

COMMITTEES = "Capital Humano\nSeguridad Patrimonial\nDesarrollo de Proveedores\nCompras\nASG\nExcelencia Operativa"
CHANGES = (
    "created", "edited", "published", "covered", "reopened", "closed", "drawing_added", "drawing_changed",
    "drawing_removed",
)  # fmt: skip
ADDED = (
    ("delivery_place", sa.Text(), {"nullable": False, "server_default": ""}),
    ("suppliers_wanted", sa.Integer(), {}),
    ("potential_value", sa.BigInteger(), {}),
    ("horizon_years", sa.Integer(), {}),
    ("committee", sa.Text(), {"nullable": False, "server_default": ""}),
    ("covered_at", sa.DateTime(timezone=True), {}),
)
WHOLE = (
    "CONSTRAINT ck_requirement_value_whole CHECK ((potential_value IS NULL) = (currency IS NULL) "
    "AND (potential_value IS NULL) = (horizon_years IS NULL))"
)
CURRENCY = "CONSTRAINT ck_requirement_currency CHECK (currency IN ('MXN', 'USD'))"


def upgrade() -> None:
    op.add_column("edition", sa.Column("committees", sa.Text(), nullable=False, server_default=COMMITTEES))
    for name, kind, more in ADDED:
        op.add_column("requirement", sa.Column(name, kind, **more))
    op.execute(f"ALTER TABLE requirement ADD COLUMN currency VARCHAR(32) {CURRENCY}")
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("requirement", r"\)\s*$", f", {WHOLE})")
    else:
        op.execute(f"ALTER TABLE requirement ADD {WHOLE}")
    _allow("draft", "published", "covered", "closed")
    op.create_table(
        "requirement_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*CHANGES, name="requirementchange", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("for_person_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name=op.f("fk_requirement_event_requirement_id_requirement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["for_person_id"],
            ["person.id"],
            name=op.f("fk_requirement_event_for_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_requirement_event_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement_event")),
    )
    op.create_index(op.f("ix_requirement_event_requirement_id"), "requirement_event", ["requirement_id"])
    op.add_column("certificate", sa.Column("has_file", sa.Boolean(), nullable=False, server_default=sa.false()))
    _file_table("certificate_evidence", "certificate")
    _file_table(
        "requirement_drawing",
        "requirement",
        sa.Column("audience", _enum("drawingaudience", "suppliers", "meeting", "nda"), nullable=False),
        sa.Column("nda_text", sa.Text(), nullable=False),
    )
    _make_acceptances()
    _make_loads()


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _file_table(table: str, owner: str, *more: sa.Column) -> None:
    """A table of files, one of each owner."""
    key = f"{owner}_id"
    op.create_table(
        table,
        sa.Column(key, sa.Integer(), nullable=False),
        *more,
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", _enum("filekind", "pdf", "png", "jpeg"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint([key], [f"{owner}.id"], name=op.f(f"fk_{table}_{key}_{owner}"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["person.id"], name=op.f(f"fk_{table}_uploaded_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_digest"), table, ["digest"])


def _make_loads() -> None:
    op.create_table(
        "requirement_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["buyer.id"], name=op.f("fk_requirement_load_buyer_id_buyer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_requirement_load_by_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement_load")),
    )
    for column in ("buyer_id", "by_id", "created_at"):
        op.create_index(op.f(f"ix_requirement_load_{column}"), "requirement_load", [column])


def _make_acceptances() -> None:
    table, keys = "nda_acceptance", ("requirement", "company", "person")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{key}_id", sa.Integer(), nullable=False) for key in keys),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{key}_id"], [f"{key}.id"], name=op.f(f"fk_{table}_{key}_id_{key}"), ondelete="CASCADE"
            )
            for key in keys
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nda_acceptance")),
        sa.UniqueConstraint(
            "requirement_id",
            "company_id",
            "person_id",
            "text_digest",
            name=op.f("uq_nda_acceptance_once"),
        ),
    )
    for column in ("company_id", "person_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in (
        "requirement_load",
        "nda_acceptance",
        "requirement_drawing",
        "certificate_evidence",
        "requirement_event",
    ):
        op.drop_table(table)
    op.execute("ALTER TABLE certificate DROP COLUMN has_file")
    op.execute("UPDATE requirement SET status = 'published' WHERE status = 'covered'")
    _allow("draft", "published", "closed")
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("requirement", r", CONSTRAINT ck_requirement_value_whole CHECK \(\(.*\)(?=\)\s*$)", "")
        rewrite_table("requirement", r", currency VARCHAR\(32\) CONSTRAINT \w+ CHECK \(currency IN \([^)]*\)\)", "")
    else:
        op.execute("ALTER TABLE requirement DROP CONSTRAINT ck_requirement_value_whole")
        op.execute("ALTER TABLE requirement DROP COLUMN currency")
    for name, _kind, _more in ADDED:
        op.execute(f"ALTER TABLE requirement DROP COLUMN {name}")
    op.execute("ALTER TABLE edition DROP COLUMN committees")


def _allow(*values: str) -> None:
    """Change the check of the status."""
    listed = ", ".join(f"'{value}'" for value in values)
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("requirement", r"CHECK \(status IN \([^)]*\)\)", f"CHECK (status IN ({listed}))")
        return
    op.execute("ALTER TABLE requirement DROP CONSTRAINT ck_requirement_requirementstatus")
    op.execute(f"ALTER TABLE requirement ADD CONSTRAINT ck_requirement_requirementstatus CHECK (status IN ({listed}))")
