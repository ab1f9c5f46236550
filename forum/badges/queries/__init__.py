"""Looking up badges: of one person, to be printed, and printed."""

from forum.badges.queries.files import LOST_AFTER, contents_of, files_before, find_file, next_file
from forum.badges.queries.holders import (
    FoundHolder,
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
    BadgeCount,
    BadgeText,
    RunRow,
    count_badges,
    get_run,
    list_printables,
    list_runs,
    list_unusual,
    run_order,
    wanted_badges,
)

__all__ = [
    "LOST_AFTER",
    "BadgeCount",
    "BadgeText",
    "FoundHolder",
    "Holder",
    "RunRow",
    "badge_of",
    "badges_of",
    "contents_of",
    "count_badges",
    "files_before",
    "find_badge",
    "find_file",
    "find_holders",
    "get_run",
    "holder_by_link",
    "holder_of",
    "holder_of_person",
    "list_printables",
    "list_runs",
    "list_unusual",
    "next_file",
    "run_order",
    "wanted_badges",
]
