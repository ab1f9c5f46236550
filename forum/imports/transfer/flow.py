"""From an uploaded sheet to its import: columns guessed, rows read and judged, good ones written in one change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.database import atomic, lock_name, locked
from forum.core.i18n import N_
from forum.core.search import fold
from forum.core.sheet_columns import places_of, read_cells, with_reasons
from forum.imports.enums import Verdict
from forum.imports.errors import (
    AlreadyImported,
    ColumnsMissing,
    ColumnTwice,
    ImportedMeanwhile,
    NobodyToMail,
    NothingToImport,
    NotImported,
)
from forum.imports.models import ImportBatch, ImportColumns, ImportRow
from forum.imports.rules.rows import JudgedRow, ReadRow, Remark, Scope
from forum.imports.service.batches import keep_verdicts
from forum.imports.service.writing import Writing
from forum.imports.transfer.kind import Kind

WHY = N_("Por qué no se importó")


def guess_columns(kind: Kind, headings: Sequence[str], remembered: ImportColumns | None) -> dict[str, int]:
    """The place of each field: by the heading that was chosen the last time, else by what headings usually say."""
    places = dict(kind.places(places_of(headings, kind.columns)))
    by_heading = {fold(heading): place for place, heading in reversed(list(enumerate(headings)))}
    chosen = remembered.headings if remembered is not None else {}
    for field, heading in chosen.items():
        if heading in by_heading:
            place = by_heading[heading]
            places = {other: at for other, at in places.items() if at != place}
            places[field] = place
    return places


def ensure_columns(kind: Kind, headings: Sequence[str], places: Mapping[str, int]) -> None:
    """Refuse a choice of columns with which no row can be read.

    Raises:
        ColumnsMissing: what every row needs is not chosen.
        ColumnTwice: a column is chosen for two things.
    """
    for group in kind.needed:
        if not any(field in places for field in group):
            words = kind.words()
            raise ColumnsMissing(names=" / ".join(words[field] for field in group))
    taken: set[int] = set()
    for place in places.values():
        if place in taken:
            raise ColumnTwice(name=headings[place] or str(place + 1))
        taken.add(place)


def judge_rows(kind: Kind, batch: ImportBatch, scope: Scope) -> list[JudgedRow]:
    """What becomes of each row below the headings, by what is stored now."""
    known = kind.known(scope)
    rows = []
    for number, cells in enumerate(batch.sheet[1:], 2):
        told, problems = read_cells(cells, kind.columns, batch.columns, known)
        wrong = [Remark(each.column.field, each.sentence, each.params) for each in problems]
        rows.append(ReadRow(number, cells, told, wrong))
    return kind.judge(rows, scope)


def judge_batch(kind: Kind, batch_id: int, scope: Scope) -> ImportBatch:
    """Read all rows with the columns that were chosen, and keep what becomes of each.

    Raises:
        AlreadyImported: it is imported.
    """
    with atomic():
        batch = locked(ImportBatch, batch_id, edition_id=scope.edition_id)
        if batch.imported_at is not None:
            raise AlreadyImported
        keep_verdicts(batch, judge_rows(kind, batch, scope), now=scope.now)
    return batch


def import_batch(kind: Kind, batch_id: int, scope: Scope) -> ImportBatch:
    """Write all good rows in one change, judged again by what is stored by then.

    Raises:
        NothingToImport: none is good, or somebody else imported it.
        ImportedMeanwhile: somebody saved one of the same things at the same moment.
    """
    try:
        return _import(kind, batch_id, scope)
    except IntegrityError:  # by now the other change is saved, and its rows are found
        try:
            return _import(kind, batch_id, scope)
        except IntegrityError as error:
            raise ImportedMeanwhile from error


def _import(kind: Kind, batch_id: int, scope: Scope) -> ImportBatch:
    with atomic() as current:
        lock_name(f"imports/{scope.edition_id}")
        batch = locked(ImportBatch, batch_id, edition_id=scope.edition_id)
        if batch.imported_at is not None or batch.judged_at is None:
            raise NothingToImport
        scope = replace(scope, target_id=batch.target_id, source=batch.file_name)
        rows = judge_rows(kind, batch, scope)
        good = [row for row in rows if row.is_good]
        if not good:
            raise NothingToImport
        writing = Writing()
        kind.write([row for row in good if row.verdict is not Verdict.SAME], scope, writing)
        writing.save()
        keep_verdicts(batch, rows, now=scope.now, writes=writing.by_row)
        batch.imported_at, batch.imported_by_id, batch.sheet = scope.now, scope.by, batch.sheet[:1]
        current.flush()
        current.expire_all()
    return batch


def mail_batch(kind: Kind, batch_id: int, scope: Scope) -> int:
    """Mail everybody whom the batch registered and who was not mailed yet; returns how many.

    Raises:
        NotImported: it is not imported, or undone.
        NobodyToMail: everybody was mailed.
    """
    with atomic() as current:
        batch = locked(ImportBatch, batch_id, edition_id=scope.edition_id)
        if not batch.is_standing:
            raise NotImported
        waiting = select(ImportRow).where(
            ImportRow.batch_id == batch_id, ImportRow.verdict == Verdict.NEW, ImportRow.mailed_at.is_(None)
        )
        rows = {row.number: row for row in current.scalars(waiting.order_by(ImportRow.number))}
        subjects = {row.number: _subject(kind, row) for row in rows.values()}
        mailed = kind.mail({number: key for number, key in subjects.items() if key is not None}, scope)
        if not mailed:
            raise NobodyToMail
        for number in mailed:
            rows[number].mailed_at = scope.now
        batch.mailed_at, batch.mailed_by_id = scope.now, scope.by
    return len(mailed)


def _subject(kind: Kind, row: ImportRow) -> int | None:
    """The id of the row of the kind's table that this row of the sheet made."""
    return next((key for table, key, *_rest in row.writes if table == kind.table), None)


def refused_sheet(batch: ImportBatch, rows: Sequence[ImportRow], words: Mapping[str, str]) -> list[list[str]]:
    """The headings and the refused rows as they came, each with the reason."""
    return with_reasons(batch.sheet[0], [(row.cells, reason_of(row, words)) for row in rows], title=WHY)


def reason_of(row: ImportRow, words: Mapping[str, str]) -> str:
    """What is said of a row, in the language of now: each with the heading it is about."""
    return " ".join(" ".join(filter(None, (f"{of}:" if of else "", said))) for of, said in remarks_of(row, words))


def remarks_of(row: ImportRow, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is said of a row: the heading (or none) and the sentence, in the language of now."""
    remarks = (Remark(field, sentence, params) for field, sentence, params in row.remarks)
    return [(words.get(each.of, ""), each.words) for each in remarks]


def scope_of(batch: ImportBatch, *, by: int, now: datetime, language: str, home: str = "") -> Scope:
    """Where, by whom and when a sheet is read."""
    return Scope(
        edition_id=batch.edition_id,
        target_id=batch.target_id,
        by=by,
        now=now,
        language=language,
        source=batch.file_name,
        home=home,
    )
