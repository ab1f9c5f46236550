"""Batches of an edition, their rows, and the columns that were chosen the last time."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from forum.core.database import one, session
from forum.core.paging import Page, page_of
from forum.imports.enums import REFUSED, ImportKind, Verdict
from forum.imports.models import ImportBatch, ImportColumns, ImportRow

SHOWN = 100


def list_batches(edition_id: int, *, number: int) -> Page[ImportBatch]:
    """The batches of an edition, the latest first, with who uploaded them; without their rows."""
    query = (
        select(ImportBatch)
        .where(ImportBatch.edition_id == edition_id)
        .options(joinedload(ImportBatch.by), defer(ImportBatch.sheet))
        .order_by(ImportBatch.id.desc())
    )
    return page_of(query, number=number)


def get_batch(batch_id: int, *, edition_id: int) -> ImportBatch:
    """A batch of this edition, with who did what.

    Raises:
        NotFound: the edition has none of this id.
    """
    people = (ImportBatch.by, ImportBatch.imported_by, ImportBatch.mailed_by, ImportBatch.undone_by)
    query = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.edition_id == edition_id)
    return one(query.options(*(joinedload(each) for each in people)))


def remembered_columns(edition_id: int, kind: ImportKind) -> ImportColumns | None:
    """The columns that were chosen the last time."""
    return session().get(ImportColumns, (edition_id, kind))


def list_rows(batch_id: int, *, verdict: Verdict | None, number: int) -> Page[ImportRow]:
    """The rows of a batch with this verdict, in the order of the sheet."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.number)
    if verdict is not None:
        query = query.where(ImportRow.verdict == verdict)
    return page_of(query.options(defer(ImportRow.writes)), number=number, size=SHOWN)


def count_verdicts(batch_id: int) -> dict[Verdict, int]:
    """The number of rows of each verdict."""
    query = select(ImportRow.verdict, func.count()).where(ImportRow.batch_id == batch_id).group_by(ImportRow.verdict)
    counted = {verdict: count for verdict, count in session().execute(query)}
    return {each: counted.get(each, 0) for each in Verdict}


def list_refused(batch_id: int) -> Sequence[ImportRow]:
    """The rows that were refused, in the order of the sheet."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.verdict.in_(REFUSED))
    return session().scalars(query.order_by(ImportRow.number)).all()


def list_kept(batch_id: int) -> Sequence[ImportRow]:
    """The rows that stayed when the batch was undone; of many the first."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.kept.is_not(None))
    return session().scalars(query.order_by(ImportRow.number).limit(SHOWN)).all()


def count_to_mail(batch_id: int) -> int:
    """The number of new rows whose people were not mailed yet."""
    query = select(func.count()).where(
        ImportRow.batch_id == batch_id, ImportRow.verdict == Verdict.NEW, ImportRow.mailed_at.is_(None)
    )
    return session().scalar(query) or 0
