"""Reads how the meetings of a draft are spread, in five statements for any size."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import func, select

from forum.companies.models import Affiliation, Ally, Company
from forum.core.database import session
from forum.core.paging import batches
from forum.meetings.models import Meeting, MeetingRequest
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic
from forum.timetable.queries.planning import MIPYME
from forum.timetable.rules.fairness import Share


def list_shares(draft_id: int) -> list[Share]:
    """Each company that asked for a meeting of a draft, with what it gets."""
    meetings = Counter(_meetings(draft_id))
    companies = {*meetings, *_asking(draft_id)}
    allies = _allies(companies)
    return [
        Share(
            stratum="" if stratum is None else stratum.value,
            allies=tuple(allies[id]),
            is_small=stratum in MIPYME,
            meetings=meetings[id],
        )
        for some in batches(companies)
        for id, stratum in session().execute(select(Company.id, Company.stratum).where(Company.id.in_(some)))
    ]


def _meetings(draft_id: int) -> dict[int, int]:
    query = select(DraftMeeting.company_id, func.count()).where(DraftMeeting.draft_id == draft_id)
    return {id: count for id, count in session().execute(query.group_by(DraftMeeting.company_id))}


def _asking(draft_id: int) -> Iterator[int]:
    """The companies of what is left out, or joined to another meeting."""
    for model in (DraftLeftOut, DraftTopic):
        query = select(MeetingRequest.company_id).join(model, model.request_id == MeetingRequest.id)
        yield from session().scalars(query.where(model.draft_id == draft_id).distinct())
    cancelled = select(Meeting.company_id).join(DraftLeftOut, DraftLeftOut.meeting_id == Meeting.id)
    yield from session().scalars(cancelled.where(DraftLeftOut.draft_id == draft_id).distinct())


def _allies(company_ids: Collection[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in batches(company_ids):
        query = select(Affiliation.company_id, Ally.name).join(Ally, Ally.id == Affiliation.ally_id)
        for id, name in session().execute(query.where(Affiliation.company_id.in_(some))):
            found[id].append(name)
    return found
