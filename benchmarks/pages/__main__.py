"""`python -m benchmarks.pages record FILE` and `python -m benchmarks.pages compare BEFORE AFTER`."""

import argparse
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="Pages and mails of the demo.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    recorder = commands.add_parser("record", help="walk the demo and write what it answers")
    recorder.add_argument("file", type=Path)
    recorder.set_defaults(command=record)
    comparer = commands.add_parser("compare", help="print each difference between two recordings once")
    comparer.add_argument("before", type=Path)
    comparer.add_argument("after", type=Path)
    comparer.set_defaults(command=compare)
    arguments = parser.parse_args()
    return int(arguments.command(arguments))


def record(arguments: argparse.Namespace) -> int:
    from benchmarks.pages.recording import record_demo
    start = time.process_time()
    with tempfile.TemporaryDirectory(prefix="foro-pages-") as folder:
        recording = record_demo(Path(folder))
    recording.write(arguments.file)
    print(f"{len(recording.entries)} entries, {len(recording.lines)} lines, {time.process_time() - start:.0f} s of CPU")
    return 0


def compare(arguments: argparse.Namespace) -> int:
    from benchmarks.pages.comparing import differences, report
    from benchmarks.pages.record import read
    found = differences(read(arguments.before), read(arguments.after))
    print(report(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
