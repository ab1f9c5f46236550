"""The changes of an edition and of its days, halls, tables, slots and categories."""

from forum.editions.service.calendars import count_calendar_change
from forum.editions.service.categories import (
    OFFER_HOURS,
    create_category,
    move_category,
    remove_category,
    update_category,
)
from forum.editions.service.copying import copy_edition
from forum.editions.service.days import change_hours
from forum.editions.service.editions import (
    change_rules,
    change_windows,
    create_edition,
    publish_edition,
    unpublish_edition,
    update_edition,
)
from forum.editions.service.halls import add_tables, create_hall, move_table, remove_hall, remove_tables, update_hall
from forum.editions.service.moves import Carried
from forum.editions.service.slots import block_slot, clear_slots, generate_slots, move_slot, remove_slot

__all__ = [
    "OFFER_HOURS",
    "Carried",
    "add_tables",
    "block_slot",
    "change_hours",
    "change_rules",
    "change_windows",
    "clear_slots",
    "copy_edition",
    "count_calendar_change",
    "create_category",
    "create_edition",
    "create_hall",
    "generate_slots",
    "move_category",
    "move_slot",
    "move_table",
    "publish_edition",
    "remove_category",
    "remove_hall",
    "remove_slot",
    "remove_tables",
    "unpublish_edition",
    "update_category",
    "update_edition",
    "update_hall",
]
