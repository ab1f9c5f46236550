"""The changes of keys, calls and webhooks, one function each."""

from forum.integrations.service.calls import do_once, forget_answers
from forum.integrations.service.keys import MadeKey, make_key, note_use, revoke_key

__all__ = ["MadeKey", "do_once", "forget_answers", "make_key", "note_use", "revoke_key"]
