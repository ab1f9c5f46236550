"""Drafts of the timetable: stored and published."""

from forum.timetable.service.drafts import Published, publish_draft, store_draft

__all__ = ["Published", "publish_draft", "store_draft"]
