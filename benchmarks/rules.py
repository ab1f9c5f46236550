"""Benchmarks the engine under all rules, its policies, and planning again: `python -m benchmarks.rules`.

`--sizes 1 4` are the sizes (in 60 buyers, 600 suppliers and 6,000 wishes), `--steps` the million steps of each search:
the same answer on every machine. `docs/benchmark.md` says what the problems are.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from benchmarks.machine import machine
from forum.scheduling.check import verify
from forum.scheduling.generator import generate, with_all_rules
from forum.scheduling.problem import Problem, Timetable, Wish
from forum.scheduling.solver import solve

CHANGED = 0.01
"""Share of the wishes that change before planning again: half of them go, as many come."""
POLICIES = ({}, {"everybody": True}, {"one_day": True})


def main() -> None:
    """Run the benchmarks and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--steps", type=float, default=20.0)
    given = parser.parse_args()
    print(machine())
    solve(generate(buyers=2, suppliers=3, wishes=5, days=1, slots=3, seed=1), seconds=0.1)
    for size in given.sizes:
        for lines in (ruled, policies, stable):
            for line in lines(size, given.seeds, int(given.steps * 1e6)):
                print(line, flush=True)


def _problem(size: int) -> Problem:
    return generate(buyers=60 * size, suppliers=600 * size, wishes=6000 * size, days=2, slots=15, seed=1)


def _solved(problem: Problem, steps: int, *, seed: int = 1, move_breaks: int | None = None) -> tuple[Timetable, float]:
    """The timetable and the CPU seconds; an error if the referee finds a violation."""
    start = time.process_time()
    found = solve(problem, seconds=3600, steps=steps, seed=seed, move_breaks=move_breaks)
    wrong = verify(problem, found)
    if wrong:
        raise AssertionError(wrong[0])
    return found, time.process_time() - start


def ruled(size: int, seeds: list[int], steps: int) -> Iterator[str]:
    """All rules together."""
    problem = with_all_rules(_problem(size), seed=1)
    yield (
        f"\n{'all rules':<10}{'seed':>5}{'cpu s':>8}{'wishes':>8}{'at most':>8}{'value':>12}{'days':>7}{'at least':>9}"
        f"{'breaks':>8}{'at least':>9}{'walks':>7}{'at least':>9}"
    )
    for seed in seeds:
        found, cpu = _solved(problem, steps, seed=seed)
        cost, least = found.cost, found.cost_bound
        proved = "proved" if found.value == found.value_bound else "not proved"
        yield (
            f"{size:>3}x{'':<6}{seed:>5}{cpu:>8.1f}{found.value.total:>8,}{found.value_bound.total:>8,}{proved:>12}"
            f"{cost.days:>7,}{least.days:>9,}{cost.breaks:>8,}{least.breaks:>9,}{cost.walks:>7,}{least.walks:>9,}"
        )


def policies(size: int, _seeds: list[int], steps: int) -> Iterator[str]:
    """The three policies; *alone* are MiPyMEs with a wish and without a meeting, *six* companies with as many."""
    plain = replace(_problem(size), once=True, few_days=True)
    company = {each.id: each.company for each in plain.participants}
    wished = {company[each.supplier] for each in plain.wishes} & {each.id for each in plain.companies if each.small}
    yield f"\n{'policy':<16}{'wishes':>8}{'mutual':>8}{'alone':>7}{'six':>6}{'days':>7}{'breaks':>8}{'cpu s':>8}"
    for policy in POLICIES:
        found, cpu = _solved(replace(plain, **policy), steps)
        met = Counter(company[each.supplier] for each in plain.wishes if each.id in found.meetings)
        yield (
            f"{next(iter(policy), 'priority'):<16}{found.value.total:>8,}{found.value.met[1]:>8,}"
            f"{len(wished - met.keys()):>7,}{sum(count >= 6 for count in met.values()):>6,}{found.cost.days:>7,}"
            f"{found.cost.breaks:>8,}{cpu:>8.1f}"
        )


def stable(size: int, _seeds: list[int], steps: int) -> Iterator[str]:
    """Planning again after some wishes have changed: anew, and keeping the places, at several worths of a move."""
    plain = replace(_problem(size), once=True, few_days=True)
    first, _ = _solved(plain, steps)
    changed = with_changes(plain)
    names = {each.id for each in changed.wishes}
    there = {name: place for name, place in first.meetings.items() if name in names}
    kept = replace(changed, earlier=there)
    yield f"\n{'planned again':<16}{'kept':>14}{'':>8}{'days':>7}{'breaks':>8}{'at least':>9}{'cpu s':>8}"
    for name, problem, worth in (
        *(("anew", changed, None), ("keep", kept, None)),
        *((f"a move: {worth}", kept, worth) for worth in (10, 3, 1)),
    ):
        found, cpu = _solved(problem, steps, move_breaks=worth)
        same = sum(found.meetings.get(wish) == place for wish, place in there.items())
        yield (
            f"{name:<16}{same:>7,}/{len(there):<6,}{same / len(there):>8.1%}{found.cost.days:>7,}"
            f"{found.cost.breaks:>8,}{found.cost_bound.breaks:>9,}{cpu:>8.1f}"
        )


def with_changes(problem: Problem) -> Problem:
    """The problem with one wish in two hundred gone, and as many new ones of other pairs."""
    rng = Random(7)
    free = [each for each in problem.wishes if each.pinned is None]
    count = int(len(problem.wishes) * CHANGED / 2)
    gone = {each.id for each in rng.sample(free, count)}
    pairs = {(each.buyer, each.supplier) for each in problem.wishes}
    more: list[Wish] = []
    while len(more) < count:
        like, other = rng.choice(free), rng.choice(free)
        if (like.buyer, other.supplier) not in pairs:
            pairs.add((like.buyer, other.supplier))
            more.append(replace(like, id=f"n{len(more)}", supplier=other.supplier, process=None))
    return replace(problem, wishes=(*(each for each in problem.wishes if each.id not in gone), *more))


if __name__ == "__main__":
    main()
