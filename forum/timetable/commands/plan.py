"""`forum meetings plan` and `publish`: plan a draft from an edition's wishes, publish a draft."""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from forum.scheduling.problem import ProblemError
from forum.timetable.commands.limits import count, positive, until_interrupted

if TYPE_CHECKING:
    from flask import Flask

    from forum.scheduling.problem import Timetable
    from forum.timetable.rules import Plan
    from forum.timetable.service.holding import Lapsed

POLICIES = ("priority_first", "everybody_once", "few_days")
FRONT = (None, 10, 3, 1)
"""What a moved meeting is worth in breaks, for each draft of a front: first more than all of them."""
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
    planning.add_argument("--keep", metavar="DRAFT", type=int, help="start from this draft: its meetings stay")
    planning.add_argument("--policy", choices=POLICIES, help="what comes first, instead of the edition's own")
    moves = planning.add_mutually_exclusive_group()
    moves.add_argument("--move-breaks", metavar="N", type=count, help="move a meeting where that saves N breaks")
    moves.add_argument("--front", action="store_true", help="a draft for each trade of moved meetings for breaks")
    planning.add_argument("--publish", action="store_true", help="make it the agenda at once, and tell everybody")
    planning.set_defaults(command=partial(_run, app, plan))

    comparing = words.add_parser("policies", help="what each policy would give, and its price in wishes")
    comparing.add_argument("edition", metavar="EDITION", help="its address, such as foro-2026")
    comparing.add_argument("--seconds", type=positive, default=10.0, help="the time to look, for each (10)")
    comparing.add_argument("--seed", type=int, default=1, help="the same seed makes the same timetables (1)")
    comparing.set_defaults(command=partial(_run, app, policies))

    publishing = words.add_parser("publish", help="make a draft the agenda, and tell everybody")
    publishing.add_argument("draft", metavar="DRAFT", type=int, help="its number")
    publishing.add_argument("--partly", action="store_true", help="what still holds of it; the rest is named")
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
    from forum.timetable.commands.report import lines_of
    from forum.timetable.service import store_draft

    if arguments.front and arguments.publish:
        return _fail("Of several drafts none is published: choose one, and publish it.")
    planned = _planned(arguments)
    if planned is None:
        return 1
    with until_interrupted() as cancelled:
        if arguments.front:
            return _front(planned, arguments, cancelled)
        timetable = _solved(planned, arguments, cancelled, move_breaks=arguments.move_breaks)
        draft = store_draft(planned, timetable=timetable, by=None, now=utc_now())
    for line in lines_of(planned.problem, timetable):
        print(line)
    print(f"\nKept as draft {draft.id}.")
    if not arguments.publish:
        print(f"Not published. To publish it: forum meetings publish {draft.id}")
        return 0
    arguments.draft = draft.id
    return publish(arguments)


def _planned(arguments: argparse.Namespace, policy: str | None = None) -> "Plan | None":
    """The problem of an edition, None if there is no such edition or draft; no transaction stays open."""
    from forum.core.clock import utc_now
    from forum.core.database import session
    from forum.editions.enums import PlanningPolicy
    from forum.editions.queries import find_edition, list_editions
    from forum.timetable.queries.drafts import get_draft
    from forum.timetable.queries.planning import plan_for

    edition = find_edition(arguments.edition)
    if edition is None:
        known = ", ".join(each.slug for each in list_editions()) or "none"
        _fail(f"There is no edition {arguments.edition}. Editions: {known}")
        return None
    replan, keep = (getattr(arguments, name, None) for name in ("replan", "keep"))
    if keep is not None and get_draft(keep).edition_id != edition.id:
        _fail(f"Draft {keep} is of another edition.")
        return None
    chosen = policy or getattr(arguments, "policy", None)
    chosen_policy = None if chosen is None else PlanningPolicy(chosen)
    planned = plan_for(edition.id, replan=bool(replan), now=utc_now(), keep=keep, policy=chosen_policy)
    session().rollback()  # while the engine works
    return planned


def _front(planned: "Plan", arguments: argparse.Namespace, cancelled: Callable[[], bool]) -> int:
    """A draft for each worth of a moved meeting in breaks, to choose from; none that another one beats."""
    from forum.core.clock import utc_now
    from forum.timetable.commands.report import front_lines
    from forum.timetable.service import store_draft

    best: list[Timetable] = []
    for worth in FRONT:
        found = _solved(planned, arguments, cancelled, move_breaks=worth)
        if not any(_beats(each, found) for each in best):
            best = [*(each for each in best if not _beats(found, each)), found]
    drafts = [store_draft(planned, timetable=each, by=None, now=utc_now()).id for each in best]
    for line in front_lines(drafts, best, len(planned.problem.homes)):
        print(line)
    return 0


def _beats(one: "Timetable", other: "Timetable") -> bool:
    """Whether a timetable moves no more and costs no more than another of the same value."""
    is_cheaper = (one.cost.days, one.cost.breaks) <= (other.cost.days, other.cost.breaks)
    return one.value == other.value and one.cost.moved <= other.cost.moved and is_cheaper


def policies(arguments: argparse.Namespace) -> int:
    """Solve an edition under each policy, and print what each gives; nothing is kept."""
    from forum.timetable.commands.report import policy_lines

    found = []
    arguments.workers = 1
    with until_interrupted() as cancelled:
        for policy in POLICIES:
            planned = _planned(arguments, policy)
            if planned is None:
                return 1
            found.append((policy, planned.problem, _solved(planned, arguments, cancelled)))
    for line in policy_lines(found):
        print(line)
    return 0


def _solved(
    planned: "Plan", arguments: argparse.Namespace, cancelled: Callable[[], bool], *, move_breaks: int | None = None
) -> "Timetable":
    from forum.scheduling.solver import solve

    return solve(
        planned.problem,
        seconds=arguments.seconds,
        workers=arguments.workers,
        seed=arguments.seed,
        move_breaks=move_breaks,
        cancelled=cancelled,
    )


def publish(arguments: argparse.Namespace) -> int:
    """Publish a draft."""
    from forum.core.clock import utc_now
    from forum.timetable.service import publish_draft

    partly = bool(getattr(arguments, "partly", False))
    result = publish_draft(arguments.draft, by=None, now=utc_now(), partly=partly)
    print(
        f"Draft {arguments.draft} is published: {result.made:,} meetings made, {result.moved:,} moved, "
        f"{result.dropped:,} called off; {result.notified:,} people are told."
    )
    for line in _lapsed(result.lapsed) if result.lapsed else ():
        print(line)
    return 0


def _lapsed(lapsed: "Lapsed") -> Iterator[str]:
    """A line for each request and meeting of a draft that no longer holds."""
    from forum.meetings.models import Meeting, MeetingRequest
    from forum.timetable.queries.pairs import list_pairs

    new = [row.request_id for row in lapsed.places if row.meeting_id is None and row.request_id is not None]
    moved = [row.meeting_id for row in lapsed.places if row.meeting_id is not None]
    yield "\nNot published, as it no longer holds:"
    for model, what, ids, why in (
        (MeetingRequest, "request", lapsed.requests, "it is no longer open"),
        (MeetingRequest, "request", new, "its place is taken"),
        (Meeting, "meeting", lapsed.meetings, "it has changed since"),
        (Meeting, "meeting", moved, "its place is taken"),
    ):
        for id, buying, selling in list_pairs(model, ids):
            yield f"  {what} {id} of {buying} with {selling}: {why}"
