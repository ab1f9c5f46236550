"""Requests written before they may be sent, and sent as soon as they may."""

from collections import defaultdict
from datetime import datetime

from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked, locked_all
from forum.core.errors import Refusal
from forum.core.i18n import in_words
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import find_supplier
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.meetings.errors import OpenRequestsReached
from forum.meetings.models import MeetingRequest, RequestDraft
from forum.meetings.notices import notify_drafts
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.drafts import (
    count_drafts,
    find_draft,
    list_companies_with_due_drafts,
    list_drafts_of,
)
from forum.meetings.rules.requests import ensure_early, ensure_requirement_open
from forum.meetings.service.requests import get_facts, send_request
from forum.meetings.service.steps import get_representative
from forum.registration.service import lock_registration_of


def save_draft(
    requirement_id: int,
    *,
    edition: Edition,
    company_id: int,
    person_id: int,
    preferred_slot_id: int | None,
    reason: str,
    by: int,
    now: datetime,
) -> RequestDraft:
    """Keep a request until it may be sent; what the company wrote before about this requirement is replaced.

    Raises:
        NotFound: there is no such requirement.
        ReasonMissing, NotAMember, NotARepresentative: the reason or the person is not valid.
        WindowClosed, SupplierNotApproved: it would never be sent.
        RequirementNotOpen, OwnCompany, DuplicateRequest, DeclineStands: it would be refused.
        OpenRequestsReached: as many wait as may be open.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic() as current:
        locked_all(Company, [company_id])
        supplier = find_supplier(company_id, edition_id=edition.id)
        ensure_early(None if supplier is None else supplier.status, get_deadlines(edition), now=now)
        requirement = get_published_requirement(requirement_id, edition_id=edition.id)
        get_representative(company_id, person_id, buyer_person_id=requirement.buyer.person_id, by=by)
        ensure_requirement_open(get_facts(requirement, company_id, edition, now=now))
        draft = find_draft(company_id, requirement_id)
        if draft is None:
            if count_drafts(company_id, edition_id=edition.id) >= edition.supplier_open_requests_cap:
                raise OpenRequestsReached(cap=edition.supplier_open_requests_cap)
            draft = RequestDraft(edition_id=edition.id, requirement_id=requirement_id, company_id=company_id)
            current.add(draft)
        draft.person_id, draft.written_by_id, draft.written_at = person_id, by, now
        draft.preferred_slot_id, draft.reason = preferred_slot_id, reason.strip()
        draft.refused_at, draft.refusal = None, ""
        return draft


def delete_draft(draft_id: int, *, company_id: int) -> None:
    """Delete a request that was not sent."""
    with atomic() as current:
        locked_all(Company, [company_id])
        current.delete(locked(RequestDraft, draft_id, company_id=company_id))


def send_draft(draft_id: int, *, company_id: int, by: int, now: datetime) -> MeetingRequest:
    """Send a draft now.

    Raises:
        NotFound: it was sent or deleted meanwhile.
        Refusal: what `send_request` refuses; the draft stays.
    """
    with atomic():
        locked_all(Company, [company_id])
        return _send(locked(RequestDraft, draft_id, company_id=company_id), by=by, now=now)


def send_drafts(company_id: int, *, edition_id: int, now: datetime) -> None:
    """Send what a company wrote before it could ask; who wrote it is mailed what was sent, and what was not and why."""
    written: dict[int, list[RequestDraft]] = defaultdict(list)
    with atomic():
        locked_all(Company, [company_id])
        drafts = [each for each in list_drafts_of(company_id, edition_id=edition_id) if each.refused_at is None]
        for person_id in sorted({draft.person_id for draft in drafts}):
            lock_registration_of(person_id, edition_id=edition_id)
        lock_rows(Requirement, [draft.requirement_id for draft in drafts])
        for draft in drafts:
            _try(draft, now=now)
            written[draft.written_by_id].append(draft)
        edition = get_edition(edition_id)
        for theirs in written.values():
            notify_drafts(theirs, edition, now=now)


def send_due_drafts(*, now: datetime) -> None:
    """Send the drafts of approved companies once requests are taken; may run again, and several times at once."""
    for company_id, edition_id in list_companies_with_due_drafts(now=now):
        send_drafts(company_id, edition_id=edition_id, now=now)


def _try(draft: RequestDraft, *, now: datetime) -> None:
    try:
        with atomic():
            _send(draft, by=draft.written_by_id, now=now)
    except Refusal as refusal:
        draft.refused_at = now
        draft.refusal = in_words(refusal.sentence, refusal.params, language=draft.written_by.language)


def _send(draft: RequestDraft, *, by: int, now: datetime) -> MeetingRequest:
    return send_request(
        draft.requirement_id,
        edition=get_edition(draft.edition_id),
        company_id=draft.company_id,
        person_id=draft.person_id,
        preferred_slot_id=draft.preferred_slot_id,
        reason=draft.reason,
        by=by,
        now=now,
    )
