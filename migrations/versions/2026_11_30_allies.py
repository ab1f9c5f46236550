"""Pages, logos and representatives of allies, companies' claims, consents for one ally and what was handed over."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_allies"
down_revision = "2026_11_30_lists"
branch_labels = None
depends_on = None

ADDED = {
    "ally": ("about_es", "about_en", "website", "is_public", "takes_contacts"),
    "ally_code": ("affiliates",),
    "edition": ("asks_recipients",),
    "role_grant": ("committee",),
}
FLAGS = ("is_public", "takes_contacts", "affiliates", "asks_recipients")
TABLES = (
    "contact_transfer", "recipient_consent", "ally_representative", "affiliation_claim", "company_code", "ally_logo",
)  # fmt: skip


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, _column(column))
    _add_tables_of_companies()
    _add_representatives()
    _add_consents()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column)


def _column(name: str) -> sa.Column[object]:
    if name in FLAGS:
        return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
    if name == "website":
        return sa.Column(name, sa.Text(), nullable=True)
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _integers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, target: str, *, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _add_tables_of_companies() -> None:
    op.create_table(
        "ally_logo",
        *_integers("ally_id"),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        *_integers("width", "height"),
        _moment("updated_at"),
        _key("ally_logo", "ally_id", "ally"),
        sa.PrimaryKeyConstraint("ally_id", name=op.f("pk_ally_logo")),
    )
    op.create_table(
        "company_code",
        *_integers("id", "company_id", "edition_id", "code_id"),
        _moment("used_at"),
        _key("company_code", "company_id", "company"),
        _key("company_code", "edition_id", "edition"),
        _key("company_code", "code_id", "ally_code"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_code")),
        sa.UniqueConstraint("company_id", "edition_id", name=op.f("uq_company_code_company_id_edition_id")),
    )
    _index("company_code", "edition_id", "code_id")
    claim = "affiliation_claim"
    op.create_table(
        claim,
        *_integers("id", "company_id", "ally_id"),
        _moment("asked_at"),
        *_integers("asked_by_id", nullable=True),
        _moment("decided_at", nullable=True),
        *_integers("decided_by_id", nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT accepted OR decided_at IS NOT NULL", name=op.f("ck_affiliation_claim_accepted_when")),
        _key(claim, "company_id", "company"),
        _key(claim, "ally_id", "ally"),
        _key(claim, "asked_by_id", "person", ondelete="SET NULL"),
        _key(claim, "decided_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation_claim")),
    )
    _index(claim, "company_id", "ally_id")
    open_ = sa.text("decided_at IS NULL")
    op.create_index(
        "uq_affiliation_claim_open", claim, ["company_id", "ally_id"],
        unique=True, sqlite_where=open_, postgresql_where=open_,
    )  # fmt: skip


def _add_representatives() -> None:
    table = "ally_representative"
    op.create_table(
        table,
        *_integers("id", "ally_id", "person_id"),
        _moment("since"),
        *_integers("added_by_id", nullable=True),
        _key(table, "ally_id", "ally"),
        _key(table, "person_id", "person"),
        _key(table, "added_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ally_representative")),
        sa.UniqueConstraint("ally_id", "person_id", name=op.f("uq_ally_representative_ally_id_person_id")),
    )
    _index(table, "person_id")


def _add_consents() -> None:
    consent, transfer = "recipient_consent", "contact_transfer"
    op.create_table(
        consent,
        *_integers("id", "person_id", "ally_id", "notice_id"),
        sa.Column("granted", sa.Boolean(), nullable=False),
        _moment("given_at"),
        _key(consent, "person_id", "person"),
        _key(consent, "ally_id", "ally"),
        _key(consent, "notice_id", "notice", ondelete=None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_consent")),
    )
    _index(consent, "person_id", "ally_id")
    op.create_table(
        transfer,
        *_integers("id", "person_id", "ally_id", "edition_id", "consent_id"),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        _moment("handed_at"),
        *_integers("handed_to_id", nullable=True),
        _key(transfer, "person_id", "person"),
        _key(transfer, "ally_id", "ally"),
        _key(transfer, "edition_id", "edition"),
        _key(transfer, "consent_id", "recipient_consent"),
        _key(transfer, "handed_to_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_transfer")),
    )
    _index(transfer, "person_id", "ally_id", "edition_id")
