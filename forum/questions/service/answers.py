"""Answers: given with the form, changed later by the person or by the staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.core.uploads import ReadFile, put_file
from forum.editions.queries import get_edition
from forum.privacy.enums import ConsentChannel, Purpose
from forum.privacy.queries import current_notice
from forum.privacy.service import record_consents
from forum.questions.enums import QuestionKind
from forum.questions.errors import AnswersMissing
from forum.questions.models import Answer, AnswerEvent, AnswerFile
from forum.questions.queries import asked_in, has_sensitive, rows_of
from forum.questions.rules import COVERED, Asked, missing, reachable, stored
from forum.registration.models import Registration
from forum.registration.rules import Step, ensure_open, ensure_step

Typed = Mapping[int, str | ReadFile]
"""What was answered, by question: a text as `rules` write it, or a file; of a file that stays, its name."""


def save_own_answers(registration_id: int, *, typed: Typed, now: datetime) -> bool:
    """Change what a person answered, by themselves; returns whether anything was another.

    Raises:
        NotPossibleNow: their registration is cancelled or rejected.
        RegistrationNotOpen, RegistrationOver: outside the window.
        AnswersMissing: something that has to be answered is not.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        ensure_step(Step.CORRECT, registration.status)
        edition = get_edition(registration.edition_id)
        ensure_open(opens_at=edition.registration_opens_at, closes_at=edition.registration_closes_at, now=now)
        questions = asked_in(registration.edition_id, registration.category_id)
        if missing(questions, _as_texts(typed)):
            raise AnswersMissing
        return _save(registration, questions, typed, by=registration.person_id, now=now)


def save_answers(registration_id: int, *, typed: Typed, by: int, now: datetime, with_sensitive: bool = True) -> bool:
    """Write what was answered to what is asked in the category of a registration; returns whether anything was another.

    What is not asked where these answers are given is not kept, whatever was sent; answers to what is asked in other
    categories alone, or no longer, stay. Nothing has to be answered: the staff may not know. What was answered before
    stands in the history with who changed it. The form took the express consent to what is sensitive, which is kept
    with the answer and in the ledger. `with_sensitive`: without it sensitive answers stay as they are.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        asked = asked_in(registration.edition_id, registration.category_id)
        questions = reachable(each for each in asked if with_sensitive or not each.sensitive)
        return _save(registration, questions, typed, by=by, now=now)


def _as_texts(typed: Typed) -> dict[int, str]:
    return {key: value if isinstance(value, str) else value.name for key, value in typed.items()}


def _save(registration: Registration, questions: Sequence[Asked], typed: Typed, *, by: int, now: datetime) -> bool:
    rows, kept = rows_of(registration.id), stored(questions, _as_texts(typed))
    is_first, changed, consents = not rows, False, set[bool]()
    for question in questions:
        row, value = rows.get(question.id), kept.get(question.id, "")
        file = typed.get(question.id) if question.id in kept else None
        before = row.value if row else ""
        if question.kind is QuestionKind.FILE and isinstance(file, str) and file != before:
            value = ""  # there is no such file to keep
        if value == before and not isinstance(file, ReadFile):
            continue
        changed = True
        if question.sensitive:
            consents.add(bool(value))
        _write(registration.id, question, row, value, file, by=by, now=now)
        if not (is_first and by == registration.person_id):
            event = AnswerEvent(
                registration_id=registration.id, question_id=question.id, asked=question.wording_es,
                before=_told(question, before), after=_told(question, value),
            )  # fmt: skip
            record(event, by=by, now=now)
    session().flush()
    if consents:
        _keep_consent(registration, granted=True in consents, by=by, now=now)
    return changed


def _told(question: Asked, value: str) -> str:
    """What the history says of an answer."""
    return COVERED if question.sensitive and value else value


def _keep_consent(registration: Registration, *, granted: bool, by: int, now: datetime) -> None:
    """Write into the ledger that somebody consented to the use of sensitive data, or took the last of them back."""
    if not granted and has_sensitive([registration.person_id]):
        return
    is_own = by == registration.person_id
    record_consents(
        registration.person_id, current_notice(registration.edition_id).id, {Purpose.SENSITIVE: granted}, now,
        channel=ConsentChannel.PAGE if is_own else ConsentChannel.DESK, by=None if is_own else by,
    )  # fmt: skip


def _write(
    registration_id: int,
    question: Asked,
    row: Answer | None,
    value: str,
    file: str | ReadFile | None,
    *,
    by: int,
    now: datetime,
) -> None:
    current = session()
    if not value:
        current.delete(row)
        return
    row = row or Answer(registration_id=registration_id, question_id=question.id)
    row.asked, row.value, row.answered_at = question.wording_es, value, now
    row.consented_at = now if question.sensitive else None
    current.add(row)
    if isinstance(file, ReadFile):
        current.flush()
        stored_file = current.get(AnswerFile, row.id) or AnswerFile(answer_id=row.id)
        put_file(stored_file, file, by=by, now=now)
        current.add(stored_file)
