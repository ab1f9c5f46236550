"""Amounts by several breakdowns at once: none of them gives away what another one does not tell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from forum.matchmaking.enums import Side
from forum.reports.rules.business import KINDS, SIDES, Answer, Kind, Met, Sum
from forum.reports.rules.hiding import hidden_in, is_few

Part = frozenset[int]
"""The places of the meetings of a group whose amounts are added."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Groups by their names, and to which of them a meeting belongs; it may be several."""

    groups: Sequence[str]
    key: Callable[[Met], Iterable[str]]

    def parts(self, meetings: Sequence[Met], places: Iterable[int]) -> list[Part]:
        """The places of each group."""
        found: dict[str, set[int]] = {name: set() for name in self.groups}
        for place in places:
            for name in self.key(meetings[place]):
                found[name].add(place)
        return [frozenset(found[name]) for name in self.groups]


Row = tuple[str, Kind, list[Sum]]


def grouped(meetings: Sequence[Met], breakdowns: Sequence[Breakdown]) -> list[list[Row]]:
    """For each breakdown: of each group and each currency and horizon of which anything was told the two sides' sums.

    A sum is told where five companies or more stand behind it, and where neither the total nor a sum of any breakdown
    would give away one that is not.
    """
    rows: list[list[Row]] = [[] for _each in breakdowns]
    for kind in KINDS:
        by_side = [_sums(meetings, breakdowns, side, kind) for side in SIDES]
        for place, breakdown in enumerate(breakdowns):
            for group, name in enumerate(breakdown.groups):
                both = [sums[place][group] for sums in by_side]
                if any(each.number for each in both):
                    rows[place].append((name, kind, both))
    for place, breakdown in enumerate(breakdowns):
        order = {name: at for at, name in enumerate(breakdown.groups)}
        rows[place].sort(key=lambda row, order=order: (order[row[0]], KINDS.index(row[1])))  # type: ignore[misc]
    return rows


def _sums(meetings: Sequence[Met], breakdowns: Sequence[Breakdown], side: Side, kind: Kind) -> list[list[Sum]]:
    answers = {
        place: met.answers[side]
        for place, met in enumerate(meetings)
        if side in met.answers and _is_of(met.answers[side], kind)
    }
    families = [each.parts(meetings, answers) for each in breakdowns]
    hidden = hidden_parts(families, {place: each.teller for place, each in answers.items()})
    return [
        [
            Sum(
                number=len(part),
                amount=None if place in out or not part else sum(answers[each].amount or 0 for each in part),
            )
            for place, part in enumerate(family)
        ]
        for family, out in zip(families, hidden, strict=True)
    ]


def _is_of(answer: Answer, kind: Kind) -> bool:
    return answer.amount is not None and (answer.currency, answer.horizon) == kind


def hidden_parts(families: Sequence[Sequence[Part]], tellers: Mapping[int, int]) -> list[frozenset[int]]:
    """The places of the parts not to be told, of each family of parts of one total; `tellers`: company by place.

    Besides what a family's own total gives away: a part within another family's, when few companies are between them.
    """
    sizes = [[_count(part, tellers) for part in family] for family in families]
    hidden = [hidden_in(each) for each in sizes]
    while (away := _given_away(families, hidden, tellers)) is not None:
        family, place = away
        hidden[family] = hidden_in(sizes[family], also={*hidden[family], place})
    return hidden


def _given_away(
    families: Sequence[Sequence[Part]], hidden: Sequence[frozenset[int]], tellers: Mapping[int, int]
) -> tuple[int, int] | None:
    told = [
        (part, family, place)
        for family, parts in enumerate(families)
        for place, part in enumerate(parts)
        if part and place not in hidden[family]
    ]
    for part, family, place in told:
        for other, _family, _place in told:
            if part < other and is_few(_count(other - part, tellers)):
                return family, place
    return None


def _count(part: Part, tellers: Mapping[int, int]) -> int:
    return len({tellers[place] for place in part})
