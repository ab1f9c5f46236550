"""Sheets that were uploaded: kept, read with the columns that were chosen, forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, delete, select, update

from forum.core.bulk import insert_rows
from forum.core.database import atomic, locked, session
from forum.core.search import fold
from forum.imports.enums import ImportKind, Verdict
from forum.imports.errors import AlreadyImported
from forum.imports.models import ImportBatch, ImportColumns, ImportRow
from forum.imports.rules.rows import JudgedRow

KEPT = timedelta(days=1)
UNDONE_WITHIN = timedelta(days=30)
LONGEST_NAME = 100


def keep_sheet(
    edition_id: int, kind: ImportKind, *, file_name: str, rows: Sequence[Sequence[str]], by: int, now: datetime
) -> ImportBatch:
    """Keep the rows of a sheet until somebody says what its columns are."""
    batch = ImportBatch(edition_id=edition_id, kind=kind, file_name=file_name[:LONGEST_NAME], by_id=by, created_at=now)
    batch.sheet = [list(row) for row in rows]
    with atomic() as current:
        current.add(batch)
    return batch


def keep_choice(
    batch_id: int, *, edition_id: int, columns: Mapping[str, int], target_id: int | None, now: datetime
) -> ImportBatch:
    """Keep which column is what, for this sheet and for the next one of its kind.

    Raises:
        AlreadyImported: the sheet is imported.
    """
    with atomic() as current:
        batch = locked(ImportBatch, batch_id, edition_id=edition_id)
        if batch.imported_at is not None:
            raise AlreadyImported
        batch.columns, batch.target_id = dict(columns), target_id
        headings = {field: heading for field, place in columns.items() if (heading := fold(batch.sheet[0][place]))}
        remembered = current.get(ImportColumns, (edition_id, batch.kind))
        if remembered is None:
            remembered = ImportColumns(edition_id=edition_id, kind=batch.kind)
            current.add(remembered)
        remembered.headings, remembered.target_id, remembered.chosen_at = headings, target_id, now
    return batch


def keep_verdicts(
    batch: ImportBatch, rows: Sequence[JudgedRow], *, now: datetime, writes: Mapping[int, list[Any]] | None = None
) -> None:
    """Keep what becomes of each row, inside the change that reads them; the cells only of what is refused."""
    counts = dict.fromkeys(Verdict, 0)
    for row in rows:
        counts[row.verdict] += 1
    batch.new, batch.updated, batch.same = counts[Verdict.NEW], counts[Verdict.UPDATE], counts[Verdict.SAME]
    batch.refused, batch.judged_at = counts[Verdict.DUPLICATE] + counts[Verdict.ERROR], now
    session().execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    values = [_row(batch.id, row, (writes or {}).get(row.number, [])) for row in rows]
    insert_rows(cast("Table", ImportRow.__table__), values)


def _row(batch_id: int, row: JudgedRow, writes: list[Any]) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "number": row.number,
        "title": row.title,
        "verdict": row.verdict,
        "remarks": [[each.of, each.sentence, dict(each.params)] for each in row.remarks],
        "cells": [] if row.is_good else list(row.cells),
        "writes": writes,
    }


def delete_sheet(batch_id: int, *, edition_id: int) -> None:
    """Forget a sheet that is not imported.

    Raises:
        AlreadyImported: it is imported.
    """
    with atomic() as current:
        batch = locked(ImportBatch, batch_id, edition_id=edition_id)
        if batch.imported_at is not None:
            raise AlreadyImported
        current.delete(batch)


def delete_old_sheets(*, now: datetime) -> None:
    """Delete the sheets that nobody imported within a day."""
    old = delete(ImportBatch).where(ImportBatch.imported_at.is_(None), ImportBatch.created_at < now - KEPT)
    with atomic() as current:
        current.execute(old)


def forget_old_rows(*, now: datetime) -> None:
    """Delete the rows of sheets that were imported a month ago: names, what was refused, and what was there before.

    From then on an import cannot be undone.
    """
    old = ImportBatch.imported_at < now - UNDONE_WITHIN, ImportBatch.forgotten_at.is_(None)
    with atomic() as current:
        ids = current.scalars(select(ImportBatch.id).where(*old)).all()
        if ids:
            current.execute(delete(ImportRow).where(ImportRow.batch_id.in_(ids)))
            current.execute(update(ImportBatch).where(ImportBatch.id.in_(ids)).values(forgotten_at=now))
