"""A day of a hall is divided otherwise: which slot goes on at which new time, which are new, which are dropped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from forum.editions.rules.slots import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Recut:
    """The new time of each slot that goes on, by its id; new slots; and the ids of those that are dropped."""

    becomes: Mapping[int, Span]
    made: Sequence[Span]
    dropped: Sequence[int]


def match_slots(slots: Mapping[int, Span], wanted: Sequence[Span], *, closed: Collection[int] = ()) -> Recut:
    """Each wanted time goes to the slot that begins nearest to it; what is wanted already stays as it is.

    No slot takes the beginning that another one has, which has kept it as the nearest. `closed`: blocked slots, which
    are dropped where no wanted time begins with them: no new time is blocked for what was so at another.
    """
    starts = {span.starts_at for span in wanted}
    dropped = {slot_id for slot_id in closed if slot_id in slots and slots[slot_id].starts_at not in starts}
    pairs = sorted(
        (abs(span.starts_at - at.starts_at), abs(span.ends_at - at.ends_at), at.starts_at, slot_id, number)
        for slot_id, at in slots.items()
        if slot_id not in dropped
        for number, span in enumerate(wanted)
    )
    becomes: dict[int, Span] = {}
    left = set(range(len(wanted)))
    for *_order, slot_id, number in pairs:
        if slot_id not in becomes and number in left:
            becomes[slot_id] = wanted[number]
            left.remove(number)
    return Recut(
        becomes=becomes,
        made=[wanted[number] for number in sorted(left)],
        dropped=sorted(slots.keys() - becomes.keys()),
    )
