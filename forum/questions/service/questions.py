"""Questions: added, changed, put in order, retired."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from forum.core.database import atomic, found, lock_name, locked, session
from forum.core.history import record
from forum.editions.models import Category, Edition
from forum.questions.enums import QuestionChange
from forum.questions.errors import NotForBadge, QuestionAnswered
from forum.questions.models import Question, QuestionCategory, QuestionEvent
from forum.questions.queries import is_answered, list_questions
from forum.questions.rules import (
    BADGE_KINDS,
    WITH_OPTIONS,
    Asked,
    ensure_condition,
    ensure_free,
    ensure_not_needed,
    ensure_order,
    ensure_replaceable,
)


def create_question(edition_id: int, *, wanted: Asked, category_ids: Iterable[int], by: int, now: datetime) -> Question:
    """Add a question, last in the order. Without categories it is asked in all of them.

    Raises:
        ConditionUnknown: it depends on a question, or an answer, that the edition does not have.
        NotForBadge: its answers do not fit a badge.
    """
    with atomic() as current:
        earlier = _ordered(edition_id)
        question = Question(edition_id=edition_id, position=len(earlier) + 1, created_at=now)
        _write(question, wanted, [each.asked for each in earlier])
        current.add(question)
        current.flush()
        _limit(question, category_ids)
        found(current.get(Edition, edition_id)).asks_questions = True
        record(QuestionEvent(question_id=question.id, kind=QuestionChange.ADDED), by=by, now=now)
    return question


def update_question(
    question_id: int, *, edition_id: int, wanted: Asked, category_ids: Iterable[int], by: int, now: datetime
) -> None:
    """Change a question; what was answered stays as it was answered.

    Raises:
        NotFound: the edition has no such question.
        KindFixed: it has answers, of another kind.
        OptionNeeded: another question depends on a choice that would be gone.
        ConditionUnknown, NotForBadge: as for a new one.
    """
    with atomic():
        ordered = _ordered(edition_id)
        question = locked(Question, question_id, edition_id=edition_id)
        before, others = question.asked, [each.asked for each in ordered if each.id != question_id]
        earlier = [each.asked for each in ordered if each.position < question.position]
        ensure_replaceable(before, wanted, answered=is_answered(question_id), others=others)
        _write(question, wanted, earlier)
        _limit(question, category_ids)
        record(QuestionEvent(question_id=question.id, kind=QuestionChange.CHANGED), by=by, now=now)


def _ordered(edition_id: int) -> list[Question]:
    """The questions of an edition, which nobody else changes meanwhile."""
    lock_name(f"questions {edition_id}")
    return list(list_questions(edition_id))


def _write(question: Question, wanted: Asked, earlier: list[Asked]) -> None:
    if wanted.on_badge and wanted.kind not in BADGE_KINDS:
        raise NotForBadge
    ensure_free(wanted)
    condition = wanted.condition
    if condition is not None:
        ensure_condition(condition, earlier)
    question.sensitive = wanted.sensitive
    options = wanted.options if wanted.kind in WITH_OPTIONS else ()
    question.kind, question.wording_es, question.wording_en = wanted.kind, wanted.wording_es, wanted.wording_en
    question.help_es, question.help_en = wanted.help_es, wanted.help_en
    question.options_es = "\n".join(option.es for option in options)
    question.options_en = "\n".join(option.en for option in options) if any(each.en for each in options) else ""
    question.required, question.personal, question.on_badge = wanted.required, wanted.personal, wanted.on_badge
    question.keep_days = wanted.keep_days
    question.condition_id = condition.question_id if condition else None
    question.condition_value = condition.value if condition else ""


def _limit(question: Question, category_ids: Iterable[int]) -> None:
    """Ask a question in these categories of its own edition; all of them, or none, mean no limit."""
    every = set(session().scalars(select(Category.id).where(Category.edition_id == question.edition_id)))
    chosen = every & set(category_ids)
    session().execute(delete(QuestionCategory).where(QuestionCategory.question_id == question.id))
    limited = chosen if chosen != every else set()
    question.limited = bool(limited)
    session().add_all(QuestionCategory(question_id=question.id, category_id=each) for each in sorted(limited))
    session().flush()


def move_question(question_id: int, *, edition_id: int, up: bool) -> None:
    """Ask a question one place earlier or later.

    Raises:
        NotFound: the edition has no such question.
        ConditionComesFirst: it, or its neighbour, would stand before the one it depends on.
    """
    with atomic():
        ordered = _ordered(edition_id)
        at = ordered.index(locked(Question, question_id, edition_id=edition_id))
        to = min(max(at + (-1 if up else 1), 0), len(ordered) - 1)
        ordered.insert(to, ordered.pop(at))
        ensure_order([each.asked for each in ordered])
        for position, each in enumerate(ordered, start=1):
            each.position = position


def retire_question(question_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Ask a question no more; its answers stay. Twice changes nothing.

    Raises:
        NotFound: the edition has no such question.
        QuestionNeeded: another one depends on it.
    """
    with atomic():
        ordered = _ordered(edition_id)
        question = locked(Question, question_id, edition_id=edition_id)
        ensure_not_needed(question.asked, [each.asked for each in ordered])
        if question.retired_at is None:
            question.retired_at = now
            record(QuestionEvent(question_id=question.id, kind=QuestionChange.RETIRED), by=by, now=now)


def resume_question(question_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Ask a retired question again. Twice changes nothing.

    Raises:
        NotFound: the edition has no such question.
        ConditionUnknown: what it depends on is retired itself.
    """
    with atomic():
        ordered = _ordered(edition_id)
        question = locked(Question, question_id, edition_id=edition_id)
        condition = question.asked.condition
        if condition is not None:
            ensure_condition(condition, [each.asked for each in ordered if each.position < question.position])
        if question.retired_at is not None:
            question.retired_at = None
            record(QuestionEvent(question_id=question.id, kind=QuestionChange.RESUMED), by=by, now=now)


def delete_question(question_id: int, *, edition_id: int) -> None:
    """Delete a question that nobody has answered.

    Raises:
        NotFound: the edition has no such question.
        QuestionNeeded: another one depends on it.
        QuestionAnswered: somebody has answered it.
    """
    with atomic() as current:
        ordered = _ordered(edition_id)
        question = locked(Question, question_id, edition_id=edition_id)
        ensure_not_needed(question.asked, [each.asked for each in ordered])
        if is_answered(question_id):
            raise QuestionAnswered
        current.delete(question)
        current.flush()
        found(current.get(Edition, edition_id)).asks_questions = len(ordered) > 1
