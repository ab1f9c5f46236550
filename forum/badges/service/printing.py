"""Print runs: a run records its badges, so that the next one may print only those not printed yet."""

from datetime import datetime

from sqlalchemy import insert, literal

from forum.badges.enums import Layout
from forum.badges.errors import NothingToPrint
from forum.badges.models import PrintedBadge, PrintRun
from forum.badges.queries import wanted_badges
from forum.core.database import atomic, locked_all, session
from forum.editions.models import Edition


def start_print_run(
    edition_id: int, *, category_id: int | None, unprinted: bool, layout: Layout, by: int, now: datetime
) -> PrintRun:
    """Record the badges of a new run: of one category or all, only those not printed yet or all.

    Raises:
        NothingToPrint: no badge matches.
    """
    with atomic():
        locked_all(Edition, [edition_id])  # so that two desks at once do not print the same badges
        run = PrintRun(edition_id=edition_id, layout=layout.value, badges=0, made_at=now, made_by_id=by)
        session().add(run)
        session().flush()
        wanted = wanted_badges(edition_id, category_id=category_id, unprinted=unprinted)
        columns = [PrintedBadge.run_id, PrintedBadge.badge_id]
        chosen = wanted.with_only_columns(literal(run.id), *wanted.selected_columns)
        record = insert(PrintedBadge).from_select(columns, chosen).execution_options(preserve_rowcount=True)
        run.badges = session().execute(record).rowcount  # type: ignore[attr-defined]
        if run.badges == 0:
            raise NothingToPrint
        return run
