"""Drafts of the timetable made in the background, edited by hand, and published in portions."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_drafts"
down_revision = "2026_11_30_policies"
branch_labels = None
depends_on = None

WISHES = ("confirmed", "all")
POLICIES = ("priority_first", "everybody_once", "few_days")
STATES = ("queued", "running", "done", "failed", "cancelled")
ENDINGS = ("keep", "drop")
FAILURES = ("contradictory", "nothing", "faulty", "lost")
EDITS = ("moved", "dropped")


def upgrade() -> None:
    op.add_column("timetable_draft", sa.Column("asked", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("timetable_draft", sa.Column("seated_until", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("timetable_draft", sa.Column("told_until", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("timetable_draft", _moment("told_at"))
    op.add_column("draft_meeting", sa.Column("uid", sa.Text(), nullable=True))
    op.execute("UPDATE timetable_draft SET told_at = published_at")
    _name_new_meetings()
    _add_plannings()
    _add_edits()


def downgrade() -> None:
    op.drop_table("draft_edit")
    op.drop_table("planning")
    op.drop_column("draft_meeting", "uid")
    for column in ("told_at", "told_until", "seated_until", "asked"):
        op.drop_column("timetable_draft", column)


def _name_new_meetings() -> None:
    """Give the meetings of drafts that are still to be published their identity."""
    bind = op.get_bind()
    ids = bind.scalars(
        sa.text(
            "SELECT m.id FROM draft_meeting m JOIN timetable_draft d ON d.id = m.draft_id "
            "WHERE m.change = 'new' AND d.published_at IS NULL AND d.superseded_at IS NULL"
        )
    ).all()
    if ids:
        named = sa.text("UPDATE draft_meeting SET uid = :uid WHERE id = :id")
        bind.execute(named, [{"id": id, "uid": str(uuid4())} for id in ids])


def _add_plannings() -> None:
    op.create_table(
        "planning",
        _number("id", nullable=False),
        _number("edition_id", nullable=False),
        _moment("asked_at", nullable=False),
        _number("asked_by_id"),
        _number("seconds", nullable=False),
        _number("seed", nullable=False),
        sa.Column("replanned", sa.Boolean(), nullable=False),
        _choice("wishes", WISHES, "plannedwishes", nullable=False),
        _choice("policy", POLICIES, "planningpolicy", nullable=False),
        _number("keep_id"),
        _choice("state", STATES, "planningstate", nullable=False),
        _number("attempts", nullable=False),
        _moment("started_at"),
        _moment("heard_at"),
        sa.Column("progress", sa.JSON(), nullable=False),
        _choice("ending", ENDINGS, "ending"),
        _number("ended_by_id"),
        _moment("finished_at"),
        _choice("failure", FAILURES, "failure"),
        sa.Column("detail", sa.Text(), nullable=False),
        _number("draft_id"),
        _key("planning", "edition_id", "edition", ondelete="CASCADE"),
        _key("planning", "asked_by_id", "person", ondelete="SET NULL"),
        _key("planning", "ended_by_id", "person", ondelete="SET NULL"),
        _key("planning", "draft_id", "timetable_draft", ondelete="SET NULL"),
        _key("planning", "keep_id", "timetable_draft", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning")),
    )
    for columns in (("state", "asked_at"), ("edition_id", "asked_at")):
        op.create_index(op.f(f"ix_planning_{'_'.join(columns)}"), "planning", list(columns))


def _add_edits() -> None:
    places = (("slot_id", "slot"), ("from_slot_id", "slot"), ("table_id", "meeting_table"))
    places = (*places, ("from_table_id", "meeting_table"))
    op.create_table(
        "draft_edit",
        _number("id", nullable=False),
        _number("draft_id", nullable=False),
        _choice("kind", EDITS, "editkind", nullable=False),
        _number("request_id"),
        _number("meeting_id"),
        *(_number(column) for column, _target in places),
        _moment("at", nullable=False),
        _number("by_id"),
        _key("draft_edit", "draft_id", "timetable_draft", ondelete="CASCADE"),
        _key("draft_edit", "request_id", "meeting_request", ondelete="CASCADE"),
        _key("draft_edit", "meeting_id", "meeting", ondelete="CASCADE"),
        *(_key("draft_edit", column, target, ondelete="SET NULL") for column, target in places),
        _key("draft_edit", "by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_edit")),
    )
    for column in ("draft_id", "request_id", "meeting_id", *(column for column, _target in places)):
        op.create_index(op.f(f"ix_draft_edit_{column}"), "draft_edit", [column])


def _number(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _choice(name: str, values: tuple[str, ...], kind: str, *, nullable: bool = True) -> sa.Column:
    words = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, words, nullable=nullable)


def _key(table: str, column: str, target: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete=ondelete
    )
