"""What is offered instead of a slot that was refused: the nearest slots that suit both."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots
from forum.meetings.rules.seats import Sitting

NEAREST = 3


def nearest_slots(free: Iterable[FreeSlot], wanted: datetime | None) -> list[FreeSlot]:
    """The free slots that are nearest to a time, in order of time; the first ones where no time is wanted.

    Of two that are as near the later one comes first.
    """
    listed = list(free)
    if wanted is not None:
        listed.sort(key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at < wanted))
    return sorted(listed[:NEAREST], key=lambda slot: slot.starts_at)


def nearest_for(
    sitting: Sitting, board: Sequence[BoardSlot], busy: Collection[BusyTime], *, wanted: datetime | None, now: datetime
) -> list[FreeSlot]:
    """The nearest slots that this sitting could take; none where the company has all its meetings."""
    theirs = {each.meeting_id for each in busy if each.company_id == sitting.company_id} - {sitting.moving}
    if not sitting.by_staff and len(theirs) >= sitting.company_cap:
        return []
    free = free_slots(
        board,
        busy,
        buyer_person_id=sitting.buyer_person_id,
        person_ids=sitting.names.keys() - {sitting.buyer_person_id},
        spare=sitting.spare,
        walking=sitting.walking,
        now=now,
        moving=sitting.moving,
        by_staff=sitting.by_staff,
    )
    return nearest_slots(free, wanted)
