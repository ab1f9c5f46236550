"""What meetings announce, in the transaction of the change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Touched:
    """What a change of many meetings touches: meetings, slots that change or close, buyers who change their table.

    `person_id`: somebody who is not there any more, on the day `away_on` or (None) at all.
    """

    meeting_ids: Collection[int]
    slot_ids: Collection[int] = ()
    buyer_ids: Collection[int] = ()
    person_id: int | None = None
    away_on: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaChanged:
    """Many meetings were changed at once; rows of slots that are dropped are still there."""

    change_id: int
    edition_id: int
    touched: Touched
    at: datetime
