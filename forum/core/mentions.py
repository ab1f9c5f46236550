"""The conditions of a search over columns: every word is found in one of them.

A word of one or two letters is found at the beginning of a word (Li, Xu, 王; not in Elisa), a longer one anywhere.
`mentions_row_by_row` is what that means. Where all the columns are in the index of names, it is asked the same: tests
compare the two.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, column, select, table, union, union_all
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.database import session
from forum.core.search import words
from forum.core.search_terms import Term

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str]


def mentions(text: str, *columns: Text, phone: Text | None = None) -> list[ColumnElement[bool]]:
    """The conditions that hold where each word of a search is in one of the folded columns.

    A word of digits may also be a part of `phone`, stored as `+52##########`.
    """
    terms = _terms(text, columns, phone)
    tables = _indexed_tables(terms)
    if len(tables) == 1 and _on_sqlite():
        return [tables[0].c.id.in_(union_all(*_ids(terms, tables[0])))]
    if len(tables) == 2:
        return [_in_either(term, *tables) for term in terms]
    return [term.in_a_row() for term in terms]


def mentions_row_by_row(text: str, *columns: Text, phone: Text | None = None) -> list[ColumnElement[bool]]:
    """The same conditions, asked of each row."""
    return [term.in_a_row() for term in _terms(text, columns, phone)]


def _terms(text: str, columns: tuple[Text, ...], phone: Text | None) -> list[Term]:
    known = tuple(_column(each) for each in columns)
    return [Term(word, known, None if phone is None else _column(phone)) for word in words(text)]


def _column(text: Text) -> ColumnElement[Any]:
    return text.expression if isinstance(text, InstrumentedAttribute) else text


def _indexed_tables(terms: list[Term]) -> list[Table]:
    """The tables of the columns, that which points to the other first; none where a column is in no index."""
    columns = [each for term in terms for each in term.looked_for_in]
    if not all(getattr(each, "info", {}).get("searched") for each in columns):
        return []
    tables = {each.table for each in columns}
    return sorted(tables, key=lambda found: not _points_to(found, tables - {found}))


def _points_to(pointing: Table, others: set[Any]) -> bool:
    return any(key.column.table in others for key in pointing.foreign_keys)


def _on_sqlite() -> bool:
    return session().get_bind().dialect.name == "sqlite"


def _ids(terms: list[Term], looked_in: Table) -> list[Select[tuple[int]]]:
    """The ids of the rows of one table in which all words are; together those of these queries."""
    rows = select(looked_in.c.id).where(*(term.in_a_row() for term in terms)).correlate(None)
    if not _on_sqlite():
        return [rows]
    name = f"{looked_in.name}_search"
    index, due = table(name, column("rowid"), column(name)), table(f"{name}_due", column("id"))
    question = " AND ".join(term.in_trigrams() for term in terms)
    indexed = select(index.c.rowid).where(index.c[name].bool_op("MATCH")(question))
    return [indexed, rows.where(looked_in.c.id.in_(select(due.c.id)))]


def _in_either(term: Term, pointing: Table, pointed: Table) -> ColumnElement[bool]:
    """The word is in a row of one table, or in the row of another that it points to."""
    [key] = [each.parent for each in pointing.foreign_keys if each.column is pointed.c.id]
    far = union_all(*_ids([term.within(pointed)], pointed))
    through = select(pointing.c.id).where(key.in_(far)).correlate(None)
    return pointing.c.id.in_(union(through, *_ids([term.within(pointing)], pointing)))
