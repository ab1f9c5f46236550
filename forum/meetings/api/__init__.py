"""The API of requests and meetings: what the co-ordinator does on their pages, for programs."""

from forum.meetings.api import meetings, requests

OPERATIONS = (*requests.OPERATIONS, *meetings.OPERATIONS)

__all__ = ["OPERATIONS"]
