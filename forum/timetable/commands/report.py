"""The value and cost of a timetable as lines of text."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from forum.scheduling.problem import CLASSES, LeftOut, Problem, Reason, SeatSide, Status, Timetable
from forum.timetable.rules.plan import preferences_given
from forum.timetable.rules.reasons import reason_text

COST = ("moved", "missed", "days", "breaks", "walks")


def lines_of(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """The size of the problem, the status, the wishes met per class, the cost, and the reasons for those left out."""
    sides = Counter(person.side for person in problem.participants)
    pinned = sum(wish.pinned is not None for wish in problem.wishes)
    yield (
        f"{len(problem.wishes):,} wishes ({pinned:,} of them meetings that stay where they are), "
        f"{sides[SeatSide.BUYER]:,} buyers, "
        f"{sides[SeatSide.SUPPLIER]:,} people of {len(problem.companies):,} suppliers, "
        f"{len(problem.slots):,} slots."
    )
    proof = "proved the best" if timetable.status is Status.OPTIMAL else "not proved the best"
    yield f"{proof}; {timetable.seconds:.1f} s, {timetable.steps:,} steps, seed {timetable.seed}."
    yield from _met(problem, timetable)
    yield from _costs(timetable)
    if problem.preferences:
        given, asked = preferences_given(problem, timetable)
        yield f"\nPreferred slots: {given:,} of {asked:,}"
    yield from _left_out(timetable.left_out)


def _met(problem: Problem, timetable: Timetable) -> Iterator[str]:
    asked = Counter(problem.class_of(wish) for wish in problem.wishes)
    yield f"\n{'Wishes met':<12}{'met':>9}{'of':>9}{'at most':>11}"
    for number, name in enumerate(CLASSES):
        met, most = timetable.value.met[number], timetable.value_bound.met[number]
        if asked[number]:
            yield f"  {name:<10}{met:>9,}{asked[number]:>9,}{most:>11,}"
    if timetable.value.everybody is not None:
        met, most = timetable.value.everybody, timetable.value_bound.everybody or 0
        yield f"  {'MiPyMEs':<10}{met:>9,}{'':>9}{most:>11,}"
    yield f"  {'points':<10}{timetable.value.points:>9,}{'':>9}{timetable.value_bound.points:>11,}"


def _costs(timetable: Timetable) -> Iterator[str]:
    yield f"\n{'Cost':<12}{'is':>9}{'':>9}{'at least':>11}"
    for name in COST:
        yield f"  {name:<10}{getattr(timetable.cost, name):>9,}{'':>9}{getattr(timetable.cost_bound, name):>11,}"


def _left_out(left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    reasons: defaultdict[Reason, list[LeftOut]] = defaultdict(list)
    for left in left_out:
        reasons[left.reason].append(left)
    yield f"\nLeft out: {len(left_out):,}"
    for reason, theirs in sorted(reasons.items(), key=lambda each: -len(each[1])):
        yield f"{len(theirs):>9,}  {reason_text(reason, _between(theirs), language='en')}"


def _between(theirs: list[LeftOut]) -> dict[str, str]:
    """The range of each number in the reasons: "8", or "20–26"."""
    values: defaultdict[str, set[int]] = defaultdict(set)
    for left in theirs:
        for name, number in left.numbers.items():
            values[name].add(number)
    return {
        name: f"{min(numbers)}–{max(numbers)}" if len(numbers) > 1 else str(min(numbers))
        for name, numbers in values.items()
    }


def front_lines(drafts: Sequence[int], found: Sequence[Timetable], homes: int) -> Iterator[str]:
    """A line for each draft of a front: what stays, and what that costs."""
    yield f"Of {homes:,} meetings that had a place:"
    yield f"\n{'draft':>7}{'stay':>9}{'move':>7}{'days':>8}{'breaks':>8}{'at least':>10}"
    for draft, each in zip(drafts, found, strict=True):
        cost, stay = each.cost, homes - each.cost.moved
        yield (f"{draft:>7}{stay:>9,}{cost.moved:>7,}{cost.days:>8,}{cost.breaks:>8,}{each.cost_bound.breaks:>10,}")
    yield "\nNone is published. To publish one: forum meetings publish DRAFT"


def policy_lines(found: Sequence[tuple[str, Problem, Timetable]]) -> Iterator[str]:
    """A line for each policy: the wishes met, their price, the MiPyMEs without a meeting, days and breaks."""
    yield f"{'policy':<16}{'wishes':>8}{'price':>7}{'mutual':>8}{'alone':>7}{'of':>7}{'days':>8}{'breaks':>8}"
    most = found[0][2].value.total
    for policy, problem, each in found:
        small = {company.id for company in problem.companies if company.small}
        company = {person.id: person.company for person in problem.participants}
        met = {company[wish.supplier] for wish in problem.wishes if wish.id in each.meetings}
        mutual = each.value.met[CLASSES.index("mutual")]
        yield (
            f"{policy:<16}{each.value.total:>8,}{most - each.value.total:>7,}{mutual:>8,}{len(small - met):>7,}"
            f"{len(small):>7,}{each.cost.days:>8,}{each.cost.breaks:>8,}"
        )
    yield "\nprice: wishes met less than under the first policy; alone: MiPyMEs without a meeting."
