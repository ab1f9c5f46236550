"""The names of what a draft could not publish."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.paging import batches
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting, MeetingRequest

_buying, _selling = shared_alias(Company, name="lapsed_buying"), shared_alias(Company, name="lapsed_selling")


def list_pairs(model: type[Meeting | MeetingRequest], ids: Iterable[int]) -> Sequence[tuple[int, str, str]]:
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
