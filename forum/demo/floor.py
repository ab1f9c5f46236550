"""What the floor desk has written down so far: most meetings of this morning were held, a few were missed."""

from datetime import timedelta

from sqlalchemy import select

from forum.core.database import session
from forum.demo.world import World
from forum.editions.models import Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import Absent, Arrival, MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.service import confirm_meeting, miss_meeting, note_arrival

MOST = 60
"""No more than N meetings: each is an act of the desk."""
BOTH = (Side.BUYER, Side.SUPPLIER)


def add_marks_of_day(world: World, *, by: int) -> None:
    """Write down what became of the last meetings that have begun, and that some of the next ones are confirmed."""
    query = select(Meeting.id, Slot.starts_at, Slot.ends_at, Meeting.person_id, Buyer.person_id)
    query = query.join(Slot, Slot.id == Meeting.slot_id).join(Buyer, Buyer.id == Meeting.buyer_id)
    query = query.where(Meeting.edition_id == world.edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    begun = query.where(Slot.starts_at <= world.now).order_by(Slot.starts_at.desc(), Meeting.table_id).limit(MOST)
    for number, (meeting_id, starts_at, ends_at, *_people) in enumerate(session().execute(begun).all()):
        _mark(number, meeting_id, by=by, is_over=ends_at <= world.now, since=world.now - starts_at, world=world)
    ahead = query.where(Slot.starts_at > world.now).order_by(Slot.starts_at, Meeting.table_id).limit(MOST // 3)
    for number, (meeting_id, _starts_at, _ends_at, of_supplier, of_buyer) in enumerate(session().execute(ahead).all()):
        for side, person_id in list(zip(BOTH, (of_buyer, of_supplier), strict=True))[: number % 3]:
            confirm_meeting(meeting_id, of=side, by=person_id, now=world.now)


def _mark(number: int, meeting_id: int, *, by: int, is_over: bool, since: timedelta, world: World) -> None:
    """One in nine is missed by its supplier, one in seventeen by its buyer; of those that go on some are late."""
    late = since >= timedelta(minutes=15)
    if late and number % 9 == 4:
        miss_meeting(meeting_id, absent=Absent.SUPPLIER, by=by, now=world.now)
    elif late and number % 17 == 8:
        miss_meeting(meeting_id, absent=Absent.BUYER, by=by, now=world.now)
    elif is_over or number % 4:
        note_arrival(meeting_id, of=BOTH, how=Arrival.BADGE, by=by, now=world.now)
    elif number % 8:
        note_arrival(meeting_id, of=BOTH[:1], how=Arrival.DESK, by=by, now=world.now)
