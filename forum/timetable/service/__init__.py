"""Stores and publishes drafts of the timetable."""

from forum.timetable.service.drafts import PublishResult, publish_draft, store_draft

__all__ = ["PublishResult", "publish_draft", "store_draft"]
