"""What is said of meetings, and the mails that ask."""

from forum.outcomes.service.answering import answer, confirm_coming, follow_up
from forum.outcomes.service.asking import ask_due, link_value, mark_of

__all__ = ["answer", "ask_due", "confirm_coming", "follow_up", "link_value", "mark_of"]
