"""The texts of drafts."""

from collections.abc import Mapping

from forum.timetable.queries.drafts import why_left_out
from forum.timetable.rules.reasons import SENTENCES


def left_out_words(request_id: int) -> tuple[str, Mapping[str, int]] | None:
    """Why the last published timetable leaves a request out: a msgid and its numbers; None if it does not."""
    left_out = why_left_out(request_id)
    return None if left_out is None else (SENTENCES[left_out.reason], left_out.numbers)
