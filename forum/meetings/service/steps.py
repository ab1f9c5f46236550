"""What every change of a request is made of: look whether it may change, change it, write the step down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from forum.accounts.models import Person
from forum.core.database import lock_rows, locked, session
from forum.core.prepared import PreparedInsert
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import list_representatives
from forum.matchmaking.service import register_representative
from forum.meetings.enums import OfferStatus, RequestChange, RequestState, RequestStatus
from forum.meetings.errors import NotAMember, NotARepresentative
from forum.meetings.models import MeetingRequest, RequestEvent, SlotOffer
from forum.meetings.notices import acted, notify_request
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import EAGER, list_open_ids
from forum.meetings.queries.states import get_states
from forum.meetings.rules.answers import answering_side, ensure_proposed, ensure_turn, other_side
from forum.meetings.rules.requests import ensure_not_frozen, status_now

_STEP = PreparedInsert(RequestEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who acts (`by`) on which side (`side`; the staff on its own), and for which one (`ours`)."""

    side: Side
    ours: Side
    by: int | None

    @property
    def is_staff(self) -> bool:
        """Whether the staff acts for a side."""
        return self.side is Side.ORGANISER


def locked_request(request_id: int) -> MeetingRequest:
    """A request, locked, with everybody in it."""
    return locked(MeetingRequest, request_id, *EAGER)


def state_now(request: MeetingRequest, *, now: datetime) -> RequestState:
    """How a locked request stands."""
    return get_states([request], now=now)[request.id]


def ensure_may_answer(request: MeetingRequest, *, side: Side, by_staff: bool = False, now: datetime) -> Edition:
    """The edition of a locked request that this side may answer now; the staff does so for it after the freeze too.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late.
        NotYourTurn: the answer is due from the other side.
    """
    edition = get_edition(request.edition_id)
    ensure_turn(state_now(request, now=now), request.awaiting, side=side)
    ensure_not_frozen(get_deadlines(edition), side=Side.ORGANISER if by_staff else side, now=now)
    return edition


def is_plain(request: MeetingRequest) -> bool:
    """Whether it is a supplier's request as it was sent: no invitation, and nothing else was proposed."""
    return request.wished_by is not Side.BUYER and request.countered_at is None


def close(
    request: MeetingRequest,
    status: RequestStatus,
    *,
    by: int | None,
    now: datetime,
    note: str = "",
    acts_for: Side | None = None,
) -> None:
    """Store the answer to a locked request, or its end; it waits for no place any more. `acts_for`: `record_step`."""
    if request.waitlisted_at is not None:
        leave_list(request, now=now)
    request.status, request.answered_at, request.answered_by_id = status, now, by
    record_step(request, by=by, now=now, note=note, acts_for=acts_for)


def leave_list(request: MeetingRequest, *, now: datetime) -> None:
    """Take a locked request off the waiting list; what was offered to it is withdrawn."""
    request.waitlisted_at = None
    theirs = update(SlotOffer).where(SlotOffer.request_id == request.id, SlotOffer.status == OfferStatus.OPEN)
    values = {"status": OfferStatus.WITHDRAWN, "closed_at": now}
    session().execute(theirs.values(values), execution_options={"synchronize_session": False})


def record_step(
    request: MeetingRequest,
    *,
    by: int | None,
    now: datetime,
    note: str = "",
    change: RequestChange | None = None,
    acts_for: Side | None = None,
    **more: Any,
) -> None:
    """Write down how a request stands, with the slot and the person that are proposed.

    `acts_for`: the side for which the staff did it.
    """
    whose = {} if acts_for is None else {"acts_for": acts_for.value}
    detail = {"slot_id": request.preferred_slot_id, "person_id": request.person.id, **whose, **more}
    _STEP.add(
        RequestEvent(
            request_id=request.id, status=request.status, change=change, note=note, detail=detail, at=now, by_id=by
        )
    )


def record_handed(
    request_ids: Collection[int], *, former: Person, successor: Person, by: int | None, now: datetime
) -> None:
    """Write down that locked requests go from one person of a side to a colleague, whatever their status."""
    detail = {"person_id": successor.id, "former_id": former.id}
    rows = session().execute(select(MeetingRequest.id, MeetingRequest.status).where(MeetingRequest.id.in_(request_ids)))
    for request_id, status in rows:
        _STEP.add(
            RequestEvent(
                request_id=request_id,
                status=status,
                change=RequestChange.HANDED,
                note="",
                detail=detail,
                at=now,
                by_id=by,
            )
        )


def expire(request: MeetingRequest, edition: Edition, *, now: datetime) -> None:
    """Store a locked, overdue request as expired; the side that waited is told."""
    request.status, request.answered_at = RequestStatus.EXPIRED, request.expires_at
    record_step(request, by=None, now=now)
    message = "request_expired" if is_plain(request) else "proposal_expired"
    notify_request(message, request, edition, to=other_side(request.awaiting), now=now)


def expire_former_request(requirement_id: int, company_id: int, edition: Edition, *, now: datetime) -> None:
    """Lock the requirement, and store an overdue request of the company as expired: it would stand in the way."""
    lock_rows(Requirement, [requirement_id])
    for request_id in list_open_ids(requirement_id=requirement_id, company_id=company_id):
        request = locked_request(request_id)
        if status_now(request.status, request.expires_at, now=now) is RequestStatus.EXPIRED:
            expire(request, edition, now=now)
            session().flush()


def get_representative(
    company_id: int, person_id: int, *, buyer_person_id: int, by: int, by_staff: bool = False
) -> Person:
    """Who would come to a meeting with this buyer, as somebody of the company says, or the staff for it.

    Raises:
        NotAMember: `by` does not act for the company.
        NotARepresentative: the person does not, or is the buyer.
    """
    people = {person.id: person for person in list_representatives(company_id)}
    if by not in people and not by_staff:
        raise NotAMember
    if person_id not in people or person_id == buyer_person_id:
        raise NotARepresentative
    return people[person_id]


def let_come(request: MeetingRequest, person_id: int, *, by: int, by_staff: bool = False, now: datetime) -> None:
    """Name who comes for the company of a locked request (`lock_sides` with `coming`), and register them for it.

    Raises:
        NotAMember, NotARepresentative: this person does not come, or `by` has no say.
        CancelledByDesk, CategoryFull, NoCategoryOfKind: they cannot be registered.
    """
    buyer_person_id = request.buyer.person_id
    request.person = get_representative(
        request.company_id, person_id, buyer_person_id=buyer_person_id, by=by, by_staff=by_staff
    )
    register_representative(request.person, request.company, request.edition_id, by=by, now=now)


def ensure_named(person_id: int | None, *, side: Side) -> None:
    """Refuse a company that does not say who comes.

    Raises:
        NotARepresentative: it does not.
    """
    if side is Side.SUPPLIER and person_id is None:
        raise NotARepresentative


def tell_asked(
    request: MeetingRequest, message: str, edition: Edition, *, what: str, acting: Acting, now: datetime
) -> None:
    """Write down that a new request was sent, and tell the other side; the own one too, where the staff did it."""
    more = acted(request, side=acting.side, ours=acting.ours, by=acting.by)
    whose = staff_acts_for(acting.side, acting.ours)
    record_step(request, by=acting.by, now=now, note=request.reason, acts_for=whose)
    notify_request(message, request, edition, to=other_side(acting.ours), now=now, **more)
    if whose is not None:
        notify_request("asked_for_you", request, edition, to=whose, now=now, what=what, **more)


def staff_acts_for(side: Side, ours: Side) -> Side | None:
    """The side (`ours`) for which something is done, where the staff does it; None where the side does it itself."""
    return ours if side is Side.ORGANISER else None


def begin_acceptance(
    request: MeetingRequest, person_id: int | None, *, slot_id: int | None, side: Side, by: int, now: datetime
) -> tuple[Edition, Side]:
    """What every acceptance of a locked request begins with: whose answer it is, whether it is time, and who comes.

    It is locked by `lock_sides` with `coming`. The staff (`Side.ORGANISER`) answers for the side whose turn it is, also
    after the freeze. Returns the edition and that side.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late. NotYourTurn: the other side answers.
        ProposalChanged: another slot was proposed.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
    """
    by_staff = side is Side.ORGANISER
    ours = answering_side(state_now(request, now=now), request.awaiting) if by_staff else side
    ensure_named(person_id, side=ours)
    edition = ensure_may_answer(request, side=ours, by_staff=by_staff, now=now)
    is_countered = request.status is RequestStatus.SENT and request.countered_at is not None
    ensure_proposed(slot_id, proposed=request.preferred_slot_id, is_countered=is_countered)
    if person_id is not None:
        let_come(request, person_id, by=by, by_staff=by_staff, now=now)
    return edition, ours
