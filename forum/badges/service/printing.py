"""Print runs: a run records its badges, so that the next one may leave them out, and whether they are on paper.

That they are only a person can tell: a PDF that was made, or downloaded, may be printed never or twice.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, insert, literal

from forum.badges.enums import Layout, Purpose, RunOrder, Which
from forum.badges.errors import BadgeRevokedAlready, NothingToPrint
from forum.badges.models import BY_TEMPLATE, Badge, PrintedBadge, PrintMark, PrintRun
from forum.badges.queries import find_mark, list_printables, runs_of, templates_of, wanted_badges
from forum.badges.service.bins import place_new
from forum.core.database import atomic, locked, locked_all, session
from forum.editions.models import Edition


def start_print_run(
    edition_id: int,
    *,
    category_id: int | None,
    which: Which,
    layout: Layout | None,
    by: int,
    now: datetime,
    bin: int | None = None,
    order: RunOrder = RunOrder.CATEGORY,
    is_separated: bool = False,
    among: Select[tuple[int]] | Collection[int] | None = None,
) -> PrintRun:
    """Record the badges of a new run, of one category or all, one bin or all; `among`: of these registrations.

    Raises:
        NothingToPrint: no badge matches.
    """
    with atomic():
        locked_all(Edition, [edition_id])  # so that two desks at once do not print the same badges
        run = PrintRun(
            edition_id=edition_id,
            layout=layout.value if layout else BY_TEMPLATE,  # each on that of its template
            badges=0,
            made_at=now,
            made_by_id=by,
            category_id=category_id,
            bin=bin,
            order=order,
            is_separated=is_separated,
        )
        session().add(run)
        session().flush()
        place_new(edition_id)
        wanted = wanted_badges(edition_id, category_id=category_id, which=which, bin=bin)
        run.badges = _take(run.id, wanted if among is None else wanted.where(Badge.registration_id.in_(among)))
        if run.badges == 0:
            raise NothingToPrint
        return run


def _take(run_id: int, wanted: Select[tuple[int]]) -> int:
    """Put badges into a run; returns how many."""
    columns = [PrintedBadge.run_id, PrintedBadge.badge_id]
    chosen = wanted.with_only_columns(literal(run_id), *wanted.selected_columns)
    record = insert(PrintedBadge).from_select(columns, chosen).execution_options(preserve_rowcount=True)
    return int(session().execute(record).rowcount)  # type: ignore[attr-defined]


def mark_as_printed(run_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Record that the badges of a run are on paper; nothing where somebody did.

    Raises:
        NotFound: there is no such run in this edition.
    """
    with atomic() as session:
        locked(PrintRun, run_id, edition_id=edition_id)
        if find_mark(run_id) is None:
            session.add(PrintMark(run_id=run_id, at=now, by_id=by))


def undo_mark(run_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Take back that the badges of a run are on paper; nothing where nobody says so.

    Raises:
        NotFound: there is no such run in this edition.
    """
    with atomic():
        locked(PrintRun, run_id, edition_id=edition_id)
        mark = find_mark(run_id)
        if mark is not None:
            mark.undone_at, mark.undone_by_id = now, by


def mark_badge_as_printed(badge_id: int, *, edition_id: int, by: int | None, now: datetime) -> None:
    """Record that one badge, printed at the desk, is on paper: a run of its own; nothing where it is printed.

    Raises:
        BadgeRevokedAlready: it was replaced or cancelled meanwhile.
    """
    with atomic() as session:
        if locked(Badge, badge_id).revoked_at is not None:
            raise BadgeRevokedAlready
        if any(row.printed for row in runs_of([badge_id])[badge_id]):
            return
        run = PrintRun(
            edition_id=edition_id, layout=_counter_layout(badge_id, edition_id), badges=1, made_at=now, made_by_id=by
        )
        session.add(run)
        session.flush()
        session.add_all([PrintedBadge(run_id=run.id, badge_id=badge_id), PrintMark(run_id=run.id, at=now, by_id=by)])


def _counter_layout(badge_id: int, edition_id: int) -> str:
    (printable,) = list_printables([badge_id])
    return templates_of(edition_id).of(Purpose.COUNTER, printable.category_id).layout.value
