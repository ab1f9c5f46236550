"""Stores and publishes drafts of the timetable."""

from forum.timetable.service.drafts import PublishResult, publish_draft, store_draft
from forum.timetable.service.plannings import Wanted, ask_planning, end_planning, run_plannings

__all__ = ["PublishResult", "Wanted", "ask_planning", "end_planning", "publish_draft", "run_plannings", "store_draft"]
