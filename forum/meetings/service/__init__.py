"""What changes in requests and meetings, each change one verb."""

from forum.meetings.service.hours import assign_table, set_hours
from forum.meetings.service.meetings import cancel_meeting, move_meeting
from forum.meetings.service.requests import (
    accept_request,
    decline_request,
    expire_requests,
    send_request,
    withdraw_request,
)

__all__ = [
    "accept_request",
    "assign_table",
    "cancel_meeting",
    "decline_request",
    "expire_requests",
    "move_meeting",
    "send_request",
    "set_hours",
    "withdraw_request",
]
