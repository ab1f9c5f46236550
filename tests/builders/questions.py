"""Questions of an edition, and what was answered to them."""

from collections.abc import Iterable
from itertools import count

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.stored_files import FileKind
from forum.core.uploads import ReadFile
from forum.editions.models import Edition
from forum.questions.enums import QuestionKind
from forum.questions.models import Answer, AnswerFile, Question
from forum.questions.rules import Asked, Condition, Option
from forum.questions.service import create_question
from forum.questions.service.answers import Typed
from forum.questions.service.answers import save_answers as save
from forum.registration.models import Registration
from tests.builders.people import a_person

_number = count(1)


def an_asked(kind: QuestionKind = QuestionKind.TEXT, **values: object) -> Asked:
    """A question as a value: one with choices has three."""
    defaults: dict[str, object] = {"id": 0, "kind": kind, "wording_es": f"¿Pregunta {next(_number)}?"}
    if kind in {QuestionKind.ONE, QuestionKind.MANY}:
        defaults["options"] = (Option("Rojo", "Red"), Option("Verde", "Green"), Option("Azul", "Blue"))
    return Asked(**{**defaults, **values})  # type: ignore[arg-type]


def a_question(
    edition: Edition,
    kind: QuestionKind = QuestionKind.TEXT,
    *,
    only_if: tuple[Question, str] | None = None,
    categories: Iterable[int] = (),
    **values: object,
) -> Question:
    """A question of an edition; `only_if`: the question and the answer it depends on."""
    condition = Condition(only_if[0].id, only_if[1]) if only_if else None
    wanted = an_asked(kind, condition=condition, **values)
    return create_question(edition.id, wanted=wanted, category_ids=categories, by=a_person().id, now=utc_now())


def answered(registration: Registration, answers: Typed) -> None:
    """What somebody answered by themselves, with the form."""
    save(registration.id, typed=answers, by=registration.person_id, now=utc_now())


def a_pdf(name: str = "carta.pdf") -> ReadFile:
    """A file as it was read."""
    return ReadFile(data=b"%PDF-1.4\nstartxref\n0\n%%EOF\n", kind=FileKind.PDF, name=name)


def an_answered_file(edition: Edition, *registration_ids: int) -> Question:
    """A question answered with a file by each of these registrations."""
    question = a_question(edition, QuestionKind.FILE, wording_es="Carta de su empresa")
    for each in registration_ids:
        answered(session().get_one(Registration, each), {question.id: a_pdf()})
    return question


def answers_to(registration_id: int) -> dict[int, str]:
    """What is kept of somebody's answers, by question."""
    with atomic() as current:
        rows = current.query(Answer).filter_by(registration_id=registration_id)
        return {each.question_id: each.value for each in rows}


def number_of_files() -> int:
    """How many files are on record."""
    with atomic() as current:
        return int(current.query(AnswerFile).count())
