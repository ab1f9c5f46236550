"""Every change in exhibitors, one verb each."""

from forum.exhibitors.service.applications import (
    change_stand,
    start_application,
    submit_application,
    withdraw_application,
)
from forum.exhibitors.service.reviews import (
    approve_application,
    move_exhibitor,
    reject_application,
    set_staff_quota,
)
from forum.exhibitors.service.staff import Colleague, add_staff, count_staff, forget_staff, remove_staff, return_staff
from forum.exhibitors.service.stands import add_stands, copy_stands, delete_stand, set_stand_kind, update_stand

__all__ = [
    "Colleague",
    "add_staff",
    "add_stands",
    "approve_application",
    "change_stand",
    "copy_stands",
    "count_staff",
    "delete_stand",
    "forget_staff",
    "move_exhibitor",
    "reject_application",
    "remove_staff",
    "return_staff",
    "set_staff_quota",
    "set_stand_kind",
    "start_application",
    "submit_application",
    "update_stand",
    "withdraw_application",
]
