"""The names of the two sides of requests and meetings."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.paging import batches
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting, MeetingRequest
from forum.timetable.models import DraftEdit

_buying, _selling = shared_alias(Company, name="pair_buying"), shared_alias(Company, name="pair_selling")


def list_pairs(model: type[Meeting | MeetingRequest], ids: Iterable[int | None]) -> Sequence[tuple[int, str, str]]:
    """The id and the two companies of each of these requests or meetings."""
    found: list[tuple[int, str, str]] = []
    for some in batches(ids):
        query = (
            select(model.id, _buying.name, _selling.name)
            .join(Buyer, Buyer.id == model.buyer_id)
            .join(_buying, _buying.id == Buyer.company_id)
            .join(_selling, _selling.id == model.company_id)
            .where(model.id.in_(some))
            .order_by(model.id)
        )
        found += [(id, buying, selling) for id, buying, selling in session().execute(query)]
    return found


def pairs_of_edits(edits: Iterable[DraftEdit]) -> dict[int, tuple[str, str]]:
    """The two companies of the meeting that each edit of a draft is about, by the edit's id."""
    about = list(edits)
    requests = {id: names for id, *names in list_pairs(MeetingRequest, {each.request_id for each in about} - {None})}
    meetings = {id: names for id, *names in list_pairs(Meeting, {each.meeting_id for each in about} - {None})}
    found = ((each.id, requests.get(each.request_id or 0) or meetings.get(each.meeting_id or 0)) for each in about)
    return {id: (names[0], names[1]) for id, names in found if names}
