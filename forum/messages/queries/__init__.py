"""Queries of messages: whom they reach, the messages themselves, and what became of their mails."""

from forum.messages.queries.audiences import (
    Tally,
    count_audience,
    find_addressee,
    list_addressees,
    list_first,
    own_addressee,
)
from forum.messages.queries.messages import (
    find_quiet_hours,
    get_message,
    get_template,
    list_messages,
    list_recipients,
    list_scheduled,
    list_templates,
)

__all__ = [
    "Tally",
    "count_audience",
    "find_addressee",
    "find_quiet_hours",
    "get_message",
    "get_template",
    "list_addressees",
    "list_first",
    "list_messages",
    "list_recipients",
    "list_scheduled",
    "list_templates",
    "own_addressee",
]
