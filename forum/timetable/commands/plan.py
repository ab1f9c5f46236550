"""`forum meetings plan` and `publish`: plan a draft from an edition's wishes, publish a draft."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from forum.scheduling.problem import ProblemError
from forum.timetable.commands.limits import count, positive, until_interrupted

if TYPE_CHECKING:
    from flask import Flask

    from forum.scheduling.problem import Timetable
    from forum.timetable.rules import Plan

AppFactory: TypeAlias = "Callable[[], Flask]"


def add_plan(words: "argparse._SubParsersAction[argparse.ArgumentParser]", *, app: AppFactory) -> None:
    """Add both commands to the parser."""
    planning = words.add_parser(
        "plan", help="make a draft of an edition's timetable; Ctrl-C or SIGTERM ends with the best so far"
    )
    planning.add_argument("edition", metavar="EDITION", help="its address, such as foro-2026")
    planning.add_argument("--seconds", type=positive, default=10.0, help="the time to look for the best (10)")
    planning.add_argument("--workers", type=count, default=1, help="how many look side by side (1)")
    planning.add_argument("--seed", type=int, default=1, help="the same seed makes the same timetable (1)")
    planning.add_argument("--replan", action="store_true", help="scheduled meetings may move, as few as possible")
    planning.add_argument("--publish", action="store_true", help="make it the agenda at once, and tell everybody")
    planning.set_defaults(command=partial(_run, app, plan))

    publishing = words.add_parser("publish", help="make a draft the agenda, and tell everybody")
    publishing.add_argument("draft", metavar="DRAFT", type=int, help="its number")
    publishing.set_defaults(command=partial(_run, app, publish))


def _run(app: AppFactory, command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Run a command in the app's context; a refusal is printed as a sentence."""
    from forum.core.commands import ensure_migrated
    from forum.core.errors import Refusal
    from forum.core.i18n import in_words

    with app().app_context():
        ensure_migrated()
        try:
            return command(arguments)
        except Refusal as refusal:
            return _fail(in_words(refusal.sentence, refusal.params, language="en"))
        except ProblemError as error:
            return _fail(f"The edition cannot be planned as it stands: {error}")


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def plan(arguments: argparse.Namespace) -> int:
    """Plan an edition, store the draft and print its value and cost; publish it with `--publish`."""
    from forum.core.clock import utc_now
    from forum.core.database import session
    from forum.editions.queries import find_edition, list_editions
    from forum.timetable.commands.report import lines_of
    from forum.timetable.queries.planning import plan_for
    from forum.timetable.service import store_draft

    edition = find_edition(arguments.edition)
    if edition is None:
        known = ", ".join(each.slug for each in list_editions()) or "none"
        return _fail(f"There is no edition {arguments.edition}. Editions: {known}")
    with until_interrupted() as cancelled:
        planned = plan_for(edition.id, replan=arguments.replan, now=utc_now())
        session().rollback()  # no transaction stays open while the engine works
        timetable = _solved(planned, arguments, cancelled)
        draft = store_draft(planned, timetable=timetable, by=None, now=utc_now())
    for line in lines_of(planned.problem, timetable):
        print(line)
    print(f"\nKept as draft {draft.id}.")
    if not arguments.publish:
        print(f"Not published. To publish it: forum meetings publish {draft.id}")
        return 0
    arguments.draft = draft.id
    return publish(arguments)


def _solved(planned: "Plan", arguments: argparse.Namespace, cancelled: Callable[[], bool]) -> "Timetable":
    from forum.scheduling.solver import solve

    return solve(
        planned.problem,
        seconds=arguments.seconds,
        workers=arguments.workers,
        seed=arguments.seed,
        cancelled=cancelled,
    )


def publish(arguments: argparse.Namespace) -> int:
    """Publish a draft."""
    from forum.core.clock import utc_now
    from forum.timetable.service import publish_draft

    result = publish_draft(arguments.draft, by=None, now=utc_now())
    print(
        f"Draft {arguments.draft} is published: {result.made:,} meetings made, {result.moved:,} moved, "
        f"{result.dropped:,} called off; {result.notified:,} people are told."
    )
    return 0
