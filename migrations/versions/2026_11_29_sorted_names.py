"""What lists of people and companies are sorted by; those there are get theirs."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_sorted_names"
down_revision = "2026_11_29_print_marks"
branch_labels = None
depends_on = None

NAMES = {"person": ("given_names", "first_surname", "second_surname"), "company": ("name",)}
BATCH = 5_000
PIECE = re.compile(r"\d+|[^\W\d_]|[\W_]+")
LETTERS = dict(zip("abcdefghijklmnñopqrstuvwx", "abcdefghijklmnopqrstuvwxy", strict=True)) | {"y": "z0", "z": "z1"}
PLAIN = str.maketrans(
    {
        **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("'’‘ʼ`´′", ""),
        **dict.fromkeys("-‐‑‒–—―−/()·", " "),
    }
)


def upgrade() -> None:
    connection = op.get_bind()
    for name, parts in NAMES.items():
        op.add_column(name, sa.Column("name_sorted", sa.Text(), nullable=False, server_default=""))
        table = sa.table(name, *map(sa.column, ("id", "name_sorted", *parts)))
        rows = connection.execute(sa.select(table.c.id, *(table.c[part] for part in parts))).all()
        change = sa.update(table).where(table.c.id == sa.bindparam("row"))
        keys = [{"row": row[0], "key": _key(" ".join(filter(None, row[1:])))} for row in rows]
        for start in range(0, len(keys), BATCH):
            connection.execute(change.values(name_sorted=sa.bindparam("key")), keys[start : start + BATCH])
        op.create_index(f"ix_{name}_name_sorted", name, ["name_sorted"])


def downgrade() -> None:
    for name in NAMES:
        op.drop_index(f"ix_{name}_name_sorted", name)
        op.execute(f"ALTER TABLE {name} DROP COLUMN name_sorted")


def _key(text: str) -> str:
    """As `forum.core.collation.stored_key` makes it on this day."""
    letters = unicodedata.normalize("NFC", text).casefold().replace("ñ", "\U0010ffff")
    plain = unicodedata.normalize("NFKD", letters)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    folded = " ".join(kept.casefold().translate(PLAIN).split()).replace("\U0010ffff", "ñ")
    return "".join(map(_coded, PIECE.findall(folded))).strip("0")


def _coded(piece: str) -> str:
    if piece.isdecimal():
        digits = str(int(piece))
        return f"1{chr(ord('a') + min(len(digits), 26) - 1)}{digits}"
    if piece.isalnum():
        return LETTERS.get(piece) or f"z2{ord(piece):07d}"
    return "0"
