"""What each side says of a meeting, what became of it, and which mails asked."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_01_outcomes"
down_revision = "2026_12_01_digest"
branch_labels = None
depends_on = None

SIDES = ("buyer", "supplier", "organiser")
CURRENCIES = ("MXN", "USD")
STEPS = ("quote", "information", "samples", "visit", "meet_again", "none")
HORIZONS = ("3", "6", "12", "later")
REASONS = ("has_supplier", "no_certificate", "no_capacity", "not_the_process", "price", "other")
ASKINGS = ("day", "reminder", "30", "90", "180")


def upgrade() -> None:
    op.create_table(
        "meeting_outcome",
        *_of_meeting("meeting_outcome"),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("interest", sa.Integer(), nullable=True),
        sa.Column("next_step", sa.String(32), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(32), nullable=True),
        sa.Column("horizon", sa.String(32), nullable=True),
        sa.Column("no_interest", sa.String(32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("for_them", sa.Boolean(), nullable=False, server_default=sa.false()),
        _one_of("meeting_outcome", "next_step", "nextstep", STEPS),
        _one_of("meeting_outcome", "currency", "currency", CURRENCIES),
        _one_of("meeting_outcome", "horizon", "horizon", HORIZONS),
        _one_of("meeting_outcome", "no_interest", "nointerest", REASONS),
        sa.CheckConstraint(
            "interest IS NULL OR interest BETWEEN 1 AND 5", name=op.f("ck_meeting_outcome_interest_range")
        ),
        sa.CheckConstraint(
            "(amount IS NULL) = (currency IS NULL) AND (amount IS NULL) = (horizon IS NULL)",
            name=op.f("ck_meeting_outcome_amount_whole"),
        ),
        _by("meeting_outcome"),
        sa.UniqueConstraint("meeting_id", "side", name=op.f("uq_meeting_outcome_meeting_id_side")),
    )
    _create_event()
    _create_follow_up()
    _create_mail()
    for table in ("meeting_outcome", "outcome_event", "outcome_follow_up"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def _create_event() -> None:
    op.create_table(
        "outcome_event",
        *_columns_of_meeting(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        *_rules_of_meeting("outcome_event"),
        _by("outcome_event"),
    )
    op.create_index(op.f("ix_outcome_event_meeting_id"), "outcome_event", ["meeting_id"])


def _create_follow_up() -> None:
    op.create_table(
        "outcome_follow_up",
        *_of_meeting("outcome_follow_up"),
        sa.Column("asking", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("rfq", "nda", "sample", "ppap", "award")),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _one_of("outcome_follow_up", "asking", "asking", ASKINGS),
        _one_of("outcome_follow_up", "currency", "currency", CURRENCIES),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name=op.f("ck_outcome_follow_up_amount_whole")),
        _by("outcome_follow_up"),
        sa.UniqueConstraint("meeting_id", "side", "asking", name=op.f("uq_outcome_follow_up_meeting_id_side_asking")),
    )


def _create_mail() -> None:
    op.create_table(
        "outcome_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asking", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        _one_of("outcome_mail", "asking", "asking", ASKINGS),
        *(
            sa.ForeignKeyConstraint(
                [f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_outcome_mail_{of}_id_{of}"), ondelete="CASCADE"
            )
            for of in ("edition", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_mail")),
        sa.UniqueConstraint(
            "edition_id", "person_id", "asking", "day", name=op.f("uq_outcome_mail_edition_id_person_id_asking_day")
        ),
    )
    op.create_index(op.f("ix_outcome_mail_person_id"), "outcome_mail", ["person_id"])


def downgrade() -> None:
    for table in ("outcome_mail", "outcome_follow_up", "outcome_event", "meeting_outcome"):
        op.drop_table(table)


def _columns_of_meeting() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
    ]


def _rules_of_meeting(table: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f(f"fk_{table}_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
        _one_of(table, "side", "side", SIDES),
    ]


def _of_meeting(table: str) -> list[sa.schema.SchemaItem]:
    of_a_side = sa.CheckConstraint("side <> 'organiser'", name=op.f(f"ck_{table}_of_a_side"))
    return [*_columns_of_meeting(), *_rules_of_meeting(table), of_a_side]


def _by(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person"), ondelete="SET NULL")


def _one_of(table: str, column: str, name: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))
