"""What differs between two agendas, meeting by meeting and company by company."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from forum.timetable.enums import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A meeting with its place, in a draft or as it is scheduled."""

    buyer_id: int
    company_id: int
    slot_id: int
    table_id: int


Agenda = Mapping[str, Placed]
"""The meetings of an agenda by what they are about: a request, or a meeting that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A meeting that differs: its place in the one agenda and in the other, None where it is not in it."""

    is_: Difference
    here: Placed | None
    there: Placed | None

    @property
    def either(self) -> Placed:
        """The meeting, wherever it is."""
        placed = self.here or self.there
        assert placed is not None
        return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The meetings that differ, by kind; how many stay; and how many companies have more, and fewer, meetings."""

    differing: Mapping[Difference, list[Differing]]
    same: int
    more: int
    fewer: int


def compare(here: Agenda, there: Agenda) -> Comparison:
    """What is different `here` from what is `there`."""
    found: dict[Difference, list[Differing]] = {each: [] for each in Difference}
    for key, placed in here.items():
        other = there.get(key)
        if other is None:
            found[Difference.GAINED].append(Differing(is_=Difference.GAINED, here=placed, there=None))
        elif (placed.slot_id, placed.table_id) != (other.slot_id, other.table_id):
            found[Difference.MOVED].append(Differing(is_=Difference.MOVED, here=placed, there=other))
    for key, other in there.items():
        if key not in here:
            found[Difference.LOST].append(Differing(is_=Difference.LOST, here=None, there=other))
    changes = Counter(each.company_id for each in here.values())
    changes.subtract(each.company_id for each in there.values())
    return Comparison(
        differing=found,
        same=len(here) - len(found[Difference.GAINED]) - len(found[Difference.MOVED]),
        more=sum(change > 0 for change in changes.values()),
        fewer=sum(change < 0 for change in changes.values()),
    )
