"""`python -m benchmarks.pages record FILE` and `python -m benchmarks.pages compare BEFORE AFTER`."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.pages.comparing import differences, report
from benchmarks.pages.coverage import coverage
from benchmarks.pages.entries import read
from benchmarks.pages.recording import record_demo


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="Pages and mails of the demo.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    recorder = commands.add_parser("record", help="walk the demo and write what it answers")
    recorder.add_argument("file", type=Path)
    recorder.set_defaults(command=record)
    comparer = commands.add_parser("compare", help="print each difference between two recordings once; 1 if any")
    comparer.add_argument("before", type=Path)
    comparer.add_argument("after", type=Path)
    comparer.add_argument("--look", action="store_true", help="classes and other attributes, too")
    comparer.set_defaults(command=compare)
    arguments = parser.parse_args()
    return int(arguments.command(arguments))


def record(arguments: argparse.Namespace) -> int:
    """Record the demo."""
    with tempfile.TemporaryDirectory(prefix="foro-pages-") as folder:
        recording, rules = record_demo(Path(folder))
    recording.write(arguments.file)
    print(f"{len(recording.entries)} entries, {len(recording.lines)} lines in {arguments.file}")
    wanted = {method: [rule.rule for rule in rules.of(method)] for method in ("GET", "POST")}
    print("\n".join(coverage(recording.entries, wanted)))
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """Compare two recordings."""
    (tool_before, before), (tool_after, after) = read(arguments.before), read(arguments.after)
    if tool_before != tool_after:
        print("Recorded by two versions of this tool: record both sides with the same one.", file=sys.stderr)
    found = differences(before, after)
    shown = [each for each in found if arguments.look or each.part != "look"]
    print(report(shown))
    if len(shown) < len(found):
        print(f"Besides, {len(found) - len(shown)} differences of classes and attributes: --look shows them.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
