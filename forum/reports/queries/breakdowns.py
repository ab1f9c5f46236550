"""What the report counts by committee, and of each supplier by what it is: requests and meetings."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import RoleGrant
from forum.companies.models import AllyCode, CompanyCode
from forum.core.database import session
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Requirement
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest


def count_by_committee(edition_id: int) -> Mapping[str, tuple[int, int, int, int]]:
    """By committee ("" for none): people of the team, requirements published, requests, meetings not cancelled."""
    requirements = Requirement.edition_id == edition_id, Requirement.status != RequirementStatus.DRAFT
    asked = _of_requirements(MeetingRequest.id).where(MeetingRequest.edition_id == edition_id)
    met = _of_requirements(Meeting.id).join(Meeting, Meeting.request_id == MeetingRequest.id)
    counted = (
        select(RoleGrant.committee, func.count(func.distinct(RoleGrant.person_id)))
        .where(RoleGrant.edition_id == edition_id, RoleGrant.committee != "")
        .group_by(RoleGrant.committee),
        select(Requirement.committee, func.count()).where(*requirements).group_by(Requirement.committee),
        asked.group_by(Requirement.committee),
        met.where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED).group_by(
            Requirement.committee
        ),
    )
    people, wanted, requests, meetings = (_pairs(query) for query in counted)
    return {
        name: (people.get(name, 0), wanted.get(name, 0), requests.get(name, 0), meetings.get(name, 0))
        for name in {*people, *wanted, *requests, *meetings}
    }


def _of_requirements(counted: Any) -> Any:
    query = select(Requirement.committee, func.count(counted)).select_from(MeetingRequest)
    return query.join(Requirement, Requirement.id == MeetingRequest.requirement_id)


def _pairs(query: Any) -> dict[Any, int]:
    return {key: number for key, number in session().execute(query)}


def count_by_supplier(edition_id: int, *, committee: str = "") -> dict[int, tuple[int, int]]:
    """Requests and meetings not cancelled of each company as a supplier, about requirements of a committee or all."""
    asked = select(MeetingRequest.company_id, func.count()).where(MeetingRequest.edition_id == edition_id)
    met = select(Meeting.company_id, func.count()).where(
        Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED
    )
    if committee:
        of_committee = select(Requirement.id).where(Requirement.committee == committee)
        asked = asked.where(MeetingRequest.requirement_id.in_(of_committee))
        requests = select(MeetingRequest.id).where(MeetingRequest.requirement_id.in_(of_committee))
        met = met.where(Meeting.request_id.in_(requests))
    requests_of, meetings_of = (
        _pairs(asked.group_by(MeetingRequest.company_id)),
        _pairs(met.group_by(Meeting.company_id)),
    )
    return {key: (requests_of.get(key, 0), meetings_of.get(key, 0)) for key in {*requests_of, *meetings_of}}


def companies_brought(edition_id: int) -> dict[int, int]:
    """Number of companies that came with a code of each ally."""
    query = (
        select(AllyCode.ally_id, func.count())
        .join(CompanyCode, CompanyCode.code_id == AllyCode.id)
        .where(CompanyCode.edition_id == edition_id)
        .group_by(AllyCode.ally_id)
    )
    return _pairs(query)
