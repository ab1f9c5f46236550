"""Which buyer gets which table: in an order to the free ones of a hall, or as a sheet says."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.core.search import fold

EMAIL_HEADINGS = {"correo", "correo electronico", "email", "e-mail"}
TABLE_HEADINGS = {"mesa", "no de mesa", "numero de mesa", "table", "table number"}


class Trouble(enum.StrEnum):
    """Why a row of a sheet gives nobody a table."""

    NO_BUYER = "no_buyer"
    NO_TABLE = "no_table"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet: what it says, and which buyer gets which table by it, or what is wrong."""

    email: str
    table: str
    buyer_id: int | None = None
    table_id: int | None = None
    trouble: Trouble | None = None


def in_turn(buyer_ids: Sequence[int], table_ids: Sequence[int]) -> dict[int, int]:
    """A table for each buyer, one after the other, as far as the tables go."""
    return dict(zip(buyer_ids, table_ids, strict=False))


def columns_of(headings: Sequence[str]) -> tuple[int, int] | None:
    """Where a sheet says the e-mail and the table; None where it does not."""
    folded = [fold(each).replace(".", "").strip(" :") for each in headings]
    email = next((n for n, each in enumerate(folded) if each in EMAIL_HEADINGS), None)
    table = next((n for n, each in enumerate(folded) if each in TABLE_HEADINGS), None)
    return None if email is None or table is None else (email, table)


def rows_of(
    rows: Sequence[Sequence[str]],
    columns: tuple[int, int],
    *,
    buyers: Mapping[str, int],
    tables: Mapping[str, int],
) -> list[Row]:
    """What each row of a sheet does. `buyers`: by e-mail, in lower case. `tables`: by number."""
    seen: set[int] = set()
    return [_row(row, columns, buyers, tables, seen) for row in rows]


def _row(
    row: Sequence[str],
    columns: tuple[int, int],
    buyers: Mapping[str, int],
    tables: Mapping[str, int],
    seen: set[int],
) -> Row:
    email, table = (row[at].strip() if at < len(row) else "" for at in columns)
    buyer_id, table_id = buyers.get(email.lower()), tables.get(table.removesuffix(".0").lstrip("0"))
    if buyer_id is None:
        return Row(email=email, table=table, trouble=Trouble.NO_BUYER)
    if table_id is None:
        return Row(email=email, table=table, trouble=Trouble.NO_TABLE)
    if buyer_id in seen:
        return Row(email=email, table=table, trouble=Trouble.TWICE)
    seen.add(buyer_id)
    return Row(email=email, table=table, buyer_id=buyer_id, table_id=table_id)
