"""The buyer's pages: open requests and next meetings, answered requests, hours at the table."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.requirements import asked_by
from forum.meetings import service
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.boards import get_board
from forum.meetings.queries.own import OwnMeeting, list_meetings_for
from forum.meetings.queries.requests import list_answered
from forum.meetings.queries.states import get_states
from forum.meetings.queries.waiting import list_waiting
from forum.meetings.queries.waitlist import list_open_offers
from forum.meetings.rules.board import BoardSlot, half_days
from forum.meetings.rules.requests import time_left
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer.waiting import OpenForm, waiting_cards, wants_the_company


@blueprint.route("/buyer")
@signed_in
def buyer_show() -> ResponseReturnValue:
    """The open requests, the next meetings, and what is still to do."""
    buyer, now = current_buyer(), utc_now()
    return buyer_page(buyer, now=now)


def list_coming_meetings(buyer: Buyer, *, now: datetime) -> list[OwnMeeting]:
    """The buyer's scheduled meetings that are not over."""
    meetings = list_meetings_for(buyer.person_id, edition_id=buyer.edition_id)
    return [each for each in meetings if each.status is MeetingStatus.SCHEDULED and each.ends_at > now]


def buyer_page(buyer: Buyer, *, now: datetime, opened: OpenForm | None = None) -> str:
    """The buyer's page; `opened` is the form of a request that is open on it."""
    board, asked, waiting = get_board(buyer.id), asked_by(buyer.id), list_waiting(buyer.id, now=now)
    return render_template(
        "meetings/buyer.html",
        buyer=buyer,
        edition=current_edition(),
        cards=waiting_cards(buyer, board, asked, now=now, opened=opened, waiting=waiting),
        outgoing=[(each, time_left(each.expires_at, now=now)) for each in waiting if wants_the_company(each)],
        waitlisted=sum(each.waitlisted_at is not None for each in waiting),
        coming=list_coming_meetings(buyer, now=now),
        hours=sum(slot.at_table for slot in board),
        published=asked.published,
        now=now,
    )


@blueprint.route("/buyer/requests")
@signed_in
def answered_list() -> ResponseReturnValue:
    """The requests that are no longer open."""
    buyer, now = current_buyer(), utc_now()
    answered = list_answered(buyer.id, now=now)
    states = get_states(answered, now=now)
    return render_template("meetings/answered.html", rows=[(each, states[each.id]) for each in answered])


@blueprint.route("/buyer/hours", methods=["GET", "POST"])
@signed_in
def hours_edit() -> ResponseReturnValue:
    """The buyer's hours at the table, chosen one by one or half a day at once."""
    buyer = current_buyer()
    board = get_board(buyer.id)
    if request.method == "POST":
        slot_ids = {slot_id for slot_id in request.form.getlist("slots", type=int)}
        slot_ids = _with_half(slot_ids, request.form.get("half"), board)
        service.set_hours(buyer.id, slot_ids=slot_ids, now=utc_now())
        words = ngettext(
            "Guardamos %(num)s horario en su mesa.", "Guardamos %(num)s horarios en su mesa.", len(slot_ids)
        )
        flash(words, "success")
        return redirect(url_for("meetings.hours_edit"))
    days = [(day, morning, afternoon) for day, (morning, afternoon) in _halves(board).items()]
    return render_template(
        "meetings/hours.html",
        buyer=buyer,
        days=days,
        slots={slot.slot_id: slot for slot in board},
        offered=_offered(buyer, now=utc_now()),
    )


def _offered(buyer: Buyer, *, now: datetime) -> set[int]:
    """The slots that are offered to who waits for the buyer."""
    return {offer.slot_id for offer in list_open_offers(buyer_id=buyer.id) if offer.ends_at > now}


def _halves(board: Sequence[BoardSlot]) -> dict[date, tuple[list[int], list[int]]]:
    open_slots = [slot for slot in board if not slot.blocked]
    return half_days(open_slots, local_times={slot.slot_id: local(slot.starts_at).time() for slot in open_slots})


def _with_half(slot_ids: set[int], half: str | None, board: Sequence[BoardSlot]) -> set[int]:
    """The chosen slots with half a day added or removed: `"2026-09-09/0/on"` adds that morning."""
    if half is None:
        return slot_ids
    day, part, switch = (half.split("/") + ["", ""])[:3]
    halves = {str(each): pair for each, pair in _halves(board).items()}
    half_day = set(halves[day][part == "1"]) if day in halves else set()
    busy = {slot.slot_id for slot in board if slot.table_meeting_id is not None and slot.at_table}
    return slot_ids | half_day if switch == "on" else slot_ids - (half_day - busy)
