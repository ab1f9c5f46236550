"""What had been asked for, met and said at a moment: what was done later is undone, step by step."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from forum.core.database import session
from forum.matchmaking.enums import Currency, Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import Absent, MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, RequestEvent
from forum.outcomes.enums import Asking, Horizon, NextStep, NoInterest
from forum.outcomes.models import MeetingOutcome, OutcomeEvent, OutcomeFollowUp
from forum.reports.queries.as_of import status_at
from forum.reports.queries.business import answer_of, select_met
from forum.reports.rules.business import Answer, Award, Met
from forum.reports.rules.official import Asked, Seen, Slotted

UNDONE = ("cancelled", "held", "missed", "mark_undone")
SAID, FOLLOWED = ("answered", "changed"), ("followed",)


def requests_at(edition_id: int, moment: datetime) -> list[Asked]:
    """The requests and invitations that had been sent, and whether both sides wanted to meet."""
    status = status_at(RequestEvent, (RequestEvent.request_id, MeetingRequest.id), MeetingRequest.status, moment=moment)
    query = (
        select(MeetingRequest.company_id, Requirement.committee, (status == RequestStatus.ACCEPTED).label("accepted"))
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .where(MeetingRequest.edition_id == edition_id, MeetingRequest.sent_at <= moment)
        .order_by(MeetingRequest.id)
    )
    return [
        Asked(company_id=row.company_id, committee=row.committee or "", accepted=bool(row.accepted))
        for row in session().execute(query)
    ]


def meetings_at(edition_id: int, moment: datetime) -> list[Slotted]:
    """The meetings that had got a place, cancelled ones too, each with what was seen and said of it until then."""
    query = select_met(Meeting.edition_id == edition_id, Meeting.created_at <= moment)
    rows = session().execute(query).all()
    seen, said = _seen(edition_id, rows, moment), _answers(edition_id, moment)
    return [
        Slotted(
            id=row.id,
            met=Met(
                supplier_id=row.company_id,
                committee=row.committee or "",
                answers={
                    side: replace(each, teller=row.buyer_company_id if side is Side.BUYER else row.company_id)
                    for side, each in said.get(row.id, {}).items()
                },
                seen=seen[row.id].held,
                absent=seen[row.id].absent,
            ),
            cancelled=seen[row.id].cancelled,
            over=row.ends_at <= moment,
        )
        for row in rows
    ]


def _seen(edition_id: int, rows: Iterable[Row[Any]], moment: datetime) -> dict[int, Seen]:
    """How each meeting stood, with what was written down later taken back, the last first."""
    found = {
        row.id: Seen(cancelled=row.status is MeetingStatus.CANCELLED, held=row.held_at is not None, absent=row.absent)
        for row in rows
    }
    later = (
        select(MeetingEvent.meeting_id, MeetingEvent.kind, MeetingEvent.detail)
        .join(Meeting, Meeting.id == MeetingEvent.meeting_id)
        .where(Meeting.edition_id == edition_id, MeetingEvent.at > moment, MeetingEvent.kind.in_(UNDONE))
        .order_by(MeetingEvent.id.desc())
    )
    for meeting_id, kind, detail in session().execute(later):
        if meeting_id in found:
            found[meeting_id] = _before(found[meeting_id], kind, detail)
    return found


def _before(seen: Seen, kind: str, detail: Mapping[str, Any]) -> Seen:
    if kind == "cancelled":
        return replace(seen, cancelled=False)
    if kind == "held":
        return replace(seen, held=False)
    if kind == "missed":
        return replace(seen, absent=None)
    absent = detail.get("absent")
    return replace(seen, held=bool(detail.get("held")), absent=Absent(absent) if absent else None)


def _answers(edition_id: int, moment: datetime) -> dict[int, dict[Side, Answer]]:
    """The last answer of each side of each meeting; who told it is filled in by the caller."""
    found: dict[int, dict[Side, Answer]] = {}
    for event in _last_events(edition_id, moment, SAID):
        found.setdefault(event.meeting_id, {})[event.side] = _answer_of(event.detail)
    query = select(MeetingOutcome).join(Meeting, Meeting.id == MeetingOutcome.meeting_id)
    stands = query.where(Meeting.edition_id == edition_id, MeetingOutcome.changed_at <= moment)
    for row in session().scalars(stands):
        found.setdefault(row.meeting_id, {})[row.side] = answer_of(row, 0)
    return found


def _last_events(edition_id: int, moment: datetime, kinds: Iterable[str]) -> Iterable[OutcomeEvent]:
    """What was said until a moment, in its order, so that the last one wins."""
    query = select(OutcomeEvent).join(Meeting, Meeting.id == OutcomeEvent.meeting_id)
    of_edition = query.where(Meeting.edition_id == edition_id, OutcomeEvent.kind.in_(tuple(kinds)))
    return session().scalars(of_edition.where(OutcomeEvent.at <= moment).order_by(OutcomeEvent.id))


def _answer_of(detail: Mapping[str, Any]) -> Answer:
    def word(kind: Any, name: str) -> Any:
        return kind(detail[name]) if detail.get(name) else None

    return Answer(
        teller=0,
        held=bool(detail.get("held")),
        next_step=word(NextStep, "next_step"),
        no_interest=word(NoInterest, "no_interest"),
        amount=detail.get("amount"),
        currency=word(Currency, "currency"),
        horizon=word(Horizon, "horizon"),
    )


def awards_at(edition_id: int, moment: datetime, *, standing: Collection[int]) -> list[Award]:
    """The orders that had been told of these meetings."""
    told: dict[tuple[int, Side, Asking], tuple[int | None, Currency | None]] = {}
    for event in _last_events(edition_id, moment, FOLLOWED):
        currency = event.detail.get("currency")
        key = event.meeting_id, event.side, Asking(event.detail["asking"])
        told[key] = event.detail.get("amount"), Currency(currency) if currency else None
    query = select(OutcomeFollowUp).join(Meeting, Meeting.id == OutcomeFollowUp.meeting_id)
    stands = query.where(Meeting.edition_id == edition_id, OutcomeFollowUp.answered_at <= moment)
    for row in session().scalars(stands):
        told[row.meeting_id, row.side, row.asking] = row.amount, row.currency
    companies = _companies(edition_id)
    return [
        Award(
            teller=companies[meeting_id][side],
            supplier_id=companies[meeting_id][Side.SUPPLIER],
            side=side,
            asking=asking,
            amount=amount,
            currency=currency,
        )
        for (meeting_id, side, asking), (amount, currency) in sorted(told.items())
        if amount is not None and currency is not None and meeting_id in standing
    ]


def _companies(edition_id: int) -> dict[int, dict[Side, int]]:
    query = select(Meeting.id, Buyer.company_id, Meeting.company_id).join(Buyer, Buyer.id == Meeting.buyer_id)
    rows = session().execute(query.where(Meeting.edition_id == edition_id))
    return {id: {Side.BUYER: buyer, Side.SUPPLIER: supplier} for id, buyer, supplier in rows}
