"""Looking up stands, applications and staff."""

from forum.exhibitors.queries.applications import (
    application_for,
    applications_of,
    exhibitor_in,
    find_application,
    staff_of,
)
from forum.exhibitors.queries.reviews import Review, count_by_status, list_exhibitors
from forum.exhibitors.queries.stands import HallPlan, PlanStand, exhibition_halls, free_by_hall, plan_of, stand_in

__all__ = [
    "HallPlan",
    "PlanStand",
    "Review",
    "application_for",
    "applications_of",
    "count_by_status",
    "exhibition_halls",
    "exhibitor_in",
    "find_application",
    "free_by_hall",
    "list_exhibitors",
    "plan_of",
    "staff_of",
    "stand_in",
]
