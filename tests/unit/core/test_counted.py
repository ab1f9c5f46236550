"""Sentences that count: one, many, and numbers as people read them."""

import pytest

from forum.core.errors import Refusal
from forum.core.i18n import N_n, in_words
from forum.meetings.errors import HoursHaveMeetings


@pytest.mark.parametrize(
    ("count", "spanish", "english"),
    [
        (1, "Tiene 1 cita en un horario que quitó.", "There is 1 meeting in a time slot you removed."),
        (2, "Tiene 2 citas en horarios que quitó.", "There are 2 meetings in the time slots you removed."),
        (1492, "Tiene 1,492 citas en horarios que quitó.", "There are 1,492 meetings in the time slots you removed."),
    ],
)
def test_a_refusal_that_counts(count: int, spanish: str, english: str) -> None:
    refusal: Refusal = HoursHaveMeetings(count=count)
    assert in_words(refusal.sentence, refusal.params, language="es").startswith(spanish)
    assert in_words(refusal.sentence, refusal.params, language="en").startswith(english)


def test_a_number_that_is_written_already() -> None:
    sentence = N_n("%(n)s cita", "%(n)s citas", by="n")
    assert [in_words(sentence, {"n": n}, language="es") for n in ("1", "1,492")] == ["1 cita", "1,492 citas"]
