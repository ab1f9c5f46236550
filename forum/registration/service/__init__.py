"""The changes of registrations, one function each."""

from forum.registration.service.attendees import lock_registration_of, register_attendee
from forum.registration.service.decisions import (
    approve,
    cancel,
    cancel_own,
    change_category,
    decide_on,
    reinstate,
    reject,
)
from forum.registration.service.desk import edit_at_desk, entry_of, register_at_desk
from forum.registration.service.details import edit_registration, set_consents
from forum.registration.service.links import renew_link, send_link
from forum.registration.service.notes import delete_note, rewrite_note, write_note
from forum.registration.service.offers import (
    KEEP_PLACE_OFFERS,
    accept_offer,
    ask_again,
    decline_offer,
    end_lapsed_offers,
    extend_offer,
    offer_place,
    withdraw_offer,
)
from forum.registration.service.places import has_entered, promote_waiting
from forum.registration.service.registering import Outcome, Received, register
from forum.registration.service.rights import end_right, name_right

__all__ = [
    "KEEP_PLACE_OFFERS",
    "Outcome",
    "Received",
    "accept_offer",
    "approve",
    "ask_again",
    "cancel",
    "cancel_own",
    "change_category",
    "decide_on",
    "decline_offer",
    "delete_note",
    "edit_at_desk",
    "edit_registration",
    "end_lapsed_offers",
    "end_right",
    "entry_of",
    "extend_offer",
    "has_entered",
    "lock_registration_of",
    "name_right",
    "offer_place",
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
    "withdraw_offer",
    "write_note",
]
