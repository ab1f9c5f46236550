"""What can be done with a message: write, try, send, undo, schedule; and with one's own subscription to news."""

from forum.messages.service.sending import retry_message, send_due_messages, send_message, undo_message
from forum.messages.service.subscriptions import change_subscription, take_news_back
from forum.messages.service.templates import delete_template, save_template
from forum.messages.service.timing import Moment, schedule_message, set_quiet_hours, unschedule_message
from forum.messages.service.writing import Texts, delete_message, edit_message, send_test, write_message

__all__ = [
    "Moment",
    "Texts",
    "change_subscription",
    "delete_message",
    "delete_template",
    "edit_message",
    "retry_message",
    "save_template",
    "schedule_message",
    "send_due_messages",
    "send_message",
    "send_test",
    "set_quiet_hours",
    "take_news_back",
    "undo_message",
    "unschedule_message",
    "write_message",
]
