"""Benchmarks the engine on the published instances and on generated problems: `python -m benchmarks.timetable`.

Each run is a process of its own, to measure its memory. `--seconds 10 60 300` are the time limits of the generated
problems, `--sizes 1 4 10` their sizes (in 60 buyers, 600 suppliers and 6,000 wishes), `--published` is the folder with
the published instances and their best known results. The search is compiled before anything is timed.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.machine import ROOT, machine
from forum.scheduling.check import cost_of, verify
from forum.scheduling.fixed import read_dzn, solve_fixed, violations
from forum.scheduling.generator import generate
from forum.scheduling.problem import Problem, Timetable
from forum.scheduling.solver import Progress, solve

PUBLISHED = ROOT.parent / "shared" / "b2b"
CANCELLED = 20
"""One meeting in this many is cancelled before re-planning."""


def main() -> None:
    """Run the benchmarks and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, nargs="*", default=[10, 60])
    parser.add_argument("--sizes", type=int, nargs="*", default=[1, 4, 10])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--published", type=Path, default=PUBLISHED)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(ONE[given.one.partition(" ")[0]](given, *map(float, given.one.split()[1:]))))
        return
    print(machine(), f"{given.workers} workers", sep="; ")
    _run(given, "warm")
    if given.published.exists():
        published(given)
    generated(given)
    replanned(given)
    preferring(given)
    visiting(given)


def published(given: argparse.Namespace) -> None:
    """Solve every instance for every fairness; print the best known result and the paper's best time beside."""
    print(f"\n{'published instance':<28}{'d':>5}{'status':>12}{'breaks':>8}{'known':>7}{'s':>8}{'paper':>8}")
    known: Mapping[str, Mapping[str, Any]] = json.loads((given.published / "best_known.json").read_text())
    total = paper = 0.0
    for name, results in known.items():
        problem = read_dzn((given.published / "instances" / f"{name}.dzn").read_text())
        for fairness, best in results.items():
            start = time.perf_counter()
            found = solve_fixed(problem, fairness=int(fairness), workers=given.workers, seconds=300)
            seconds = time.perf_counter() - start
            total, paper = total + seconds, paper + best["seconds"]
            is_right = found.breaks == best["breaks"] and not (
                found.slots and violations(problem, found.slots, fairness=int(fairness))
            )
            print(
                f"{name:<28}{fairness:>5}{found.status:>12}{found.breaks if found.slots else '-':>8}"
                f"{'-' if best['breaks'] is None else best['breaks']:>7}{seconds:>8.1f}{best['seconds']:>8.1f}"
                f"{'' if is_right else '  WRONG'}"
            )
    print(f"{'together':<28}{'':>32}{total:>8.1f}{paper:>8.1f}")


def generated(given: argparse.Namespace) -> None:
    """Wishes and breaks with their proved bounds, and memory; two runs of the first size must be identical."""
    print(
        f"\n{'generated':<10}{'asked s':>8}{'first s':>8}{'took s':>8}{'wishes':>9}{'at most':>9}{'breaks':>8}"
        f"{'at least':>9}{'steps':>13}{'MB':>6}  status"
    )
    for size in given.sizes:
        for seconds in given.seconds:
            row = _run(given, f"generated {size} {seconds}")
            print(
                f"{size:>3}x{'':<6}{seconds:>8.0f}{row['first']:>8.2f}{row['seconds']:>8.1f}{row['met']:>9,}"
                f"{row['met_bound']:>9,}{row['breaks']:>8}{row['breaks_bound']:>9}{row['steps']:>13,}{row['mb']:>6.0f}"
                f"  {row['status']}{'' if row['is_best_value'] else ', value not proved'}{row['violations']}"
            )
    if given.sizes and given.seconds:
        runs = [_run(given, f"generated {given.sizes[0]} {given.seconds[0]}")["digest"] for _ in range(2)]
        print(f"twice the same: {'yes' if runs[0] == runs[1] else 'NO'}")


def replanned(given: argparse.Namespace) -> None:
    """Re-plan a published timetable of which one meeting in twenty is cancelled and one buyer absent."""
    print(f"\n{'re-planned':<10}{'took s':>8}{'kept':>8}{'new':>6}{'moved':>7}{'at least':>9}{'breaks':>8}  status")
    for size in given.sizes[:2]:
        row = _run(given, f"replanned {size}")
        print(
            f"{size:>3}x{'':<6}{row['seconds']:>8.1f}{row['kept']:>8,}{row['new']:>6,}{row['moved']:>7}"
            f"{row['moved_bound']:>9}{row['breaks']:>8}  {row['status']}{row['violations']}"
        )


def preferring(given: argparse.Namespace) -> None:
    """Preferred slots given where a third of the wishes name one, beside those given by chance without them."""
    print(
        f"\n{'preferring':<10}{'took s':>8}{'asked':>8}{'given':>8}{'missed':>8}{'at least':>9}{'breaks':>8}"
        f"{'by chance':>11}"
    )
    for size in given.sizes[:2]:
        row = _run(given, f"preferring {size} {given.seconds[0]}")
        print(
            f"{size:>3}x{'':<6}{row['seconds']:>8.1f}{row['asked']:>8,}{row['asked'] - row['missed']:>8,}"
            f"{row['missed']:>8,}{row['missed_bound']:>9,}{row['breaks']:>8}{row['by_chance']:>11,}{row['violations']}"
        )


def visiting(given: argparse.Namespace) -> None:
    """Days of suppliers and second meetings of pairs, with both asked to be few and beside without."""
    print(
        f"\n{'visiting':<10}{'cpu s':>8}{'wishes':>9}{'at most':>9}{'days':>8}{'at least':>9}{'breaks':>8}"
        f"{'at least':>9}{'twice':>7}{'  without: days':>16}{'twice':>7}"
    )
    for size in given.sizes[:2]:
        row = _run(given, f"visiting {size} {given.seconds[0]}")
        print(
            f"{size:>3}x{'':<6}{row['cpu']:>8.1f}{row['met']:>9,}{row['met_bound']:>9,}{row['days']:>8,}"
            f"{row['days_bound']:>9,}{row['breaks']:>8}{row['breaks_bound']:>9}{row['twice']:>7}"
            f"{row['days_without']:>16,}{row['twice_without']:>7}{row['violations']}"
        )


def _run(given: argparse.Namespace, words: str) -> dict[str, Any]:
    """The result of a run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.timetable", "--one", words]
    command += ["--workers", str(given.workers), "--seed", str(given.seed)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _problem(size: float, seed: int, *, preferring: float = 0.0) -> Problem:
    k = int(size)
    return generate(
        buyers=60 * k, suppliers=600 * k, wishes=6000 * k, days=2, slots=15, seed=seed, preferring=preferring
    )


def _warm(_given: argparse.Namespace) -> dict[str, Any]:
    solve(generate(buyers=2, suppliers=3, wishes=5, days=1, slots=3, seed=1), seconds=0.1)
    return {}


def _generated(given: argparse.Namespace, size: float, seconds: float) -> dict[str, Any]:
    reports: list[Progress] = []
    problem = _problem(size, given.seed)
    start = time.perf_counter()
    found = solve(problem, seconds=seconds, workers=given.workers, seed=1, progress=reports.append)
    took = time.perf_counter() - start
    return {**_facts(problem, found, took), "first": reports[0].seconds}


def _facts(problem: Problem, found: Timetable, took: float) -> dict[str, Any]:
    wrong = verify(problem, found)
    return {
        "seconds": took,
        "status": found.status,
        "met": found.value.total,
        "met_bound": found.value_bound.total,
        "is_best_value": found.value == found.value_bound,
        "breaks": found.cost.breaks,
        "breaks_bound": found.cost_bound.breaks,
        "missed": found.cost.missed,
        "missed_bound": found.cost_bound.missed,
        "moved": found.cost.moved,
        "moved_bound": found.cost_bound.moved,
        "steps": found.steps,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "digest": sorted((wish, place.slot, place.table) for wish, place in found.meetings.items()),
        "violations": f", {len(wrong)} VIOLATIONS" if wrong else "",
    }


def _replanned(given: argparse.Namespace, size: float) -> dict[str, Any]:
    problem = _problem(size, given.seed)
    before = solve(problem, seconds=20, workers=given.workers, seed=1)
    rng = Random(5)
    cancelled = set(rng.sample(sorted(before.meetings), len(before.meetings) // CANCELLED))
    absent = rng.choice([person.id for person in problem.participants if person.side == "buyer"])
    changed = replace(
        problem,
        wishes=tuple(
            replace(wish, pinned=None) if wish.buyer == absent else wish
            for wish in problem.wishes
            if wish.id not in cancelled
        ),
        participants=tuple(
            replace(person, available=frozenset()) if person.id == absent else person for person in problem.participants
        ),
        published={wish: place for wish, place in before.meetings.items() if wish not in cancelled},
    )
    start = time.perf_counter()
    after = solve(changed, seconds=2.5, workers=given.workers, seed=1)
    facts = _facts(changed, after, time.perf_counter() - start)
    return {**facts, "kept": after.value.met[0], "new": after.value.total - after.value.met[0]}


def _preferring(given: argparse.Namespace, size: float, seconds: float) -> dict[str, Any]:
    problem = _problem(size, given.seed, preferring=1 / 3)
    start = time.perf_counter()
    found = solve(problem, seconds=seconds, workers=given.workers, seed=1)
    facts = _facts(problem, found, time.perf_counter() - start)
    plain = solve(_problem(size, given.seed), seconds=seconds, workers=given.workers, seed=1)
    wanted = problem.preferences.items()
    return {
        **facts,
        "asked": sum(wish in found.meetings for wish, _ in wanted),
        "by_chance": sum(wish in plain.meetings and plain.meetings[wish].slot == slot for wish, slot in wanted),
    }


def _visiting(given: argparse.Namespace, size: float, seconds: float) -> dict[str, Any]:
    plain = _problem(size, given.seed, preferring=0.0)
    problem = replace(plain, once=True, few_days=True)
    start, cpu = time.perf_counter(), time.process_time()
    found = solve(problem, seconds=seconds, workers=given.workers, seed=1)
    cpu = time.process_time() - cpu
    facts = _facts(problem, found, time.perf_counter() - start)
    without = solve(plain, seconds=seconds, workers=given.workers, seed=1)
    return {
        **facts,
        "cpu": cpu,
        "days": found.cost.days,
        "days_bound": found.cost_bound.days,
        "days_without": cost_of(problem, without.meetings).days,
        "twice": len(found.meetings) - len({problem.pairs[wish] for wish in found.meetings}),
        "twice_without": len(without.meetings) - len({problem.pairs[wish] for wish in without.meetings}),
    }


ONE = {
    "warm": _warm, "generated": _generated, "replanned": _replanned, "preferring": _preferring, "visiting": _visiting,
}  # fmt: skip


if __name__ == "__main__":
    main()
