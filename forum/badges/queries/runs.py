"""Print runs: the latest ones with who said that they are printed, and what the PDF of one says.

The order is made here and not by the database: names are in the alphabetical order of Spanish (Ñ after N, accents
aside) on every engine. What a run says is read at once for its digest, and again in portions while it is drawn, so that
no transaction stays open while a slow network takes the pages.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.badges.enums import Purpose, RunOrder
from forum.badges.models import Badge, PrintedBadge, PrintFile, PrintMark, PrintRun
from forum.badges.queries.prints import PRINTABLE, PRINTED
from forum.badges.queries.templates import Templates
from forum.badges.rules.bins import by_surname
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.names import PersonName
from forum.editions.models import Category, Edition

LATEST_RUNS = 10
_NEWEST = (PrintRun.made_at.desc(), PrintRun.id.desc())
_UNPRINTED = (Category.position.label("category_position"), Badge.revoked_at)
"""What tells the place of a badge in its run, and whether it is drawn; no badge says it."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark that a run is printed, who made it, and who took it back."""

    mark: PrintMark
    by: Person | None
    undone_by: Person | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A print run, who made it, its file if one was asked for, the category it took, and its marks, newest first."""

    run: PrintRun
    made_by: Person | None
    file: PrintFile | None
    category: Category | None
    marks: list[MarkRow]

    @property
    def printed(self) -> MarkRow | None:
        """The mark that stands."""
        return next((row for row in self.marks if row.mark.undone_at is None), None)

    @property
    def is_waiting(self) -> bool:
        """Whether its file was asked for and is not there yet."""
        return self.file is not None and self.file.ready_at is None and self.file.failed_at is None


@dataclass(frozen=True, slots=True)
class RunContents:
    """All badges of a run, also revoked ones, and a digest of what the PDF of the valid ones says."""

    rows: Sequence[Row[Any]]
    digest: str
    order: RunOrder

    @property
    def has_valid_badges(self) -> bool:
        """Whether there is anything to print."""
        return any(row.revoked_at is None for row in self.rows)

    def in_order(self, *, first: int = 1, last: int | None = None) -> list[int]:
        """The ids of the valid badges from one number to another, in the order of the run.

        A badge keeps its number when others are revoked, so that no part of a run leaves out what another had. Sorting
        is the costly part, which a finished file does not need.
        """
        part = sorted(self.rows, key=_PLACES[self.order])[max(0, first - 1) : last]
        return [row.badge_id for row in part if row.revoked_at is None]


def list_runs(edition_id: int) -> list[RunRow]:
    """The latest runs and all that nobody marked as printed, newest first."""
    latest = select(PrintRun.id).where(PrintRun.edition_id == edition_id).order_by(*_NEWEST).limit(LATEST_RUNS)
    printed = exists().where(PrintMark.run_id == PrintRun.id, PrintMark.undone_at.is_(None))
    return _run_rows(PrintRun.edition_id == edition_id, or_(~printed, PrintRun.id.in_(select(latest.subquery().c.id))))


def runs_of(badge_ids: Sequence[int]) -> dict[int, list[RunRow]]:
    """The runs each of these badges is in, newest first."""
    query = select(PrintedBadge.badge_id, PrintedBadge.run_id).where(PrintedBadge.badge_id.in_(badge_ids))
    pairs = {row._tuple() for row in session().execute(query)}
    rows = _run_rows(PrintRun.id.in_({run_id for _, run_id in pairs}))
    return {badge_id: [row for row in rows if (badge_id, row.run.id) in pairs] for badge_id in badge_ids}


def _run_rows(*conditions: ColumnElement[bool]) -> list[RunRow]:
    query = (
        select(PrintRun, Person, PrintFile, Category)
        .outerjoin(Person, Person.id == PrintRun.made_by_id)
        .outerjoin(PrintFile, PrintFile.run_id == PrintRun.id)
        .outerjoin(Category, Category.id == PrintRun.category_id)
        .where(*conditions)
        .order_by(*_NEWEST)
    )
    rows = [row._tuple() for row in session().execute(query)]
    marks: dict[int, list[MarkRow]] = {run.id: [] for run, *_ in rows}
    for row in _mark_rows(marks):
        marks[row.mark.run_id].append(row)
    return [RunRow(*row, marks[row[0].id]) for row in rows]


def _mark_rows(run_ids: Iterable[int]) -> list[MarkRow]:
    undone_by = aliased(Person)
    query = (
        select(PrintMark, Person, undone_by)
        .outerjoin(Person, Person.id == PrintMark.by_id)
        .outerjoin(undone_by, undone_by.id == PrintMark.undone_by_id)
        .where(PrintMark.run_id.in_(run_ids))
        .order_by(PrintMark.id.desc())
    )
    return [MarkRow(*row) for row in session().execute(query)]


def find_mark(run_id: int) -> PrintMark | None:
    """The mark of a run that stands, read again."""
    query = select(PrintMark).where(PrintMark.run_id == run_id, PrintMark.undone_at.is_(None))
    return session().scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_run(run_id: int, *, edition_id: int) -> PrintRun:
    """A print run of this edition.

    Raises:
        NotFound: there is none.
    """
    return one(select(PrintRun).where(PrintRun.id == run_id, PrintRun.edition_id == edition_id))


def count_printed_before(run_id: int) -> int:
    """Number of the badges of a run that are printed, as somebody said of a run they are in."""
    taken = select(PrintedBadge.badge_id).where(PrintedBadge.run_id == run_id)
    return session().scalar(select(func.count()).select_from(Badge).where(Badge.id.in_(taken), PRINTED)) or 0


def contents_of(run: PrintRun, edition: Edition, templates: Templates) -> RunContents:
    """What the PDF of a run says now by these templates, in one statement."""
    query = (
        PRINTABLE.add_columns(*_UNPRINTED)
        .join(PrintedBadge, PrintedBadge.badge_id == Badge.id)
        .where(PrintedBadge.run_id == run.id)
        .order_by(Badge.id)
    )
    rows = session().execute(query).all()
    valid = [row for row in rows if row.revoked_at is None]
    said = [tuple(row[: -len(_UNPRINTED)]) for row in valid]
    place = (edition.name, edition.starts_on, edition.ends_on, edition.venue_name)
    around = (*place, run.is_separated and templates.bins, blake2b(templates.logo or b"").hexdigest())
    drawn_by = [templates.told_of(Purpose.SHEET, each) for each in sorted({row.category_id for row in valid})]
    digest = blake2b(repr((around, said, drawn_by)).encode(), digest_size=16)
    return RunContents(rows, digest.hexdigest(), run.order)


def _by_surname(row: Row[Any]) -> tuple[Any, ...]:
    return sort_key(by_surname(PersonName(row.given_names, row.first_surname, row.second_surname))), row.badge_id


_PLACES: dict[RunOrder, Callable[[Row[Any]], tuple[Any, ...]]] = {
    RunOrder.CATEGORY: lambda row: (row.category_position, row.category_id, *_by_surname(row)),
    RunOrder.SURNAME: _by_surname,
    RunOrder.ORGANISATION: lambda row: (sort_key(row.organisation), *_by_surname(row)),
    RunOrder.BIN: lambda row: (row.bin or 0, *_by_surname(row)),
}
