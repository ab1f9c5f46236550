"""How the meetings of a draft are spread among companies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forum.core.collation import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A company that asked for meetings: its size ("" unknown), its allies, whether a MiPyME, and its meetings."""

    stratum: str
    allies: tuple[str, ...]
    is_small: bool
    meetings: int


@dataclass(slots=True)
class Group:
    """Some companies: how many asked, how many of these have a meeting, and how many meetings they have."""

    asked: int = 0
    met: int = 0
    meetings: int = 0

    @property
    def without(self) -> int:
        """How many have no meeting."""
        return self.asked - self.met

    @property
    def each(self) -> float:
        """Meetings for each company that asked."""
        return self.meetings / self.asked if self.asked else 0.0

    def add(self, meetings: int) -> None:
        """One more company."""
        self.asked += 1
        self.met += meetings > 0
        self.meetings += meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """All companies, the MiPyMEs, each size, each ally, and how many companies have how many meetings."""

    everybody: Group = field(default_factory=Group)
    small: Group = field(default_factory=Group)
    strata: Mapping[str, Group] = field(default_factory=dict)
    allies: Mapping[str, Group] = field(default_factory=dict)
    spread: Mapping[int, int] = field(default_factory=dict)


def fairness_of(shares: Iterable[Share]) -> Fairness:
    """Sum up; a company of several allies counts for each of them, once for all."""
    everybody, small, spread = Group(), Group(), Counter[int]()
    strata: defaultdict[str, Group] = defaultdict(Group)
    allies: defaultdict[str, Group] = defaultdict(Group)
    for share in shares:
        groups = [everybody, strata[share.stratum], *(allies[name] for name in share.allies)]
        for group in [*groups, small] if share.is_small else groups:
            group.add(share.meetings)
        spread[share.meetings] += 1
    return Fairness(
        everybody=everybody,
        small=small,
        strata=dict(strata),
        allies=dict(sorted(allies.items(), key=lambda each: sort_key(each[0]))),
        spread=dict(sorted(spread.items())),
    )
