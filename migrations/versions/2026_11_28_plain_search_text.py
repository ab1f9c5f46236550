"""The text that is searched: letters Unicode does not decompose, apostrophes, dashes and invisible characters.

Going down changes no row: the older program searches the newer text as well as its own, but for those characters.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_plain_search_text"
down_revision = "2026_11_24_timetable_drafts"
branch_labels = None
depends_on = None

FOLDED = (
    ("person", "name_folded"),
    ("company", "name_folded"),
    ("process", "folded"),
    ("registration", "organisation_folded"),
    ("outgoing_mail", "folded"),
    ("requirement", "folded"),
)
PLAIN = str.maketrans(
    {
        **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("'’‘ʼ`´′", ""),
        **dict.fromkeys("-‐‑‒–—―−/()·", " "),
    }
)


def upgrade() -> None:
    connection = op.get_bind()
    for name, column in FOLDED:
        table = sa.table(name, sa.column("id"), sa.column(column))
        rows = connection.execute(sa.select(table.c.id, table.c[column])).all()
        changed = [{"row": row.id, "folded": folded} for row in rows if (folded := _folded(row[1])) != row[1]]
        if changed:
            change = sa.update(table).where(table.c.id == sa.bindparam("row"))
            connection.execute(change.values({column: sa.bindparam("folded")}), changed)


def downgrade() -> None:
    pass


def _folded(text: str) -> str:
    """As `forum.core.search.fold` folds on this day, from text that was folded before."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join(kept.translate(PLAIN).split())
