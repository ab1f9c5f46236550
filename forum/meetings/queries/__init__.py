"""Looking up parties, requirements, requests and meetings."""

from forum.meetings.queries.meetings import MeetingOf, meetings_of

__all__ = ["MeetingOf", "meetings_of"]
