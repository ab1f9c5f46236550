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
from forum.agenda.service.replies import READ, read_answers, reply_token, take_reply

__all__ = [
    "DAY_STATUS",
    "INVITE",
    "READ",
    "calendar_of",
    "choose_way",
    "entry_of_invitation",
    "programme_calendar",
    "read_answers",
    "renew_feed",
    "reply_token",
    "revoke_feed",
    "send_invitations",
    "take_reply",
    "withdraw_days",
]
