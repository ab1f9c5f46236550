"""Looking up badges: one person's, those to be printed, and what was printed."""

from forum.badges.queries.holders import (
    Found,
    Holder,
    badge_of,
    badges_of,
    find_badge,
    find_holders,
    holder_by_link,
    holder_of,
    holder_of_person,
)
from forum.badges.queries.prints import (
    CategoryCount,
    Printable,
    RunRow,
    count_badges,
    get_run,
    list_printables,
    list_runs,
    run_order,
    wanted_badges,
)

__all__ = [
    "CategoryCount",
    "Found",
    "Holder",
    "Printable",
    "RunRow",
    "badge_of",
    "badges_of",
    "count_badges",
    "find_badge",
    "find_holders",
    "get_run",
    "holder_by_link",
    "holder_of",
    "holder_of_person",
    "list_printables",
    "list_runs",
    "run_order",
    "wanted_badges",
]
