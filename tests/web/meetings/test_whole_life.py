"""Requests and meetings live through everything in any order: after each step all laws hold (`tests.builders.life`).

FORO_EXAMPLES sets the number of forums that are tried.
"""

import os

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.builders.life import Life

EXAMPLES, STEPS = int(os.environ.get("FORO_EXAMPLES", "7")), 60


def test_whatever_happens_nothing_is_lost_taken_twice_or_told_wrongly(app: Flask) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=checks,
            phases=(Phase.generate,),  # a shorter story takes minutes to find: the whole one is told
        ),
    )
