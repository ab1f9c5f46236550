"""All that a buyer takes along: their meetings with what each company offers, in as many statements for any number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from forum.companies.models import Capability, Company
from forum.core.database import session
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.profiles import get_profiles
from forum.matchmaking.queries.requirements import criteria_of
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import list_scheduled
from forum.meetings.queries.notes import get_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTopic:
    """A requirement that is talked about, and why the company matches it."""

    requirement: Requirement
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderEntry:
    """A meeting, the company (with sites, certificates and processes), what it is about, the note."""

    meeting: Meeting
    company: Company
    topics: list[FolderTopic]
    note: str


def list_folder(buyer: Buyer, *, with_notes: bool, today: date) -> list[FolderEntry]:
    """The scheduled meetings of a buyer, in order of time; the notes are for the buyer's own company alone."""
    meetings = sorted(list_scheduled(buyer_id=buyer.id), key=_when)
    ids = {meeting.company_id for meeting in meetings}
    companies, profiles = _companies(ids), get_profiles(ids)
    requirements = _requirements({asked.requirement_id for each in meetings for asked in each.requests})
    notes = get_notes(ids, owner_id=buyer.company_id, edition_id=buyer.edition_id) if with_notes else {}
    entries = []
    for meeting in meetings:
        about = [requirements[asked.requirement_id] for asked in meeting.requests]
        profile = profiles[meeting.company_id]
        entries.append(
            FolderEntry(
                meeting=meeting,
                company=companies[meeting.company_id],
                topics=[
                    FolderTopic(requirement=each, match=match_of(criteria_of(each), profile, today)) for each in about
                ],
                note=notes.get(meeting.company_id, ""),
            )
        )
    return entries


def _when(meeting: Meeting) -> tuple[datetime, int]:
    return meeting.slot.starts_at, meeting.id


def _companies(ids: set[int]) -> Mapping[int, Company]:
    query = select(Company).where(Company.id.in_(ids))
    query = query.options(
        selectinload(Company.sites),
        selectinload(Company.certificates),
        selectinload(Company.capabilities).joinedload(Capability.process),
    ).execution_options(populate_existing=True)
    return {each.id: each for each in session().scalars(query).all()}


def _requirements(ids: set[int]) -> Mapping[int, Requirement]:
    query = select(Requirement).where(Requirement.id.in_(ids))
    query = query.options(joinedload(Requirement.process), selectinload(Requirement.certificates))
    found = session().scalars(query.execution_options(populate_existing=True)).all()
    return {each.id: each for each in found}
