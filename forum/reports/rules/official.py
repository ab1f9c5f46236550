"""The official report: until when it counts, its tables with what they do not tell, and what differs between two."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from forum.companies.enums import Stratum
from forum.editions.rules import end_of_day
from forum.meetings.enums import Absent
from forum.reports.errors import CutoffAhead, CutoffBeforeEnd
from forum.reports.rules import Line, Organisation
from forum.reports.rules.business import Met
from forum.reports.rules.hiding import hidden_between, hidden_cells, hidden_in

DAYS_AFTER = 30
"""The cut-off, unless the organisers choose another one: so many days after the last day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request: of which company, about a requirement of which committee, and whether both sides wanted to meet."""

    company_id: int
    committee: str
    accepted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """How a meeting stood: cancelled, held, or missed and by whom, as it was written down."""

    cancelled: bool
    held: bool
    absent: Absent | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Slotted:
    """A meeting that had a place: what is counted of it, whether it was cancelled, and whether its time had passed."""

    id: int
    met: Met
    cancelled: bool
    over: bool


def default_cutoff(ends_on: date) -> date:
    """The day until which the report counts where nobody chose one."""
    return ends_on + timedelta(days=DAYS_AFTER)


def ensure_cutoff(cut_on: date, ends_on: date) -> None:
    """Refuse a cut-off before the forum is over.

    Raises:
        CutoffBeforeEnd: it is.
    """
    if cut_on < ends_on:
        raise CutoffBeforeEnd


def ensure_issuable(cut_on: date, *, zone: str, now: datetime) -> None:
    """Refuse to issue a report whose cut-off is still ahead.

    Raises:
        CutoffAhead: it is.
    """
    if end_of_day(cut_on, zone) > now:
        raise CutoffAhead


@dataclass(slots=True)
class Tally:
    """What the companies of a group did: which take part, and of which each request, acceptance and held meeting is."""

    companies: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def values(self) -> list[int]:
        """Companies, requests, accepted ones, held meetings, and companies with one at least."""
        return [len(self.companies), len(self.requests), len(self.accepted), len(self.held), len(set(self.held))]

    @property
    def sizes(self) -> list[int]:
        """The number of companies behind each of them."""
        held = len(set(self.held))
        return [len(self.companies), len(set(self.requests)), len(set(self.accepted)), held, held]


Groups = Callable[[str, str], Iterable[str]]
"""To which groups something of a company (its key) and a committee belongs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What is broken down: the companies that take part by their keys, and what was asked for and met.

    `keys`: the key of each company by its id; one that does not take part is itself.
    """

    companies: Mapping[str, Organisation]
    keys: Mapping[int, str]
    asked: Sequence[Asked]
    slotted: Sequence[Slotted]

    def key(self, company_id: int) -> str:
        """The key of a company."""
        return self.keys.get(company_id, f"#{company_id}")

    def tallies(self, groups: Groups, *, takes_part: bool = True) -> dict[str, Tally]:
        """By group; `takes_part`: companies count that take part, else those that asked for something."""
        found: defaultdict[str, Tally] = defaultdict(Tally)
        asked = [(self.key(each.company_id), each) for each in self.asked]
        in_groups = (
            [(key, "") for key in self.companies] if takes_part else [(key, each.committee) for key, each in asked]
        )
        for key, committee in in_groups:
            for name in groups(key, committee):
                found[name].companies.add(key)
        for key, each in asked:
            for name in groups(key, each.committee):
                found[name].requests.append(key)
                found[name].accepted += [key] if each.accepted else []
        for slot in self.held:
            key = self.key(slot.met.supplier_id)
            for name in groups(key, slot.met.committee):
                found[name].held.append(key)
        return found

    @property
    def held(self) -> list[Slotted]:
        """The meetings that were held."""
        return [each for each in self.slotted if each.over and not each.cancelled and each.met.held]


def told(
    groups: Sequence[tuple[str, Tally]],
    total: tuple[str, Tally],
    *,
    subtotal: tuple[str, Tally] | None = None,
    parts: Sequence[Sequence[int]] = (),
) -> list[Line]:
    """The lines of groups, each column with what it must not tell; then the subtotal and the total.

    `parts`: the places of the groups of the subtotal, and of the others.
    """
    sizes = [tally.sizes for _name, tally in groups]
    width = len(total[1].values)
    hidden, subtotal_told = list[frozenset[int]](), list[bool]()
    for column in range(width):
        of_column = [each[column] for each in sizes]
        places, is_told = hidden_between(parts, of_column) if subtotal else (hidden_in(of_column), True)
        hidden.append(places)
        subtotal_told.append(is_told)
    lines = [
        line_of(name, tally.values, {column for column in range(width) if place in hidden[column]})
        for place, (name, tally) in enumerate(groups)
    ]
    if subtotal is not None:
        untold = {column for column in range(width) if not subtotal_told[column]}
        lines.append(line_of(subtotal[0], subtotal[1].values, untold))
    return [*lines, line_of(total[0], total[1].values, ())]


def line_of(label: str, values: Sequence[int], hidden: Iterable[int]) -> Line:
    """A line of numbers, without those that are hidden."""
    out = frozenset(hidden)
    return Line(label=label, values=[None if at in out else value for at, value in enumerate(values)], hidden=out)


def crossed(
    names: Sequence[str],
    companies: Iterable[Organisation],
    groups: Callable[[Organisation], Iterable[str]],
    *,
    total: str,
) -> list[Line]:
    """Companies by group and size, the unclassified last, with totals; `total`: how that of all groups is called."""
    columns = [*Stratum, None]
    rows = {name: [0] * len(columns) for name in names}
    all_of = [0] * len(columns)
    for each in companies:
        column = columns.index(each.stratum)
        all_of[column] += 1
        for name in groups(each):
            rows[name][column] += 1
    hidden = hidden_cells(list(rows.values()))
    whole = [*all_of, sum(all_of)]
    return [
        *(
            line_of(name, [*cells, sum(cells)], {column for at, column in hidden if at == place})
            for place, (name, cells) in enumerate(rows.items())
        ),
        line_of(total, whole, {column for at, column in hidden if at == len(rows)}),
    ]
