"""Why a wish was left out, in words."""

import pytest

from forum.scheduling.problem import Reason
from forum.timetable.rules.reasons import SENTENCES, say

NUMBERS = {"count": 8}


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_it_is_said_in_both_languages(reason: Reason) -> None:
    spanish, english = (say(reason, NUMBERS, language=language) for language in ("es", "en"))
    assert spanish != english
    assert "%" not in spanish + english


def test_its_numbers_are_filled_in() -> None:
    assert say(Reason.QUOTA, NUMBERS, language="es") == "Se alcanzó el máximo de 8 citas."
    assert say(Reason.QUOTA, NUMBERS, language="en") == "The limit of 8 meetings was reached."
