"""The rows that the report on business is counted from."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from forum.companies.models import Capability, Process
from forum.core.database import session
from forum.editions.models import Slot
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.outcomes.models import MeetingOutcome, OutcomeFollowUp
from forum.reports.rules.business import Answer, Award, Met, Plan, Potential, Wanted


def select_met(*where: ColumnElement[bool]) -> Select[Any]:
    """Meetings with what is counted of them: the two companies, the committee, what was seen, when the slot ends."""
    return (
        select(
            Meeting.id,
            Meeting.company_id,
            Meeting.status,
            Meeting.held_at,
            Meeting.absent,
            Slot.ends_at,
            Buyer.company_id.label("buyer_company_id"),
            Requirement.committee,
        )
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .outerjoin(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .outerjoin(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .where(*where)
        .order_by(Meeting.id)
    )


def list_met(edition_id: int, *, now: datetime) -> list[Met]:
    """The meetings of an edition that are over and were not cancelled, with what was seen and said of them."""
    query = select_met(Meeting.edition_id == edition_id, Meeting.status != MeetingStatus.CANCELLED, Slot.ends_at <= now)
    meetings = session().execute(query).all()
    of_edition = select(Meeting.id).where(Meeting.edition_id == edition_id)
    said: dict[int, list[MeetingOutcome]] = {}
    for row in session().scalars(select(MeetingOutcome).where(MeetingOutcome.meeting_id.in_(of_edition))):
        said.setdefault(row.meeting_id, []).append(row)
    return [
        Met(
            supplier_id=each.company_id,
            committee=each.committee or "",
            answers={
                row.side: answer_of(row, each.buyer_company_id if row.side is Side.BUYER else each.company_id)
                for row in said.get(each.id, ())
            },
            seen=each.held_at is not None,
            absent=each.absent,
        )
        for each in meetings
    ]


def answer_of(row: MeetingOutcome, teller: int) -> Answer:
    """What a side of a meeting said; `teller`: its company."""
    return Answer(
        teller=teller,
        held=row.held,
        next_step=row.next_step,
        no_interest=row.no_interest,
        amount=row.amount,
        currency=row.currency,
        horizon=row.horizon,
    )


def list_awards(edition_id: int) -> list[Award]:
    """The orders that were told of scheduled meetings."""
    query = (
        select(OutcomeFollowUp, Meeting.company_id, Buyer.company_id)
        .join(Meeting, Meeting.id == OutcomeFollowUp.meeting_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .where(
            Meeting.edition_id == edition_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            OutcomeFollowUp.amount.is_not(None),
        )
        .order_by(OutcomeFollowUp.id)
    )
    return [
        Award(
            teller=buyer if row.side is Side.BUYER else supplier,
            supplier_id=supplier,
            side=row.side,
            asking=row.asking,
            amount=row.amount or 0,
            currency=row.currency,
        )
        for row, supplier, buyer in session().execute(query)
        if row.currency is not None
    ]


def list_potential(edition_id: int) -> list[Potential]:
    """The value of the published requirements, by currency and years."""
    return potential_of(Requirement.edition_id == edition_id, Requirement.status != RequirementStatus.DRAFT)


def potential_of(*where: ColumnElement[bool]) -> list[Potential]:
    """The value of the requirements that have one, by currency and years."""
    group = Requirement.currency, Requirement.horizon_years
    buyers, amount = func.count(func.distinct(Buyer.company_id)), func.sum(Requirement.potential_value)
    query = (
        select(*group, func.count(), buyers, amount)
        .join(Buyer, Buyer.id == Requirement.buyer_id)
        .where(*where, Requirement.potential_value.is_not(None))
        .group_by(*group)
        .order_by(*group)
    )
    return [
        Potential(currency=currency, years=years, requirements=number, buyers=companies, amount=int(total))
        for currency, years, number, companies, total in session().execute(query)
    ]


def list_wanted(edition_id: int, *, language: str) -> list[Wanted]:
    """The processes that are sought, and who offers them; who offers a family offers each process of it."""
    processes = {each.id: each for each in session().scalars(select(Process))}
    sought: dict[int, set[int]] = {}
    asked: dict[int, int] = {}
    query = select(Requirement.process_id, Buyer.company_id).join(Buyer, Buyer.id == Requirement.buyer_id)
    published = Requirement.edition_id == edition_id, Requirement.status != RequirementStatus.DRAFT
    for process_id, company_id in session().execute(query.where(*published)):
        sought.setdefault(process_id, set()).add(company_id)
        asked[process_id] = asked.get(process_id, 0) + 1
    offered = _offered(edition_id)
    return [
        Wanted(
            name=each.name_en if language == "en" else each.name_es,
            requirements=asked.get(id, 0),
            buyers=len(sought.get(id, ())),
            suppliers=len(_who_offers(each, processes.values(), offered)),
        )
        for id, each in processes.items()
        if id in sought
    ]


def _offered(edition_id: int) -> dict[int, set[int]]:
    query = select(Capability.process_id, Capability.company_id).join(
        Supplier, Supplier.company_id == Capability.company_id
    )
    approved = Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    offered: dict[int, set[int]] = {}
    for process_id, company_id in session().execute(query.where(*approved)):
        offered.setdefault(process_id, set()).add(company_id)
    return offered


def _who_offers(process: Process, processes: Collection[Process], offered: dict[int, set[int]]) -> set[int]:
    family = [each.id for each in processes if each.parent_id == process.id]
    above = [process.parent_id] if process.parent_id is not None else family
    return set().union(*(offered.get(each, set()) for each in (process.id, *above) if each is not None))


def plan_of(edition_id: int, *, spare: int) -> Plan:
    """What decides how many meetings fit, as the edition stands: its buyers, most slots a day, days, wishes."""
    by_day = (
        select(func.count().label("number"))
        .select_from(Slot)
        .where(Slot.edition_id == edition_id)
        .group_by(Slot.hall_id, Slot.day_id)
        .subquery()
    )
    days = select(func.count(func.distinct(Slot.day_id))).where(Slot.edition_id == edition_id)
    buyers = select(func.count()).select_from(Buyer).where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    supplying = Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    suppliers = select(func.count()).select_from(Supplier).where(*supplying)
    wanted = select(func.count()).select_from(MeetingRequest).where(MeetingRequest.edition_id == edition_id)
    counted = (buyers, select(func.max(by_day.c.number)), days, suppliers, wanted)
    row = session().execute(select(*(func.coalesce(each.scalar_subquery(), 0) for each in counted))).one()
    return Plan(buyers=row[0], slots=row[1], spare=spare, days=row[2], suppliers=row[3], wanted=row[4])
