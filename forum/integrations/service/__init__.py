"""The changes of keys, calls and webhooks, one function each."""

from forum.integrations.service.calls import do_once, forget_answers
from forum.integrations.service.deliveries import queue_messages, send_due_messages
from forum.integrations.service.keys import MadeKey, make_key, note_use, revoke_key
from forum.integrations.service.webhooks import TELL, add_webhook, end_webhook, resume_webhook, send_again

__all__ = [
    "TELL",
    "MadeKey",
    "add_webhook",
    "do_once",
    "end_webhook",
    "forget_answers",
    "make_key",
    "note_use",
    "queue_messages",
    "resume_webhook",
    "revoke_key",
    "send_again",
    "send_due_messages",
]
