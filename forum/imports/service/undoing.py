"""Undoing a batch: what it made is deleted, what it changed is as before; what somebody touched since stays.

A row of the sheet stays whole where anything that it wrote was changed, is referred to by what came later, or was told
to its person. What refers to a row is read from the foreign keys of all tables, so a new table needs nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, select, update

from forum.accounts.signals import PersonChanged
from forum.core.database import Base, atomic, lock_name, locked, session
from forum.core.paging import batches
from forum.core.signals import announce
from forum.imports.enums import Kept
from forum.imports.errors import NotImported
from forum.imports.models import ImportBatch, ImportRow
from forum.imports.service.writing import QUIETLY, digest_of, restored, write_over
from forum.registration.rules import holds_place
from forum.registration.service.places import lock_categories, promote_waiting

OF_ITSELF = frozenset({"badge_bin_place"})
"""What the program gives every row by itself, and goes with it: nobody touched anything."""

Group = tuple[int, str]
"""What stays or goes together: the number of a row of the sheet, and the part of its writes."""

Key = tuple[str, int]
"""A row of the database: its table and id."""


@dataclass(slots=True)
class _Written:
    """What a batch wrote: the new and the changed rows, each with its digest, group and what was there before."""

    new: dict[Key, tuple[str, Group]] = field(default_factory=dict)
    changed: list[tuple[Key, str, Group, Mapping[str, Any]]] = field(default_factory=list)
    kept: dict[Group, Kept] = field(default_factory=dict)

    def stays(self, group: Group, why: Kept) -> None:
        """Let a group stay, for the reason that was found first."""
        self.kept.setdefault(group, why)


def undo_batch(batch_id: int, *, edition_id: int, by: int, now: datetime) -> ImportBatch:
    """Undo an import; rows that were touched since stay and are marked with the reason.

    Raises:
        NotFound: the edition has no such batch.
        NotImported: it is not imported, or undone already.
    """
    with atomic() as current:
        lock_name(f"imports/{edition_id}")
        batch = locked(ImportBatch, batch_id, edition_id=edition_id)
        if not batch.is_standing:
            raise NotImported
        written = _read(batch_id)
        _lock(written)
        _keep_changed(written)
        _keep_used(written)
        freed = _freed(written)
        _delete(written)
        _restore(written, now=now)
        batch.undone_at, batch.undone_by_id = now, by
        batch.stayed = _record_kept(batch_id, written)
        current.flush()
        _free(freed, now=now)
    return batch


def _read(batch_id: int) -> _Written:
    """What the rows of a batch wrote; those whose people were mailed stay."""
    written = _Written()
    query = select(ImportRow.number, ImportRow.mailed_at, ImportRow.writes).where(ImportRow.batch_id == batch_id)
    for row in session().execute(query):
        if row.mailed_at is not None:
            written.stays((row.number, ""), Kept.MAILED)
        for table, key, digest, before, part in row.writes:
            group = (row.number, part)
            if before is None:
                written.new[table, key] = digest, group
            else:
                written.changed.append(((table, key), digest, group, before))
    return written


def _record_kept(batch_id: int, written: _Written) -> int:
    """Record which rows stayed and why; what is said of the row itself comes before what others share of it."""
    reasons = {number: why for (number, part), why in sorted(written.kept.items(), key=lambda each: -len(each[0][1]))}
    table = Base.metadata.tables["import_row"]
    row = update(table).where(table.c.batch_id == batch_id, table.c.number == bindparam("row"))
    if reasons:
        values = [{"row": number, "why": why} for number, why in reasons.items()]
        session().connection().execute(row.values(kept=bindparam("why")), values)
    return len(reasons)


def _keys(written: _Written) -> dict[str, list[int]]:
    """The ids of the new rows by table."""
    keys: dict[str, list[int]] = defaultdict(list)
    for table, key in written.new:
        keys[table].append(key)
    return keys


def _ordered(names: Iterable[str]) -> list[Table]:
    wanted = set(names)
    return [table for table in Base.metadata.sorted_tables if table.name in wanted]


def _lock(written: _Written) -> None:
    """Lock all rows: those to be deleted so that nothing new refers to them."""
    keys = _keys(written)
    for (name, key), _digest, _group, _before in written.changed:
        keys[name].append(key)
    for table in _ordered(keys):
        for ids in batches(keys[table.name]):
            rows = select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id)
            session().execute(rows.with_for_update())


def _keep_changed(written: _Written) -> None:
    for table, key, values in _stored(written.new):
        digest, group = written.new[table.name, key]
        if digest_of(table, values) != digest:
            written.stays(group, Kept.CHANGED)
    changed = {where: (digest, group, before) for where, digest, group, before in written.changed}
    for table, key, values in _stored(changed):
        digest, group, before = changed[table.name, key]
        if digest_of(table, {name: values[name] for name in before}) != digest:
            written.stays(group, Kept.CHANGED)


def _stored(keys: Iterable[Key]) -> Iterator[tuple[Table, int, Mapping[str, Any]]]:
    """The rows of these keys as they are now; one that is gone is left out."""
    by_table: dict[str, list[int]] = defaultdict(list)
    for name, key in keys:
        by_table[name].append(key)
    for table in _ordered(by_table):
        for ids in batches(by_table[table.name]):
            for row in session().execute(select(table).where(table.c.id.in_(ids))).mappings():
                yield table, row["id"], dict(row)


def _keep_used(written: _Written) -> None:
    """Let stay what other rows refer to: rows that are not of this batch, then those of it that stay."""
    inside: list[tuple[Group, Group]] = []
    keys = _keys(written)
    for table in _ordered(keys):
        for column in _referring(table):
            for used, user in _references(column, keys[table.name], written):
                if user is None:
                    written.stays(written.new[used][1], Kept.USED)
                elif user != written.new[used][1]:
                    inside.append((user, written.new[used][1]))
    staying = True
    while staying:
        due = [used for user, used in inside if user in written.kept and used not in written.kept]
        for group in due:
            written.stays(group, Kept.SHARED)
        staying = bool(due)


def _referring(table: Table) -> list[Column[Any]]:
    """The columns of all tables that refer to this one."""
    return [
        foreign.parent
        for other in Base.metadata.sorted_tables
        for foreign in other.foreign_keys
        if foreign.column.table is table and other.name not in OF_ITSELF
    ]


def _references(column: Column[Any], keys: list[int], written: _Written) -> Iterator[tuple[Key, Group | None]]:
    """Which rows are referred to by this column, and the group of what refers: None where it is not of the batch.

    The keys of a batch follow each other nearly without a gap, so they are asked for as a range.
    """
    other, name = column.table, next(iter(column.foreign_keys)).column.table.name
    named = other.c.id if "id" in other.c else column
    for used, user in session().execute(select(column, named).where(column.between(min(keys), max(keys)))):
        if (name, used) in written.new:
            ours = written.new.get((other.name, user)) if "id" in other.c else None
            yield (name, used), ours[1] if ours else None


def _going(written: _Written) -> dict[str, list[int]]:
    """The ids of the new rows that are deleted, by table."""
    going: dict[str, list[int]] = defaultdict(list)
    for (table, key), (_digest, group) in written.new.items():
        if group not in written.kept:
            going[table].append(key)
    return going


def _delete(written: _Written) -> None:
    going = _going(written)
    for table in reversed(_ordered(going)):
        for ids in batches(going[table.name]):
            session().execute(delete(table).where(table.c.id.in_(ids)), execution_options=QUIETLY)


def _restore(written: _Written, *, now: datetime) -> None:
    rows: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for (name, key), _digest, group, before in written.changed:
        if group not in written.kept:
            rows[name, tuple(sorted(before))].append({"this_id": key, **before})
    for (name, columns), values in rows.items():
        table = Base.metadata.tables[name]
        back = [{"this_id": each["this_id"], **restored(table, _without_key(each))} for each in values]
        write_over(table, columns, back)
    session().expire_all()
    for (name, columns), values in rows.items():
        if name == "person" and {"name_folded", "language"} & set(columns):
            for each in values:
                announce(PersonChanged(person_id=each["this_id"], at=now))


def _without_key(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "this_id"}


def _freed(written: _Written) -> dict[int, int]:
    """The places that registrations to be deleted hold, by category."""
    table = Base.metadata.tables["registration"]
    freed: dict[int, int] = defaultdict(int)
    for ids in batches(_going(written)["registration"]):
        query = select(table.c.category_id, table.c.status).where(table.c.id.in_(ids))
        for category_id, status in session().execute(query):
            freed[category_id] += int(holds_place(status))
    return freed


def _free(freed: Mapping[int, int], *, now: datetime) -> None:
    """Give back the places, after all else, as the order of locks wants it; whoever waits gets them."""
    lock_categories(*freed)
    table = Base.metadata.tables["category"]
    for category_id, places in sorted(freed.items()):
        back = update(table).where(table.c.id == category_id).values(places_taken=table.c.places_taken - places)
        session().execute(back, execution_options=QUIETLY)
        promote_waiting(category_id, now=now)
