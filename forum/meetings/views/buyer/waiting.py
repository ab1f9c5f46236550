"""The requests that want something of a buyer, each with its match, the slots free for both, and two small forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.core.filters import local
from forum.editions.context import current_edition
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.requirements import criteria_with, get_certificates_asked, get_profiles
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.enums import RequestStatus
from forum.meetings.forms import DeclineForm, RequestAcceptanceForm, SlotTexts, slot_choices, slot_texts
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.requests import list_waiting
from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots
from forum.meetings.rules.requests import TimeUnit, time_left


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCard:
    """One request as the buyer sees it. `agreed`: it is accepted, and has no slot yet."""

    request: MeetingRequest
    agreed: bool
    match: Match
    left: tuple[TimeUnit, int]
    has_slots: bool
    acceptance: RequestAcceptanceForm
    decline: DeclineForm


def acceptance_form(request_id: int) -> RequestAcceptanceForm:
    """The form of one card; its fields are prefixed with the request's id, as a page has many cards."""
    return RequestAcceptanceForm(prefix=f"r{request_id}-")


def decline_form(request_id: int) -> DeclineForm:
    """The form of one card, as above."""
    return DeclineForm(prefix=f"d{request_id}-")


def waiting_cards(
    buyer: Buyer,
    board: Sequence[BoardSlot],
    *,
    now: datetime,
    acceptance: RequestAcceptanceForm | None = None,
    decline: DeclineForm | None = None,
    shown: int | None = None,
) -> list[WaitingCard]:
    """Every such request, in five statements however many; `shown` is the one whose refused form is shown again."""
    requests = list_waiting(buyer.id, now=now)
    if not requests:
        return []
    profiles = get_profiles({request.company_id for request in requests})
    asked = get_certificates_asked({request.requirement_id for request in requests})
    people = {buyer.person_id, *(request.person_id for request in requests)}
    busy = list_busy_times(buyer.edition_id, person_ids=people)
    today, texts = local(now).date(), slot_texts(board)
    cards = []
    for request in requests:
        free = _free_slots(request, buyer, board, busy, now=now)
        criteria = criteria_with(request.requirement, asked.get(request.requirement_id, []))
        is_shown = request.id == shown
        cards.append(
            WaitingCard(
                request=request,
                agreed=request.status is RequestStatus.ACCEPTED,
                match=match_of(criteria, profiles[request.company_id], today),
                left=time_left(request.expires_at, now=now),
                has_slots=bool(free),
                acceptance=_offered(
                    acceptance if is_shown and acceptance is not None else acceptance_form(request.id),
                    request,
                    free,
                    texts,
                ),
                decline=decline if is_shown and decline is not None else decline_form(request.id),
            )
        )
    return cards


def _free_slots(
    request: MeetingRequest,
    buyer: Buyer,
    board: Sequence[BoardSlot],
    busy: Sequence[BusyTime],
    *,
    now: datetime,
) -> list[FreeSlot]:
    return free_slots(
        board,
        busy,
        buyer_person_id=buyer.person_id,
        person_ids=[request.person_id],
        spare=current_edition().buyer_spare_slots_per_day,
        now=now,
    )


def _offered(
    form: RequestAcceptanceForm, request: MeetingRequest, free: Sequence[FreeSlot], texts: SlotTexts
) -> RequestAcceptanceForm:
    """The form with the free slots; the preferred one is selected, or the nearest to it."""
    form.slot_id.choices = slot_choices(free, texts)
    if not form.slot_id.data or not form.is_submitted():
        form.slot_id.data = _nearest(request, free)
    return form


def _nearest(request: MeetingRequest, free: Sequence[FreeSlot]) -> int | None:
    if not free:
        return None
    if request.preferred_slot is None:
        return free[0].slot_id
    wanted = request.preferred_slot.starts_at
    return min(free, key=lambda slot: abs(slot.starts_at - wanted)).slot_id
