"""The changes of registrations, one function each."""

from forum.registration.service.attendees import lock_registration_of, register_attendee
from forum.registration.service.decisions import (
    approve,
    cancel,
    cancel_own,
    change_category,
    decide_many,
    reinstate,
    reject,
)
from forum.registration.service.desk import edit_at_desk, entry_of, register_at_desk
from forum.registration.service.details import edit_registration, set_consents
from forum.registration.service.links import renew_link, send_link
from forum.registration.service.notes import delete_note, rewrite_note, write_note
from forum.registration.service.places import has_entered, promote_waiting
from forum.registration.service.registering import Outcome, Received, register
from forum.registration.service.rights import end_right, name_right

__all__ = [
    "Outcome",
    "Received",
    "approve",
    "cancel",
    "cancel_own",
    "change_category",
    "decide_many",
    "delete_note",
    "edit_at_desk",
    "edit_registration",
    "end_right",
    "entry_of",
    "has_entered",
    "lock_registration_of",
    "name_right",
    "promote_waiting",
    "register",
    "register_at_desk",
    "register_attendee",
    "reinstate",
    "reject",
    "renew_link",
    "rewrite_note",
    "send_link",
    "set_consents",
    "write_note",
]
