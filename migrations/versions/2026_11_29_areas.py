"""Areas with gates of their own: who is in, who left, how many may be; the answers that follow from it."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_areas"
down_revision = "2026_11_29_shared_contacts"
branch_labels = None
depends_on = None

KINDS = ("venue", "hall", "conference", "b2b", "dining", "staff", "other")
OUTCOMES = ("admitted", "already_inside", "not_today", "revoked", "unknown", "referred")
MORE_OUTCOMES = ("only_once", "left", "full", "not_here")
REASONS = (
    "first_today", "entered_before", "forum_closed", "category_not_today", "badge_revoked", "not_approved",
    "no_such_badge", "other_edition", "not_a_code", "sent_to_desk", "supervisor_called", "refused_offline",
)  # fmt: skip
MORE_REASONS = (
    "came_back", "once_a_day", "went_out", "not_inside", "area_full", "area_closed", "category_not_here",
)  # fmt: skip
TOLD = (
    "admitted", "already_inside", "not_today", "revoked", "unknown", "supervisor", "let_in", "desk", "held",
)  # fmt: skip


def upgrade() -> None:
    """Whoever entered before areas were told entered the forum, and is in."""
    _create_areas()
    op.execute(
        f"INSERT INTO area (edition_id, name, kind, once_a_day) SELECT id, 'Foro', 'venue', {_false()} FROM edition"
    )
    if op.get_bind().dialect.name == "sqlite":
        _make_again("gate", _gate_with_area(), _GATES)
        _make_again("entry", _entry_with_area(), _ENTRIES)
    else:
        _alter()
    op.create_index("ix_gate_area_id", "gate", ["area_id"])
    op.create_index("ix_entry_gate_id_day", "entry", ["gate_id", "day"], if_not_exists=True)
    op.create_index("ix_entry_area_id_day_inside", "entry", ["area_id", "day", "inside"])
    op.add_column("scan", sa.Column("leaves", sa.Boolean(), nullable=False, server_default=sa.false()))
    _allow((*OUTCOMES, *MORE_OUTCOMES), (*REASONS, *MORE_REASONS), (*TOLD, *MORE_OUTCOMES))


def downgrade() -> None:
    """Of several entries of one person and day the first stays; answers become the nearest there were."""
    for was, outcome, reason in (
        ("only_once", "already_inside", "entered_before"),
        ("left", "already_inside", "entered_before"),
        ("full", "not_today", "category_not_today"),
        ("not_here", "not_today", "category_not_today"),
    ):
        op.execute(f"UPDATE scan SET outcome = '{outcome}', reason = '{reason}' WHERE outcome = '{was}'")
        op.execute(f"UPDATE scan SET told = '{outcome}' WHERE told = '{was}'")
    op.execute("UPDATE scan SET reason = 'first_today' WHERE reason = 'came_back'")
    op.execute("UPDATE scan SET reason = 'forum_closed' WHERE reason = 'area_closed'")
    _allow(OUTCOMES, REASONS, TOLD)
    op.execute("ALTER TABLE scan DROP COLUMN leaves")
    op.execute(
        "DELETE FROM entry WHERE EXISTS (SELECT 1 FROM entry other WHERE other.registration_id = entry.registration_id"
        " AND other.day = entry.day AND (other.entered_at < entry.entered_at"
        " OR (other.entered_at = entry.entered_at AND other.area_id < entry.area_id)))"
    )
    op.drop_index("ix_entry_area_id_day_inside", table_name="entry")
    op.drop_index("ix_gate_area_id", table_name="gate")
    if op.get_bind().dialect.name == "sqlite":
        _make_again("entry", _entry(), "SELECT registration_id, day, gate_id, scan_id, entered_at FROM entry")
        _make_again("gate", _gate(), "SELECT id, edition_id, name FROM gate")
        op.create_index("ix_entry_gate_id_day", "entry", ["gate_id", "day"])
    else:
        op.drop_constraint("pk_entry", "entry", type_="primary")
        for column in ("area_id", "inside", "moved_at", "moved_by", "changed_at"):
            op.drop_column("entry", column)
        op.create_primary_key("pk_entry", "entry", ["registration_id", "day"])
        op.drop_column("gate", "area_id")
        op.drop_column("gate", "direction")
    for table in ("area_day", "area_category", "area"):
        op.drop_table(table)


_GATES = """SELECT gate.id, gate.edition_id, area.id, gate.name, 'in' FROM gate
 JOIN area ON area.edition_id = gate.edition_id"""
_ENTRIES = """SELECT entry.registration_id, entry.day, gate.area_id, entry.gate_id, entry.scan_id, entry.entered_at, 1,
 entry.entered_at, entry.scan_id, coalesce(scan.received_at, entry.entered_at) FROM entry
 JOIN gate ON gate.id = entry.gate_id LEFT JOIN scan ON scan.id = entry.scan_id"""


def _create_areas() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("once_a_day", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_listed(KINDS)})", name=op.f("ck_area_areakind")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_area_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_area_edition_id_name")),
    )
    op.execute("CREATE UNIQUE INDEX uq_area_venue ON area (edition_id) WHERE kind = 'venue'")
    for table, column, of in (("area_category", "category_id", "category"), ("area_day", "day_id", "day")):
        op.create_table(
            table,
            sa.Column("area_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["area_id"], ["area.id"], name=op.f(f"fk_{table}_area_id_area"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}_{of}")),
            sa.PrimaryKeyConstraint("area_id", column, name=op.f(f"pk_{table}")),
        )


def _gate() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_gate_edition_id_name")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_gate_edition_id_edition"), ondelete="CASCADE"
        ),
    ]


def _gate_with_area() -> list[sa.schema.SchemaItem]:
    id, edition, *rest = _gate()
    return [
        id,
        edition,
        sa.Column("area_id", sa.Integer(), nullable=False),
        *rest[:1],
        sa.Column("direction", sa.String(length=32), server_default="in", nullable=False),
        *rest[1:],
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_gate_area_id_area")),
        sa.CheckConstraint("direction IN ('in', 'out', 'both')", name=op.f("ck_gate_gatedirection")),
    ]


def _entry(*, with_area: bool = False) -> list[sa.schema.SchemaItem]:
    area = [sa.Column("area_id", sa.Integer(), nullable=False)] if with_area else []
    key = ["registration_id", "day", *(["area_id"] if with_area else [])]
    return [
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *area,
        sa.Column("gate_id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_entry")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_entry_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"], name=op.f("fk_entry_gate_id_gate")),
    ]


def _entry_with_area() -> list[sa.schema.SchemaItem]:
    columns = _entry(with_area=True)
    more = [
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    ]
    area = sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_entry_area_id_area"))
    return [*columns[:6], *more, *columns[6:], area]


def _make_again(table: str, items: list[sa.schema.SchemaItem], rows: str) -> None:
    """Make a table of SQLite again with these rows; foreign keys are off while migrating."""
    op.create_table(f"{table}_new", *items)
    op.execute(f"INSERT INTO {table}_new {rows}")
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _alter() -> None:
    """The same on PostgreSQL."""
    for statement in (
        "ALTER TABLE gate ADD COLUMN area_id INTEGER",
        "UPDATE gate SET area_id = area.id FROM area WHERE area.edition_id = gate.edition_id",
        "ALTER TABLE gate ALTER COLUMN area_id SET NOT NULL",
        "ALTER TABLE gate ADD CONSTRAINT fk_gate_area_id_area FOREIGN KEY (area_id) REFERENCES area (id)",
        "ALTER TABLE gate ADD COLUMN direction VARCHAR(32) DEFAULT 'in' NOT NULL",
        "ALTER TABLE gate ADD CONSTRAINT ck_gate_gatedirection CHECK (direction IN ('in', 'out', 'both'))",
        "ALTER TABLE entry ADD COLUMN area_id INTEGER, ADD COLUMN inside BOOLEAN DEFAULT true NOT NULL,"
        " ADD COLUMN moved_at TIMESTAMPTZ, ADD COLUMN moved_by VARCHAR(36), ADD COLUMN changed_at TIMESTAMPTZ",
        "UPDATE entry SET moved_at = entered_at, moved_by = scan_id, changed_at = entered_at, area_id ="
        " (SELECT gate.area_id FROM gate WHERE gate.id = entry.gate_id)",
        "UPDATE entry SET changed_at = scan.received_at FROM scan WHERE scan.id = entry.scan_id",
        "ALTER TABLE entry ALTER COLUMN area_id SET NOT NULL, ALTER COLUMN inside DROP DEFAULT,"
        " ALTER COLUMN moved_at SET NOT NULL, ALTER COLUMN moved_by SET NOT NULL, ALTER COLUMN changed_at SET NOT NULL",
        "ALTER TABLE entry DROP CONSTRAINT pk_entry",
        "ALTER TABLE entry ADD CONSTRAINT pk_entry PRIMARY KEY (registration_id, day, area_id)",
        "ALTER TABLE entry ADD CONSTRAINT fk_entry_area_id_area FOREIGN KEY (area_id) REFERENCES area (id)",
    ):
        op.execute(statement)


def _false() -> str:
    return "0" if op.get_bind().dialect.name == "sqlite" else "false"


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(outcomes: tuple[str, ...], reasons: tuple[str, ...], told: tuple[str, ...]) -> None:
    """Change the checks of what is answered, why, and what was told."""
    checks = (("outcome", "scanoutcome", outcomes), ("reason", "scanreason", reasons), ("told", "told", told))
    for column, name, values in checks:
        check = f"CHECK ({column} IN ({_listed(values)}))"
        if op.get_bind().dialect.name == "sqlite":
            rewrite_table("scan", rf"CHECK \({column} IN \([^)]*\)\)", check)
        else:
            op.execute(f"ALTER TABLE scan DROP CONSTRAINT ck_scan_{name}")
            op.execute(f"ALTER TABLE scan ADD CONSTRAINT ck_scan_{name} {check}")
