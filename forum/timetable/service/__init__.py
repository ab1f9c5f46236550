"""Stores and publishes drafts of the timetable, and lets them be made in the background."""

from forum.timetable.service.drafts import store_draft
from forum.timetable.service.editing import drop_from_draft, move_in_draft
from forum.timetable.service.plannings import Wanted, ask_planning, end_planning, run_plannings
from forum.timetable.service.publishing import PublishResult, make_agenda, publish_draft

__all__ = [
    "PublishResult",
    "Wanted",
    "ask_planning",
    "drop_from_draft",
    "end_planning",
    "make_agenda",
    "move_in_draft",
    "publish_draft",
    "run_plannings",
    "store_draft",
]
