"""`forum meetings solve` and `generate`: run the engine on problem files, without a database."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from forum.scheduling.files import problem_from_json, problem_to_json, timetable_to_json
from forum.scheduling.problem import ProblemError, Timetable
from forum.timetable.commands.limits import count, positive, until_interrupted

if TYPE_CHECKING:
    from forum.scheduling.fixed import FixedTimetable
    from forum.scheduling.solver import Progress

FAIRNESS = 2
Cancelled: TypeAlias = Callable[[], bool]


class _NotJson(ValueError):
    """The text is no JSON that can be read."""


def add_files(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to the parser."""
    solving = words.add_parser("solve", help="solve a problem in a file: .dzn (published format) or .json")
    solving.add_argument("file", metavar="FILE", type=Path)
    solving.add_argument("--fairness", type=_fairness, default=FAIRNESS, help="of a .dzn: a number or none (2)")
    solving.add_argument("--seconds", type=positive, help="the time to look (.json: 10; .dzn: until proved)")
    solving.add_argument("--workers", type=count, default=1, help="how many look side by side (1)")
    solving.add_argument("--seed", type=int, default=1, help="of a .json: the same seed makes the same timetable (1)")
    solving.add_argument("--json", metavar="OUT", type=Path, help="write the answer here too")
    solving.add_argument("--progress", action="store_true", help="tell how far it is, on the error output")
    solving.set_defaults(command=solve_file)

    making = words.add_parser("generate", help="write an invented problem as JSON")
    for name, number in (("buyers", 60), ("suppliers", 600), ("wishes", 6000), ("days", 2), ("slots", 15)):
        making.add_argument(f"--{name}", type=count, default=number, help=f"({number})")
    making.add_argument("--seed", type=int, default=1, help="the same seed makes the same problem (1)")
    making.add_argument("--all-rules", action="store_true", help="two halls, walking, rest and more: docs/benchmark.md")
    making.set_defaults(command=generate_file)


def _fairness(text: str) -> int | None:
    if text == "none":
        return None
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is neither a number of breaks nor none")
    return number


def solve_file(arguments: argparse.Namespace) -> int:
    """Solve the problem in a file, and print the answer as one JSON object."""
    from forum.scheduling.fixed import ProblemFileError

    try:
        with until_interrupted() as cancelled:
            text = arguments.file.read_text(encoding="utf-8")
            solve = _fixed if arguments.file.suffix == ".dzn" else _wishes
            answer = solve(text, arguments, cancelled)
    except OSError as error:
        return _fail(f"{arguments.file} cannot be read: {error.strerror}")
    except (UnicodeDecodeError, _NotJson) as error:
        return _fail(f"{arguments.file} is not JSON in UTF-8: {error}")
    except (ProblemError, ProblemFileError) as error:
        return _fail(f"{arguments.file}: {error}")
    except MemoryError:
        return _fail(f"{arguments.file} is too large for the memory of this machine")
    words = json.dumps(answer, ensure_ascii=False)
    print(words)
    if arguments.json is not None:
        try:
            arguments.json.write_text(f"{words}\n", encoding="utf-8")
        except OSError as error:
            return _fail(f"{arguments.json} cannot be written: {error.strerror}")
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _fixed(text: str, arguments: argparse.Namespace, cancelled: Cancelled) -> dict[str, Any]:
    from forum.scheduling.fixed import read_dzn, solve_fixed

    found = solve_fixed(
        read_dzn(text),
        fairness=arguments.fairness,
        seconds=arguments.seconds,
        workers=arguments.workers,
        cancelled=cancelled,
        progress=_print_breaks if arguments.progress else None,
    )
    return {
        "status": found.status,
        "breaks": found.breaks,
        "bound": found.bound,
        "seconds": round(found.seconds, 3),
        "slots": list(found.slots),
    }


def _wishes(text: str, arguments: argparse.Namespace, cancelled: Cancelled) -> dict[str, Any]:
    problem = problem_from_json(_json(text))
    from forum.scheduling.solver import solve

    timetable = solve(
        problem,
        seconds=arguments.seconds or 10.0,
        workers=arguments.workers,
        seed=arguments.seed,
        cancelled=cancelled,
        progress=_print_progress if arguments.progress else None,
    )
    return _with_words(timetable)


def _json(text: str) -> object:
    """The parsed JSON.

    Raises:
        _NotJson: it is none, or nested too deeply, or has a number of thousands of digits.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise _NotJson("it is nested too deeply") from None
    except ValueError as error:
        raise _NotJson(error) from None


def _with_words(timetable: Timetable) -> dict[str, Any]:
    """The timetable as JSON, with the reasons as text in both languages."""
    from forum.timetable.rules.reasons import reason_text

    left_out = [
        {
            "wish": left.wish,
            "reason": left.reason,
            "numbers": dict(left.numbers),
            "words": {language: reason_text(left.reason, left.numbers, language=language) for language in ("es", "en")},
        }
        for left in timetable.left_out
    ]
    return {**timetable_to_json(timetable), "left_out": left_out}


def _print_breaks(found: "FixedTimetable") -> None:
    breaks = f"{found.breaks:,} breaks" if found.slots else "no timetable yet"
    print(f"{found.seconds:6.1f} s  {breaks} (at least {found.bound:,})", file=sys.stderr)


def _print_progress(progress: "Progress") -> None:
    print(
        f"{progress.seconds:6.1f} s {progress.share:4.0%}  {progress.value.total:,} of at most "
        f"{progress.value_bound.total:,} wishes, {progress.cost.breaks:,} breaks (at least {progress.breaks_bound:,})"
        + (f", {progress.cost.days:,} days of suppliers" if progress.cost.days else ""),
        file=sys.stderr,
    )


def generate_file(arguments: argparse.Namespace) -> int:
    """Generate a problem and print it."""
    from forum.scheduling.generator import generate, with_all_rules

    problem = generate(
        buyers=arguments.buyers,
        suppliers=arguments.suppliers,
        wishes=arguments.wishes,
        days=arguments.days,
        slots=arguments.slots,
        seed=arguments.seed,
    )
    if arguments.all_rules:
        problem = with_all_rules(problem, seed=arguments.seed)
    print(json.dumps(problem_to_json(problem), ensure_ascii=False))
    return 0
