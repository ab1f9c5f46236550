"""How a request stands is told by SQL for lists and counts, and by a rule for pages: they say the same."""

from datetime import timedelta
from itertools import product

import pytest

from forum.core.database import atomic, session
from forum.meetings.enums import MeetingStatus, RequestState, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.console import list_requests
from forum.meetings.queries.states import count_states, get_states
from tests.builders.meetings import a_request, a_requirement
from tests.web.meetings.conftest import Forum

MEETINGS = (
    [],
    [MeetingStatus.SCHEDULED],
    [MeetingStatus.CANCELLED],
    [MeetingStatus.CANCELLED, MeetingStatus.SCHEDULED],
)


def held(forum: Forum, request: MeetingRequest, status: MeetingStatus) -> None:
    with atomic() as current:
        current.add(
            Meeting(
                edition_id=forum.edition.id,
                request_id=request.id,
                buyer_id=forum.buyer.id,
                company_id=request.company_id,
                person_id=request.person_id,
                slot_id=forum.slots[0].id,
                table_id=forum.tables[0].id,
                status=status,
                uid=f"{request.id}-{status}",
                sequence=0,
                created_at=forum.now,
                changed_at=forum.now,
            )
        )


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=9)], ids=["in time", "overdue"])
def test_the_column_and_the_rule_agree_on_every_request(forum: Forum, later: timedelta) -> None:
    for status, meetings in product(RequestStatus, MEETINGS):
        request = a_request(a_requirement(forum.buyer), forum.supplier, forum.person, status=status)
        for each in meetings:
            held(forum, request, each)
    now = forum.now + later
    states = get_states(session().query(MeetingRequest), now=now)
    for state in RequestState:
        theirs = {id for id, its in states.items() if its is state}
        assert {each.id for each in list_requests(forum.edition.id, state=state, now=now).rows} == theirs, state
        assert count_states(forum.edition.id, now=now).get(state, 0) == len(theirs), state
