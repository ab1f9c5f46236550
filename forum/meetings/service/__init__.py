"""What changes in requests and meetings, each change one verb."""

from forum.meetings.service.answers import (
    accept_request,
    accept_without_slot,
    decline_request,
    expire_requests,
    reopen_request,
    withdraw_request,
)
from forum.meetings.service.attendance import remove_buyer
from forum.meetings.service.booking import Booking, book_meeting
from forum.meetings.service.clearing import clear
from forum.meetings.service.clearing_plans import plan_clearing
from forum.meetings.service.counters import counter_request, edit_request
from forum.meetings.service.drafts import delete_draft, save_draft, send_draft, send_drafts, send_due_drafts
from forum.meetings.service.engagements import add_engagement, remove_engagement, set_available
from forum.meetings.service.fates import ClearingPlan, Scope
from forum.meetings.service.filling import FillPlan, fill, plan_filling
from forum.meetings.service.floor import (
    call_missing,
    confirm_meeting,
    miss_meeting,
    note_arrival,
    take_back_mark,
)
from forum.meetings.service.handing import Successor, Terms, hand_over_buyer
from forum.meetings.service.hours import assign_table, set_hours
from forum.meetings.service.invitations import invite_supplier
from forum.meetings.service.meetings import cancel_meeting, move_meeting
from forum.meetings.service.notes import write_note
from forum.meetings.service.offers import decline_offer, offer_slot, take_offer, withdraw_offer
from forum.meetings.service.pins import pin_meeting
from forum.meetings.service.places import keep_offers
from forum.meetings.service.recutting import recut
from forum.meetings.service.recutting_plans import RecutPlan, plan_recut
from forum.meetings.service.refilling import refill_meeting
from forum.meetings.service.requests import send_request
from forum.meetings.service.swapping import swap_meetings
from forum.meetings.service.tables import assign_tables, swap_tables
from forum.meetings.service.taking_back import take_back_counter
from forum.meetings.service.waitlist import ask_to_wait, join_waitlist

__all__ = [
    "Booking",
    "ClearingPlan",
    "FillPlan",
    "RecutPlan",
    "Scope",
    "Successor",
    "Terms",
    "accept_request",
    "accept_without_slot",
    "add_engagement",
    "ask_to_wait",
    "assign_table",
    "assign_tables",
    "book_meeting",
    "call_missing",
    "cancel_meeting",
    "clear",
    "confirm_meeting",
    "counter_request",
    "decline_offer",
    "decline_request",
    "delete_draft",
    "edit_request",
    "expire_requests",
    "fill",
    "hand_over_buyer",
    "invite_supplier",
    "join_waitlist",
    "keep_offers",
    "miss_meeting",
    "move_meeting",
    "note_arrival",
    "offer_slot",
    "pin_meeting",
    "plan_clearing",
    "plan_filling",
    "plan_recut",
    "recut",
    "refill_meeting",
    "remove_buyer",
    "remove_engagement",
    "reopen_request",
    "save_draft",
    "send_draft",
    "send_drafts",
    "send_due_drafts",
    "send_request",
    "set_available",
    "set_hours",
    "swap_meetings",
    "swap_tables",
    "take_back_counter",
    "take_back_mark",
    "take_offer",
    "withdraw_offer",
    "withdraw_request",
    "write_note",
]
