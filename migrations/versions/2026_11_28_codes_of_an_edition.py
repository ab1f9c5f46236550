"""Codes of allies are told apart within an edition: next year's may be spelled like this year's."""

import re

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_28_codes_of_an_edition"
down_revision = "2026_11_28_calendar_days"
branch_labels = None
depends_on = None

BEFORE = ("uq_ally_code_code", "code")
NOW = ("uq_ally_code_edition_id_code", "edition_id, code")
# the second of a spelling gets another: before, there was one of each over all editions
TELL_APART = """
    UPDATE ally_code SET code = code || '-' || id
    WHERE EXISTS (SELECT 1 FROM ally_code AS other WHERE other.code = ally_code.code AND other.id < ally_code.id)
"""


def upgrade() -> None:
    _replace(BEFORE, NOW)
    op.create_index(
        "uq_ally_code_code_everywhere",
        "ally_code",
        ["code"],
        unique=True,
        sqlite_where=sa.text("edition_id IS NULL"),
        postgresql_where=sa.text("edition_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_ally_code_code_everywhere", table_name="ally_code")
    op.execute(TELL_APART)
    _replace(NOW, BEFORE)


def _replace(old: tuple[str, str], new: tuple[str, str]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        written = "CONSTRAINT {} UNIQUE ({})".format
        rewrite_table("ally_code", re.escape(written(*old)), written(*new))
        return
    op.execute(f"ALTER TABLE ally_code DROP CONSTRAINT {old[0]}")
    op.execute(f"ALTER TABLE ally_code ADD CONSTRAINT {new[0]} UNIQUE ({new[1]})")
