"""Reads the data of an edition for planning, in a dozen statements for any size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.companies.enums import Stratum
from forum.companies.models import Company, Membership, Process
from forum.core.database import session
from forum.editions.enums import PlannedWishes, PlanningPolicy
from forum.editions.queries import get_edition
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.matchmaking.models import Requirement, RequirementMark, Supplier, SupplierMark
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.requirements import get_certificates_asked
from forum.matchmaking.rules.match import Criteria, matches_of
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.states import is_open, without_meeting
from forum.scheduling.problem import Priority
from forum.timetable.queries.away import list_away, list_gone
from forum.timetable.queries.companions import list_companion_facts
from forum.timetable.queries.marks import BOTH_WANT, BUYER_MARKED, OF_BUYER, OF_SUPPLIER, ONE_REFUSES
from forum.timetable.queries.places import (
    get_draft_places,
    list_slot_facts,
    list_table_facts,
    select_buyers,
    select_hours,
)
from forum.timetable.rules import BuyerFact, Facts, Plan, WishFact, plan_of

MIPYME = (Stratum.MICRO, Stratum.PEQUENA, Stratum.MEDIANA)
NEUTRAL_MATCH = 50
"""The match score of a meeting without a requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A request or a meeting before its match score is known; `refused`: one side has marked the other *no*."""

    buyer_id: int
    company_id: int
    person_id: int
    priority: Priority
    requirement_id: int | None
    process_id: int | None
    family_id: int | None
    process: str | None
    request_id: int | None
    preferred_slot_id: int | None = None
    meeting_id: int | None = None
    sequence: int | None = None
    slot_id: int | None = None
    table_id: int | None = None
    refused: bool = False
    stays: bool = False


def plan_for(
    edition_id: int, *, replan: bool, now: datetime, keep: int | None = None, policy: PlanningPolicy | None = None
) -> Plan:
    """The planning problem of an edition in its present state, and the mapping of its answer to rows.

    `keep`: a draft of this edition whose meetings are to stay where they are. `policy`: instead of the edition's.

    Raises:
        NotFound: there is no such edition.
    """
    facts = read_facts(edition_id, now=now)
    earlier = {} if keep is None else get_draft_places(keep)
    return plan_of(replace(facts, earlier=earlier, policy=policy or facts.policy), replan=replan, now=now)


def read_facts(edition_id: int, *, now: datetime) -> Facts:
    """The slots, tables, buyers and wishes of an edition.

    A wish is an open request, one on the waiting list, an accepted request that never had a meeting (a cancelled one is
    not planned again), or a scheduled meeting. A supplier's open request counts only where the edition says so, and
    none that follows a decline of its buyer; a buyer who marks the company asks for it too. A request that both sides
    want is mutual, one of which either side has marked the other *no* is not planned. A covered requirement's are
    included once the buyer accepts them. Requests are included if the buyer has accepted the invitation and has a
    table, the company is approved and the person still acts for it. Scheduled meetings of people who no longer attend
    are included too, since planning must drop them.

    Raises:
        NotFound: there is no such edition.
    """
    edition, gone = get_edition(edition_id), list_gone(edition_id)
    buyers = _buyers(edition_id, gone)
    seated = {buyer.id for buyer in buyers if buyer.present and buyer.table_id is not None}
    wanted = _requests(edition_id, edition.planned_wishes, now)
    requests = [row for row in wanted if row.buyer_id in seated and row.person_id not in gone]
    rows = [*_meetings(edition_id), *(row for row in requests if not row.refused)]
    today = now.astimezone(ZoneInfo(edition.time_zone)).date()
    scores = _scores(rows, today=today)
    return Facts(
        edition_id=edition_id,
        time_zone=edition.time_zone,
        cap=edition.supplier_meetings_cap,
        spare=edition.buyer_spare_slots_per_day,
        slots=list_slot_facts(edition_id),
        tables=list_table_facts(edition_id),
        buyers=buyers,
        wishes=tuple(_wish(row, score, row.person_id not in gone) for row, score in zip(rows, scores, strict=True)),
        small=_small({row.company_id for row in rows}),
        walking=edition.walking_minutes,
        once=edition.one_meeting_per_pair,
        in_a_row=edition.meetings_in_a_row or None,
        policy=edition.planning_policy,
        away=list_away(edition_id),
        companions=list_companion_facts(edition_id),
        refused=tuple(row.request_id for row in requests if row.refused and row.request_id is not None),
    )


def _buyers(edition_id: int, gone: Collection[int]) -> tuple[BuyerFact, ...]:
    at_table: defaultdict[int, set[int]] = defaultdict(set)
    for buyer_id, slot_id in session().execute(select_hours(edition_id)):
        at_table[buyer_id].add(slot_id)
    return tuple(
        BuyerFact(
            id=id,
            person_id=person_id,
            table_id=table_id,
            present=accepted_at is not None and disabled_at is None and person_id not in gone,
            hours=frozenset(at_table[id]),
        )
        for id, person_id, table_id, accepted_at, disabled_at in session().execute(select_buyers(edition_id))
    )


_ABOUT = (
    Requirement.id.label("requirement_id"),
    Requirement.process_id,
    Process.parent_id.label("family_id"),
    Process.code.label("process"),
)

_MUTUAL = MeetingRequest.status == RequestStatus.ACCEPTED
"""Both people said that they want to meet."""


def _is_open(planned: PlannedWishes, now: datetime) -> ColumnElement[bool]:
    """A request without an answer that planning may use: none that the other side declined and did not ask for since.

    One on the waiting list has no deadline. `awaiting` is who declined.
    """
    declined, later = aliased(MeetingRequest), aliased(MeetingRequest)
    taken_back = (
        select(later.id)
        .where(
            later.requirement_id == declined.requirement_id,
            later.company_id == declined.company_id,
            later.wished_by == declined.awaiting,
            later.id > declined.id,
        )
        .exists()
    )
    was_declined = (
        select(declined.id)
        .where(
            declined.requirement_id == MeetingRequest.requirement_id,
            declined.company_id == MeetingRequest.company_id,
            declined.status == RequestStatus.DECLINED,
            declined.awaiting != MeetingRequest.wished_by,
            ~taken_back,
        )
        .exists()
    )
    is_unanswered = and_(or_(is_open(now), MeetingRequest.status == RequestStatus.WAITLISTED), ~was_declined)
    is_wanted = or_(MeetingRequest.wished_by != Side.SUPPLIER, BUYER_MARKED)
    if planned is PlannedWishes.ALL:
        return and_(is_unanswered, or_(is_wanted, Requirement.status != RequirementStatus.COVERED))
    return and_(is_unanswered, is_wanted)


def _requests(edition_id: int, planned: PlannedWishes, now: datetime) -> Iterable[_Row]:
    for row in session().execute(select_requests(edition_id, planned, now)):
        yield _Row(**{**row._mapping, "priority": Priority(row.priority), "refused": bool(row.refused)})


def select_requests(edition_id: int, planned: PlannedWishes, now: datetime) -> Select[Any]:
    """The requests of approved companies that planning may use: accepted ones without a meeting, and open ones."""
    return (
        select(
            MeetingRequest.id.label("request_id"),
            MeetingRequest.buyer_id,
            MeetingRequest.company_id,
            MeetingRequest.person_id,
            MeetingRequest.preferred_slot_id,
            case((or_(_MUTUAL, BOTH_WANT), Priority.MUTUAL.value), else_=MeetingRequest.wished_by).label("priority"),
            ONE_REFUSES.label("refused"),
            *_ABOUT,
        )
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .join(Process, Process.id == Requirement.process_id)
        .join(Supplier, and_(Supplier.company_id == MeetingRequest.company_id, Supplier.edition_id == edition_id))
        .join(
            Membership,
            and_(Membership.company_id == MeetingRequest.company_id, Membership.person_id == MeetingRequest.person_id),
        )
        .join(Person, and_(Person.id == MeetingRequest.person_id, Person.disabled_at.is_(None)))
        .outerjoin(SupplierMark, OF_BUYER)
        .outerjoin(RequirementMark, OF_SUPPLIER)
        .where(
            MeetingRequest.edition_id == edition_id,
            Supplier.status == SupplierStatus.APPROVED,
            or_(_is_open(planned, now), without_meeting()),
        )
        .order_by(MeetingRequest.id)
    )


def _meetings(edition_id: int) -> Iterable[_Row]:
    for row in session().execute(select_meetings(edition_id)):
        yield _Row(**{**row._mapping, "priority": Priority(row.priority), "stays": bool(row.stays)})


def select_meetings(edition_id: int) -> Select[Any]:
    """The scheduled meetings, as planning reads them."""
    return (
        select(
            Meeting.request_id,
            Meeting.id.label("meeting_id"),
            Meeting.sequence,
            Meeting.buyer_id,
            Meeting.company_id,
            Meeting.person_id,
            Meeting.slot_id,
            Meeting.table_id,
            Meeting.pinned_at.is_not(None).label("stays"),
            case(
                (_MUTUAL, Priority.MUTUAL.value),
                (MeetingRequest.id.is_(None), Priority.ORGANISER.value),
                else_=MeetingRequest.wished_by,
            ).label("priority"),
            *_ABOUT,
        )
        .outerjoin(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .outerjoin(Process, Process.id == Requirement.process_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
        .order_by(Meeting.id)
    )


def _scores(rows: Sequence[_Row], *, today: date) -> list[int]:
    """The match score of each row's company with the requirement."""
    asked = get_certificates_asked({row.requirement_id for row in rows if row.requirement_id is not None})
    profiles = get_profiles({row.company_id for row in rows})
    wanted = {
        row.requirement_id: Criteria.of(row.process_id, row.family_id, asked.get(row.requirement_id, []))
        for row in rows
        if row.requirement_id is not None and row.process_id is not None
    }
    of_company: defaultdict[int, dict[int, Criteria]] = defaultdict(dict)
    for row in rows:
        if row.requirement_id is not None:
            of_company[row.company_id][row.requirement_id] = wanted[row.requirement_id]
    scores: dict[tuple[int, int | None], int] = {}
    for company_id, theirs in of_company.items():
        for requirement_id, match in zip(theirs, matches_of(theirs.values(), profiles[company_id], today), strict=True):
            scores[company_id, requirement_id] = match.score
    return [scores.get((row.company_id, row.requirement_id), NEUTRAL_MATCH) for row in rows]


def _small(company_ids: Collection[int]) -> frozenset[int]:
    query = select(Company.id).where(Company.id.in_(company_ids), Company.stratum.in_(MIPYME))
    return frozenset(session().scalars(query))


def _wish(row: _Row, score: int, present: bool) -> WishFact:
    return WishFact(
        buyer_id=row.buyer_id,
        company_id=row.company_id,
        person_id=row.person_id,
        priority=row.priority,
        score=score,
        process=row.process,
        present=present,
        preferred_slot_id=row.preferred_slot_id,
        request_id=row.request_id,
        meeting_id=row.meeting_id,
        sequence=row.sequence,
        slot_id=row.slot_id,
        table_id=row.table_id,
        stays=row.stays,
    )
