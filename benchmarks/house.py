"""How large the house and its rooms are, beside 0.2.0: `python -m benchmarks.house`. Nothing is cut for a figure.

Lines are those of the files as they stand. A package's share is of the lines of `forum/` without the timetable engine,
which imports nothing of the house.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

import grimp

from forum.settings import ROOT

FORUM = ROOT / "forum"
ENGINE = "scheduling"
BEFORE = {"files": "83 / 192 / 289", "functions": "8 / 18 / 40", "largest": "meetings 37 % (engine included)"}


def sources() -> list[Path]:
    """The Python files of the package."""
    return sorted(path for path in FORUM.rglob("*.py") if "node_modules" not in path.parts)


def lines(path: Path) -> int:
    """The length of a file."""
    return len(path.read_text().splitlines())


def function_lengths(path: Path) -> Iterator[int]:
    """The lengths of the functions of a file, in lines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1


def spread(lengths: Sequence[int]) -> str:
    """Median, 90th percentile and maximum."""
    return f"{median(lengths):.0f} / {quantiles(lengths, n=10)[-1]:.0f} / {max(lengths)}"


def main() -> None:
    """Print the measures."""
    files = sources()
    per_package: Counter[str] = Counter()
    for path in files:
        inside = path.relative_to(FORUM).parts
        per_package[inside[0] if len(inside) > 1 else "(top)"] += lines(path)
    rest = sum(count for name, count in per_package.items() if name != ENGINE)
    graph = grimp.build_graph("forum", cache_dir=None)
    circular = graph.nominate_cycle_breakers("forum")
    print(f"packages in cycles: {len(circular)}")
    print(f"lines: {sum(per_package.values()):,} ({per_package[ENGINE]:,} of them the engine), modules: {len(files)}")
    print(f"shares without the engine (0.2.0: {BEFORE['largest']}):")
    for name, count in per_package.most_common():
        if name != ENGINE:
            print(f"  {name:14}{count:>7,}{count / rest:>7.1%}")
    written = [lines(path) for path in files if path.name != "__init__.py"]
    print(f"files, median / p90 / max: {spread(written)} (0.2.0: {BEFORE['files']})")
    lengths = [length for path in files for length in function_lengths(path)]
    print(f"functions, median / p90 / max: {spread(lengths)} (0.2.0: {BEFORE['functions']})")


if __name__ == "__main__":
    main()
