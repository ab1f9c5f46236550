"""Two changes of one request or meeting at the same time end as if one had come after the other, whatever they are.

The same two are done one after the other in both orders, in scenes of their own that are alike: what they answered,
every row they left and every mail they wrote is one of the two ends that are legal. FORO_EXAMPLES sets the number of
pairs that are tried, by chance.
"""

import os
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations_with_replacement

import pytest
from flask import Flask

from forum.core.database import db
from tests.concurrency.pairs import MET, OPEN, Act, Row, Scene, a_scene, left_by, outcome, put_away

PAIRS = int(os.environ.get("FORO_EXAMPLES", "8"))
STALE = "meetings.sides_changed"  # refused because the other one came first, whatever it did
End = tuple[tuple[str, ...], dict[str, list[Row]]]


def end_of(app: Flask, *, met: bool, run: Callable[[Scene], tuple[str, ...]]) -> End:
    """What two changes answered in a scene of their own, and what they left."""
    with app.app_context():
        scene = a_scene(met=met)
        db.session.remove()
    answers = run(scene)
    with app.app_context():
        left = left_by(scene)
        put_away(scene)
        return answers, left


def in_turn(app: Flask, acts: Sequence[Act], scene: Scene) -> tuple[str, ...]:
    """One after the other."""
    answers = []
    for act in acts:
        with app.app_context():
            answers.append(outcome(act, scene))
    return tuple(answers)


def together(app: Flask, acts: Sequence[Act], scene: Scene) -> tuple[str, ...]:
    """Both at once."""
    start = threading.Barrier(len(acts))

    def one(act: Act) -> str:
        with app.app_context():
            start.wait(60)
            return outcome(act, scene)

    with ThreadPoolExecutor(len(acts)) as pool:
        return tuple(pool.map(one, acts))


def legal_ends(app: Flask, first: Act, second: Act, answers: tuple[str, ...], *, met: bool) -> list[End]:
    """How the two may end: the one before the other, or one alone where the other was refused as stale."""
    if STALE in answers:
        stale = answers.index(STALE)
        alone = end_of(app, met=met, run=lambda scene: in_turn(app, [(second, first)[stale]], scene))
        return [((*alone[0], STALE) if stale else (STALE, *alone[0]), alone[1])]
    forth = end_of(app, met=met, run=lambda scene: in_turn(app, [first, second], scene))
    back = end_of(app, met=met, run=lambda scene: in_turn(app, [second, first], scene))
    return [forth, ((back[0][1], back[0][0]), back[1])]


@pytest.mark.parametrize("acts", [OPEN, MET], ids=["open", "met"])
def test_two_changes_at_once_end_as_one_after_the_other(own_app: Flask, acts: tuple[Act, ...]) -> None:
    pairs = list(combinations_with_replacement(acts, 2))
    met, wrong = acts is MET, []
    for first, second in random.sample(pairs, min(PAIRS, len(pairs))):
        end = end_of(own_app, met=met, run=lambda scene: together(own_app, (first, second), scene))  # noqa: B023
        legal = legal_ends(own_app, first, second, end[0], met=met)
        if end not in legal:
            wrong.append((first.__name__, second.__name__, end, legal))
    assert wrong == []
