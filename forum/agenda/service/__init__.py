"""Calendars of people: addresses to subscribe to, invitations by mail, what their calendars answer."""

from forum.agenda.service.calendars import (
    DAY_STATUS,
    calendar_of,
    programme_calendar,
    renew_feed,
    revoke_feed,
    withdraw_days,
)
from forum.agenda.service.inviting import INVITE, choose_way, entry_of_invitation, send_invitations

__all__ = [
    "DAY_STATUS",
    "INVITE",
    "calendar_of",
    "choose_way",
    "entry_of_invitation",
    "programme_calendar",
    "renew_feed",
    "revoke_feed",
    "send_invitations",
    "withdraw_days",
]
