"""The requests that want something of a buyer, each with its match and the hour that suits both.

All cards share one list of free slots. The slots of one card and the reasons to decline it are written where they are
asked for.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from forum.core.drawn import drawn_once
from forum.core.filters import local
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.published import kept_profiles
from forum.matchmaking.queries.requirements import Asked
from forum.matchmaking.rules.match import Criteria, Match, match_of
from forum.meetings.enums import RequestStatus
from forum.meetings.forms.requests import DeclineForm, RequestAcceptanceForm
from forum.meetings.forms.slots import JOIN, join_choice, slot_choices
from forum.meetings.queries.accompanying import list_would_come_to
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.waiting import Waiting, list_waiting
from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots
from forum.meetings.rules.nearest import nearest_slots
from forum.meetings.rules.requests import TimeUnit, time_left

TOKEN = "-token-of-this-session-"  # noqa: S105 # its place in what is kept, not a token


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCard:
    """One request as the buyer sees it: everything its card is written from, so that equal ones are written once.

    `along`: who of the company would come besides `person`.

    `agreed`: it is accepted, and has no slot yet; `waits`: it is on the waiting list. `offered`: the id and the start
    of the free slot that is nearest to what they asked for. `countered`: the company proposes something else than what
    was asked for; `fixed`: with that slot, and no other. `nearest`: where that slot is taken, the ids and starts of the
    free ones that are nearest to it. `joint`: when the two meet already, and at which table, so that this may be talked
    about there.
    """

    language: str
    root: str
    slug: str
    time_zone: str
    request_id: int
    company_id: int
    company: str
    title: str
    process: str
    reason: str
    person: str
    along: tuple[str, ...]
    preferred_at: datetime | None
    expires_at: datetime
    left: tuple[TimeUnit, int]
    agreed: bool
    waits: bool
    countered: bool
    fixed: bool
    match: Match
    offered: tuple[int, datetime] | None
    nearest: tuple[tuple[int, datetime], ...]
    joint: tuple[datetime, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """The form of one request that is open: the slots to choose from, or the reasons to decline."""

    request_id: int
    acceptance: RequestAcceptanceForm | None = None
    decline: DeclineForm | None = None


def acceptance_form(request_id: int) -> RequestAcceptanceForm:
    """The form of one card; its fields are prefixed with the request's id, as a page has many cards."""
    return RequestAcceptanceForm(prefix=f"r{request_id}-")


def decline_form(request_id: int) -> DeclineForm:
    """The form of one card, as above."""
    return DeclineForm(prefix=f"d{request_id}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """A card as it is written, and whether its request is agreed."""

    request_id: int
    agreed: bool
    shown: str


def waiting_cards(
    buyer: Buyer,
    board: Sequence[BoardSlot],
    asked: Asked,
    *,
    now: datetime,
    opened: OpenForm | None = None,
    waiting: Sequence[Waiting] | None = None,
) -> list[ShownCard]:
    """Every such request, in four statements however many; `opened` is the form shown with all its choices."""
    listed = list_waiting(buyer.id, now=now) if waiting is None else waiting
    requests = [each for each in listed if wants_the_buyer(each)]
    if not requests:
        return []
    profiles = kept_profiles(frozenset(each.company_id for each in requests))
    busy = list_busy_times(buyer.edition_id, person_ids={buyer.person_id, *(each.person_id for each in requests)})
    free, today = _free_slots(requests, buyer, board, busy, now=now), local(now).date()
    joint, along = _joint_meetings(buyer, board, busy, now=now), _along(requests)
    edition, language = current_edition(), locale_name()
    token = escape(generate_csrf())  # against forged forms: of this session alone, so it is in no card that is kept
    cards = []
    for each in requests:
        suiting = [slot for slot in free if each.person_id in slot.person_ids]
        theirs = [slot for slot in suiting if slot.slot_id == each.preferred_slot_id] if each.is_fixed else suiting
        criteria = Criteria.of(each.process_id, each.family_id, asked.certificates.get(each.requirement_id, []))
        match = match_of(criteria, profiles[each.company_id], today)
        card = _card(each, match, _nearest(each, theirs), edition=edition, language=language, now=now)
        if card.fixed and card.offered is None:
            others = nearest_slots(suiting, card.preferred_at)
            card = replace(card, nearest=tuple((slot.slot_id, slot.starts_at) for slot in others))
        meets = None if card.fixed else joint.get(each.company_id)
        card = replace(card, joint=meets, along=along.get(each.id, ()))
        is_open = opened is not None and opened.request_id == each.id
        text = _opened(card, opened, theirs) if opened is not None and is_open else _closed(card)
        shown = Markup(text.replace(TOKEN, token))  # noqa: S704 # our own template, escaped
        cards.append(ShownCard(request_id=each.id, agreed=card.agreed, shown=shown))
    return cards


def _along(requests: Sequence[Waiting]) -> dict[int, tuple[str, ...]]:
    """Who would come besides whom each request names, by name: request id to names."""
    named, found = {each.id: each.person_id for each in requests}, defaultdict[int, tuple[str, ...]](tuple)
    for each in list_would_come_to(named):
        if each.person_id != named[each.request_id]:
            found[each.request_id] += (each.person.full_name,)
    return found


def wants_the_buyer(waiting: Waiting) -> bool:
    """Whether a request that waits wants an answer of the buyer, or the slot of what is agreed."""
    if waiting.status is RequestStatus.WAITLISTED:
        return False
    return waiting.awaiting is Side.BUYER or waiting.status is RequestStatus.ACCEPTED


def wants_the_company(waiting: Waiting) -> bool:
    """Whether a request that waits wants an answer of the company."""
    return waiting.status is RequestStatus.SENT and waiting.awaiting is Side.SUPPLIER


def _card(
    each: Waiting, match: Match, offered: FreeSlot | None, *, edition: Edition, language: str, now: datetime
) -> WaitingCard:
    by_company = "" if each.wished_by is Side.BUYER else each.reason
    return WaitingCard(
        language=language,
        root=request.script_root,
        slug=edition.slug,
        time_zone=edition.time_zone,
        request_id=each.id,
        company_id=each.company_id,
        company=each.company,
        title=each.title,
        process=each.process(language),
        reason=each.counter_note or by_company,
        person=each.person,
        along=(),
        preferred_at=each.preferred_at,
        expires_at=each.expires_at,
        left=time_left(each.expires_at, now=now),
        agreed=each.status is RequestStatus.ACCEPTED,
        waits=each.waitlisted_at is not None,
        countered=each.countered_at is not None,
        fixed=each.is_fixed,
        match=match,
        offered=(offered.slot_id, offered.starts_at) if offered else None,
        nearest=(),
        joint=None,
    )


@drawn_once(most=1024)
def _closed(card: WaitingCard) -> str:
    return _render(card)


def _opened(card: WaitingCard, opened: OpenForm, free: Sequence[FreeSlot]) -> str:
    """The card with its form, which is nobody else's."""
    acceptance = _with_choices(opened.acceptance, free, card)
    return _render(card, acceptance=acceptance, decline=opened.decline)


def _render(
    card: WaitingCard, *, acceptance: RequestAcceptanceForm | None = None, decline: DeclineForm | None = None
) -> str:
    return render_template(
        "meetings/_waiting_card.html", card=card, acceptance=acceptance, decline=decline, token=TOKEN
    )


def _free_slots(
    requests: Sequence[Waiting],
    buyer: Buyer,
    board: Sequence[BoardSlot],
    busy: Sequence[BusyTime],
    *,
    now: datetime,
) -> list[FreeSlot]:
    """The slots this buyer could give to somebody of these requests, each with those who could come."""
    return free_slots(
        board,
        busy,
        buyer_person_id=buyer.person_id,
        person_ids={each.person_id for each in requests},
        spare=current_edition().buyer_spare_slots_per_day,
        walking=current_edition().walking_minutes,
        now=now,
    )


def _joint_meetings(
    buyer: Buyer, board: Sequence[BoardSlot], busy: Sequence[BusyTime], *, now: datetime
) -> dict[int, tuple[datetime, int]]:
    """The companies that meet the buyer at their table already, each with the first time that is ahead."""
    at_table = {slot.table_meeting_id for slot in board}
    mine = (each for each in busy if each.person_id == buyer.person_id and each.meeting_id in at_table)
    ahead = sorted((each for each in mine if each.ends_at > now), key=lambda each: each.starts_at, reverse=True)
    if buyer.table is None:
        return {}
    return {each.company_id: (each.starts_at, buyer.table.number) for each in ahead if each.company_id is not None}


def _with_choices(
    form: RequestAcceptanceForm | None, free: Sequence[FreeSlot], card: WaitingCard
) -> RequestAcceptanceForm | None:
    """The form with the free slots, and first the meeting that both have; the offered one is selected."""
    if form is None or (card.offered is None and card.joint is None):
        return None
    joint = [] if card.joint is None else [join_choice(*card.joint)]
    form.slot_id.choices = [*joint, *slot_choices(free)]
    if form.slot_id.data is None or not form.is_submitted():
        form.slot_id.data = JOIN if card.offered is None or joint else card.offered[0]
    return form


def _nearest(asking: Waiting, free: Sequence[FreeSlot]) -> FreeSlot | None:
    """The slot that is preferred, or the nearest to it."""
    wanted = asking.preferred_at
    if not free or wanted is None:
        return free[0] if free else None
    return min(free, key=lambda slot: abs(slot.starts_at - wanted))
