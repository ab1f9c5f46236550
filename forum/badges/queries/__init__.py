"""Looking up badges: of one person, to be printed, and printed."""

from forum.badges.queries.files import LOST_AFTER, files_before, find_file, next_file, to_be_drawn
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
    count_badges,
    list_printables,
    list_unusual,
    wanted_badges,
)
from forum.badges.queries.runs import RunContents, RunRow, contents_of, find_mark, get_run, list_runs, runs_of
from forum.badges.queries.templates import Templates, find_sample, find_template, list_samples, templates_of

__all__ = [
    "LOST_AFTER",
    "BadgeCount",
    "BadgeText",
    "FoundHolder",
    "Holder",
    "RunContents",
    "RunRow",
    "Templates",
    "badge_of",
    "badges_of",
    "contents_of",
    "count_badges",
    "files_before",
    "find_badge",
    "find_file",
    "find_holders",
    "find_mark",
    "find_sample",
    "find_template",
    "get_run",
    "holder_by_link",
    "holder_of",
    "holder_of_person",
    "list_printables",
    "list_runs",
    "list_samples",
    "list_unusual",
    "next_file",
    "runs_of",
    "templates_of",
    "to_be_drawn",
    "wanted_badges",
]
