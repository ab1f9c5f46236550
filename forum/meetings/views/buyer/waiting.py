"""The requests that wait for a buyer, each with why it fits, the slots that are really free, and two small forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.core.filters import local
from forum.editions.context import current_edition
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.requirements import certificates_asked, profiles_of, wanted_from
from forum.matchmaking.rules.fit import Fit, fit
from forum.meetings.forms import AcceptanceForm, DeclineForm
from forum.meetings.labels import Labels, slot_choices, slot_labels
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import engagements_of
from forum.meetings.queries.requests import list_waiting
from forum.meetings.rules.board import BoardSlot, Engagement, FreeSlot, free_slots
from forum.meetings.rules.requests import TimeUnit, time_left


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCard:
    """One request as the buyer sees it."""

    request: MeetingRequest
    fit: Fit
    left: tuple[TimeUnit, int]
    has_slots: bool
    acceptance: AcceptanceForm
    decline: DeclineForm


def acceptance_form(request_id: int) -> AcceptanceForm:
    """The form of one card; its fields carry the request's number, for many stand on one page."""
    return AcceptanceForm(prefix=f"r{request_id}-")


def decline_form(request_id: int) -> DeclineForm:
    """The form of one card, as above."""
    return DeclineForm(prefix=f"d{request_id}-")


def waiting_cards(
    buyer: Buyer,
    board: Sequence[BoardSlot],
    *,
    now: datetime,
    acceptance: AcceptanceForm | None = None,
    decline: DeclineForm | None = None,
    shown: int | None = None,
) -> list[WaitingCard]:
    """Every waiting request, in five statements however many; `shown` is the one whose refused form is shown again."""
    requests = list_waiting(buyer.id, now=now)
    if not requests:
        return []
    profiles = profiles_of({request.company_id for request in requests})
    asked = certificates_asked({request.requirement_id for request in requests})
    people = {buyer.person_id, *(request.person_id for request in requests)}
    engagements = engagements_of(buyer.edition_id, person_ids=people)
    today, labels = local(now).date(), slot_labels(board)
    cards = []
    for request in requests:
        free = _free(request, buyer, board, engagements, now=now)
        wanted = wanted_from(request.requirement, asked.get(request.requirement_id, []))
        mine = request.id == shown
        cards.append(
            WaitingCard(
                request=request,
                fit=fit(wanted, profiles[request.company_id], today),
                left=time_left(request.expires_at, now=now),
                has_slots=bool(free),
                acceptance=_offered(
                    acceptance if mine and acceptance is not None else acceptance_form(request.id),
                    request,
                    free,
                    labels,
                ),
                decline=decline if mine and decline is not None else decline_form(request.id),
            )
        )
    return cards


def _free(
    request: MeetingRequest,
    buyer: Buyer,
    board: Sequence[BoardSlot],
    engagements: Sequence[Engagement],
    *,
    now: datetime,
) -> list[FreeSlot]:
    return free_slots(
        board,
        engagements,
        buyer_person_id=buyer.person_id,
        person_ids=[request.person_id],
        spare=current_edition().buyer_spare_slots_per_day,
        now=now,
    )


def _offered(form: AcceptanceForm, request: MeetingRequest, free: Sequence[FreeSlot], labels: Labels) -> AcceptanceForm:
    """The form with the slots that are free: the preferred one chosen, or the one nearest to it."""
    form.slot_id.choices = slot_choices(free, labels)
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
