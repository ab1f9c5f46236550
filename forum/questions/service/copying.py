"""The questions of an edition that is a copy of another."""

from collections.abc import Mapping
from datetime import datetime

from forum.core.database import found, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.questions.enums import QuestionChange
from forum.questions.models import Question, QuestionCategory, QuestionEvent
from forum.questions.queries import categories_of, list_questions

COPIED = (
    "kind", "wording_es", "wording_en", "help_es", "help_en", "options_es", "options_en", "limited", "required",
    "personal", "on_badge", "sensitive", "keep_days", "condition_value",
)  # fmt: skip


def copy_questions(source_id: int, edition_id: int, *, categories: Mapping[int, int], by: int, now: datetime) -> None:
    """Copy the questions that are asked, inside the change that copies an edition; no answers.

    `categories`: the copies by those they are of.
    """
    current, copies = session(), dict[int, Question]()
    limits = categories_of(source_id)
    for position, each in enumerate((one for one in list_questions(source_id) if one.retired_at is None), start=1):
        copy = Question(edition_id=edition_id, position=position, created_at=now)
        for name in COPIED:
            setattr(copy, name, getattr(each, name))
        if each.condition_id is not None:
            copy.condition_id = copies[each.condition_id].id
        current.add(copy)
        current.flush()
        copies[each.id] = copy
        current.add_all(
            QuestionCategory(question_id=copy.id, category_id=categories[limit]) for limit in limits.get(each.id, ())
        )
        record(QuestionEvent(question_id=copy.id, kind=QuestionChange.ADDED), by=by, now=now)
    if copies:
        found(current.get(Edition, edition_id)).asks_questions = True
