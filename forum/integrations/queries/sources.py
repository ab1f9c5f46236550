"""What webhooks tell of, read from the histories that every domain writes in the same transaction as the change.

A history is the outbox: its row is there if and only if the change is, however it was made, one by one or ten thousand
at once. Each source selects `key` (of the row), `about` (the id of the thing) and `at`, of one edition, behind a key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from forum.checkin.models import Gate, Scan
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.integrations.enums import Happening
from forum.integrations.models import Webhook, WebhookDelivery
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Supplier
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, RequestEvent
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent

BEHIND = 5_000
"""How many keys before the last one are looked at again: a row with a lower key may be committed later."""

OVERLAP = timedelta(minutes=15)
"""For how long: longer than any change takes."""

MOST = 500
"""How many are told at once."""

_Before = shared_alias(RegistrationEvent)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a happening is read: rows of a history by their number, or, without `model`, by the moment alone."""

    name: str
    select: Callable[[int], Select[Any]]
    key: Any
    at: Any
    model: type[Any] | None = None


def _registrations(edition_id: int) -> Select[Any]:
    query = select(Registration.id, Registration.id.label("about"), Registration.created_at)
    return query.where(Registration.edition_id == edition_id)


def _registration_events(*statuses: RegistrationStatus) -> Callable[[int], Select[Any]]:
    """Events after which a registration has one of these statuses, and had none of them before."""
    before = (
        select(_Before.status)
        .where(_Before.registration_id == RegistrationEvent.registration_id, _Before.id < RegistrationEvent.id)
        .order_by(_Before.id.desc())
        .limit(1)
        .scalar_subquery()
    )

    def events(edition_id: int) -> Select[Any]:
        return (
            select(RegistrationEvent.id, RegistrationEvent.registration_id.label("about"), RegistrationEvent.at)
            .join(Registration, Registration.id == RegistrationEvent.registration_id)
            .where(Registration.edition_id == edition_id, RegistrationEvent.status.in_(statuses))
            .where(or_(before.is_(None), before.not_in(statuses)))
        )

    return events


def _suppliers(edition_id: int) -> Select[Any]:
    query = select(Supplier.id, Supplier.company_id.label("about"), Supplier.decided_at)
    return query.where(Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED)


def _requests(edition_id: int) -> Select[Any]:
    query = select(MeetingRequest.id, MeetingRequest.id.label("about"), MeetingRequest.sent_at)
    return query.where(MeetingRequest.edition_id == edition_id)


def _request_events(status: RequestStatus) -> Callable[[int], Select[Any]]:
    def events(edition_id: int) -> Select[Any]:
        return (
            select(RequestEvent.id, RequestEvent.request_id.label("about"), RequestEvent.at)
            .join(MeetingRequest, MeetingRequest.id == RequestEvent.request_id)
            .where(MeetingRequest.edition_id == edition_id)
            .where(RequestEvent.status == status, RequestEvent.change.is_(None))
        )

    return events


def _meeting_events(kind: str) -> Callable[[int], Select[Any]]:
    def events(edition_id: int) -> Select[Any]:
        return (
            select(MeetingEvent.id, MeetingEvent.meeting_id.label("about"), MeetingEvent.at)
            .join(Meeting, Meeting.id == MeetingEvent.meeting_id)
            .where(Meeting.edition_id == edition_id, MeetingEvent.kind == kind)
        )

    return events


def _scans(edition_id: int) -> Select[Any]:
    query = select(Scan.id, Scan.id.label("about"), Scan.received_at).join(Gate, Gate.id == Scan.gate_id)
    return query.where(Gate.edition_id == edition_id)


def _of_registration(name: str, *statuses: RegistrationStatus) -> Source:
    select_events = _registration_events(*statuses)
    return Source(name, select_events, RegistrationEvent.id, RegistrationEvent.at, RegistrationEvent)


def _of_request(name: str, status: RequestStatus) -> Source:
    return Source(name, _request_events(status), RequestEvent.id, RequestEvent.at, RequestEvent)


def _of_meeting(name: str, kind: str) -> Source:
    return Source(name, _meeting_events(kind), MeetingEvent.id, MeetingEvent.at, MeetingEvent)


SOURCES: Mapping[Happening, Source] = {
    Happening.REGISTRATION_MADE: Source(
        "registration", _registrations, Registration.id, Registration.created_at, Registration
    ),
    Happening.REGISTRATION_APPROVED: _of_registration("approval", RegistrationStatus.APPROVED),
    Happening.REGISTRATION_CANCELLED: _of_registration(
        "cancellation", RegistrationStatus.CANCELLED, RegistrationStatus.REJECTED
    ),
    Happening.COMPANY_APPROVED: Source("supplier", _suppliers, Supplier.id, Supplier.decided_at),
    Happening.REQUEST_MADE: Source("request", _requests, MeetingRequest.id, MeetingRequest.sent_at, MeetingRequest),
    Happening.REQUEST_ACCEPTED: _of_request("request_accepted", RequestStatus.ACCEPTED),
    Happening.REQUEST_DECLINED: _of_request("request_declined", RequestStatus.DECLINED),
    Happening.MEETING_MADE: _of_meeting("meeting_made", "scheduled"),
    Happening.MEETING_MOVED: _of_meeting("meeting_moved", "moved"),
    Happening.MEETING_CANCELLED: _of_meeting("meeting_cancelled", "cancelled"),
    Happening.BADGE_SCANNED: Source("scan", _scans, Scan.id, Scan.received_at),
}


def told_so_far(happening: Happening, *, now: datetime) -> int | str:
    """Up to where a new webhook counts as told: the last number of the history, or the moment."""
    model = SOURCES[happening].model
    return now.isoformat() if model is None else session().scalar(select(func.max(model.id))) or 0


def list_untold(webhook: Webhook, happening: Happening, *, now: datetime) -> list[Row[Any]]:
    """What happened and was not told to a webhook yet, the earliest first."""
    source, told = SOURCES[happening], webhook.told[happening.value]
    query = source.select(webhook.edition_id).where(source.at >= webhook.created_at)
    if source.model is None:
        since = datetime.fromisoformat(told) - OVERLAP
        query = query.where(source.at >= since).order_by(source.at)
    else:
        since = now - OVERLAP
        query = query.where(source.key > told - BEHIND, or_(source.key > told, source.at >= since))
        query = query.order_by(source.key)
    rows = session().execute(query).all()
    known = _told(webhook.id, source.name, since=since - OVERLAP) if rows else set()
    return list(islice((row for row in rows if key_of(row, source) not in known), MOST))


def key_of(row: Row[Any], source: Source) -> str:
    """The name of a row: a company that is approved again is told again."""
    key, _about, at = row
    return f"{key}@{at:%Y%m%d%H%M%S%f}" if source.model is None else str(key)


def _told(webhook_id: int, name: str, *, since: datetime) -> set[str]:
    query = select(WebhookDelivery.source_id).where(
        WebhookDelivery.webhook_id == webhook_id, WebhookDelivery.source == name, WebhookDelivery.created_at >= since
    )
    return set(session().scalars(query))
