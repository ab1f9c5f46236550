"""Answers whose time is over, and those of people whose data are deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.rules import to_local
from forum.questions.enums import QuestionChange
from forum.questions.models import Answer, AnswerEvent, Question, QuestionEvent
from forum.questions.queries import kept_for_a_time, registrations_of
from forum.questions.rules import are_due


def forget_due(*, now: datetime) -> int:
    """Delete the answers that were to be kept until now, with their files and history; returns how many. Runs twice.

    The history of the question says how many there were; nobody did it.
    """
    forgotten = 0
    for question, edition in kept_for_a_time():
        today = to_local(now, edition.time_zone).date()
        if question.keep_days is not None and are_due(
            keep_days=question.keep_days, ends_on=edition.ends_on, today=today
        ):
            forgotten += _forget(question.id, now=now)
    return forgotten


def _forget(question_id: int, *, now: datetime) -> int:
    with atomic():
        question = locked(Question, question_id)
        number = _deleted(delete(Answer).where(Answer.question_id == question.id))
        _deleted(delete(AnswerEvent).where(AnswerEvent.question_id == question.id))
        event = QuestionEvent(question_id=question.id, kind=QuestionChange.FORGOTTEN, detail=str(number))
        record(event, by=None, now=now)
    return number


def delete_answers_of(person_ids: Iterable[int]) -> None:
    """Delete everything these accounts answered, with files and history; inside atomic()."""
    ids = registrations_of(person_ids)
    _deleted(delete(Answer).where(Answer.registration_id.in_(ids)))
    _deleted(delete(AnswerEvent).where(AnswerEvent.registration_id.in_(ids)))


def delete_sensitive_answers_of(person_id: int) -> None:
    """Delete what somebody answered that is sensitive, in every edition; inside atomic()."""
    sensitive = select(Question.id).where(Question.sensitive)
    theirs = Answer.registration_id.in_(registrations_of([person_id]))
    _deleted(delete(Answer).where(theirs, Answer.question_id.in_(sensitive)))


def _deleted(statement: Any) -> int:
    result: Any = session().execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)
