"""Queries of editions and of their days, halls, tables, slots and categories."""

from forum.editions.queries.editions import (
    figures,
    find_edition,
    find_edition_formerly,
    find_front_edition,
    get_edition,
    list_days,
    list_editions,
    list_unfinished,
    missing_steps,
)
from forum.editions.queries.frame import (
    allowed_days,
    category_in,
    day_in,
    hall_in,
    limited_days,
    list_categories,
    list_halls,
    offered_categories,
    slot_in,
    slots_of,
)

__all__ = [
    "allowed_days",
    "category_in",
    "day_in",
    "figures",
    "find_edition",
    "find_edition_formerly",
    "find_front_edition",
    "get_edition",
    "hall_in",
    "limited_days",
    "list_categories",
    "list_days",
    "list_editions",
    "list_halls",
    "list_unfinished",
    "missing_steps",
    "offered_categories",
    "slot_in",
    "slots_of",
]
