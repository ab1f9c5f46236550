"""The reasons for leaving out a wish, as sentences."""

import pytest

from forum.scheduling.problem import Reason
from forum.timetable.rules.reasons import SENTENCES, reason_text

NUMBERS = {"count": 8}


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_every_sentence_is_translated(reason: Reason) -> None:
    spanish, english = (reason_text(reason, NUMBERS, language=language) for language in ("es", "en"))
    assert spanish != english
    assert "%" not in spanish + english


def test_numbers_are_filled_in() -> None:
    assert reason_text(Reason.QUOTA, NUMBERS, language="es") == "Se alcanzó el máximo de citas: 8."
    assert reason_text(Reason.QUOTA, NUMBERS, language="en") == "The maximum number of meetings was reached: 8."
