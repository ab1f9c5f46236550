"""The questions of an edition, and what was answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, String, cast, exists, func, literal, or_, select

from forum.accounts.models import Person
from forum.core.database import one, session
from forum.editions.models import Edition
from forum.questions.models import Answer, AnswerEvent, AnswerFile, Question, QuestionCategory
from forum.questions.rules import BETWEEN, WITHIN, Asked, reachable
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with its question; `has_file`: it is a file that may be handed out."""

    question: Asked
    asked: str
    value: str
    has_file: bool


def list_questions(edition_id: int) -> Sequence[Question]:
    """Every question of an edition in its order, also those that are retired."""
    query = select(Question).where(Question.edition_id == edition_id).order_by(Question.position, Question.id)
    return session().scalars(query).all()


def asked_in(edition_id: int, category_id: int) -> list[Asked]:
    """What is asked of who registers in a category, in order, in one statement.

    What depends on a question that is not asked there is not asked either.
    """
    here = exists().where(QuestionCategory.question_id == Question.id, QuestionCategory.category_id == category_id)
    query = select(Question).where(
        Question.edition_id == edition_id, Question.retired_at.is_(None), or_(~Question.limited, here)
    )
    return reachable(each.asked for each in session().scalars(query.order_by(Question.position, Question.id)))


def question_in(edition_id: int, question_id: int) -> Question:
    """A question of this edition.

    Raises:
        NotFound: it has no such question.
    """
    return one(select(Question).where(Question.id == question_id, Question.edition_id == edition_id))


def categories_of(edition_id: int) -> Mapping[int, list[int]]:
    """The categories in which each question is asked; of one that is asked in all there is nothing."""
    query = (
        select(QuestionCategory.question_id, QuestionCategory.category_id)
        .join(Question, Question.id == QuestionCategory.question_id)
        .where(Question.edition_id == edition_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for question_id, category_id in session().execute(query):
        found[question_id].append(category_id)
    return found


def count_answers(edition_id: int) -> dict[int, int]:
    """Number of answers to each question of an edition that has any."""
    query = (
        select(Answer.question_id, func.count())
        .join(Question, Question.id == Answer.question_id)
        .where(Question.edition_id == edition_id)
        .group_by(Answer.question_id)
    )
    return {question_id: number for question_id, number in session().execute(query)}


def is_answered(question_id: int) -> bool:
    """Whether anybody has answered a question, or had."""
    either = or_(
        exists().where(Answer.question_id == question_id), exists().where(AnswerEvent.question_id == question_id)
    )
    return bool(session().scalar(select(either)))


def rows_of(registration_id: int) -> dict[int, Answer]:
    """What somebody answered, by question."""
    query = select(Answer).where(Answer.registration_id == registration_id)
    return {each.question_id: each for each in session().scalars(query)}


def given_by(registration_id: int) -> list[Given]:
    """What somebody answered, in the order of the questions."""
    query = (
        select(Answer, Question, AnswerFile.name)
        .join(Question, Question.id == Answer.question_id)
        .outerjoin(AnswerFile, AnswerFile.answer_id == Answer.id)
        .where(Answer.registration_id == registration_id)
        .order_by(Question.position, Question.id)
    )
    return [
        Given(question.asked, answer.asked, answer.value, bool(name))
        for answer, question, name in session().execute(query)
    ]


def file_of(registration_id: int, question_id: int) -> AnswerFile:
    """The file somebody answered with; one that is blocked with its person has no name any more.

    Raises:
        NotFound: there is none.
    """
    query = select(AnswerFile).join(Answer, Answer.id == AnswerFile.answer_id)
    query = query.where(Answer.registration_id == registration_id, Answer.question_id == question_id)
    return one(query.where(AnswerFile.name != ""))


def files_of(person_ids: Iterable[int]) -> Sequence[AnswerFile]:
    """Every file these accounts answered with, but those that are blocked."""
    query = (
        select(AnswerFile)
        .join(Answer, Answer.id == AnswerFile.answer_id)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.person_id.in_(person_ids), AnswerFile.name != "")
    )
    return session().scalars(query.order_by(AnswerFile.answer_id)).all()


def values_of(registration_ids: Iterable[int]) -> Mapping[int, Mapping[int, str]]:
    """What each of these registrations answered, by question, in one statement."""
    query = select(Answer.registration_id, Answer.question_id, Answer.value)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for registration_id, question_id, value in session().execute(
        query.where(Answer.registration_id.in_(registration_ids))
    ):
        found[registration_id][question_id] = value
    return found


def badge_answers() -> ScalarSelect[str]:
    """What the registration of a statement answered to questions of badges, in order, for `rules.badge_line`."""
    each = cast(Question.kind, String).concat(WITHIN).concat(Question.wording_es).concat(WITHIN).concat(Answer.value)
    ordered = (
        select(each.label("told"))
        .select_from(Answer)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.registration_id == Registration.id, Question.on_badge, Answer.value != "")
        .order_by(Question.position, Question.id)
        .correlate(Registration)
        .subquery()
    )
    return select(func.aggregate_strings(ordered.c.told, BETWEEN)).scalar_subquery().correlate(Registration)


def who_answered(edition_id: int, question_id: int, value: str) -> Select[tuple[int]]:
    """The ids of the registrations of an edition with this answer, among others where many may be chosen."""
    lines = literal("\n").concat(Answer.value).concat("\n")
    query = select(Answer.registration_id).join(Question, Question.id == Answer.question_id)
    return query.where(
        Question.edition_id == edition_id, Question.id == question_id, lines.contains(f"\n{value}\n", autoescape=True)
    )


def changes_of(registration_id: int) -> Sequence[tuple[AnswerEvent, Person | None]]:
    """What was changed of somebody's answers and by whom, in one statement."""
    query = (
        select(AnswerEvent, Person)
        .outerjoin(Person, Person.id == AnswerEvent.by_id)
        .where(AnswerEvent.registration_id == registration_id)
    )
    return [row._tuple() for row in session().execute(query.order_by(AnswerEvent.id.desc()))]


def kept_for_a_time() -> Sequence[tuple[Question, Edition]]:
    """The questions whose answers are not kept for good, with their edition, of those that have any."""
    kept = or_(
        exists().where(Answer.question_id == Question.id), exists().where(AnswerEvent.question_id == Question.id)
    )
    query = select(Question, Edition).join(Edition, Edition.id == Question.edition_id)
    rows = session().execute(query.where(Question.keep_days.is_not(None), kept).order_by(Question.id))
    return [row._tuple() for row in rows]


def has_sensitive(person_ids: Iterable[int]) -> bool:
    """Whether these accounts have an answer that is sensitive, in any edition."""
    query = select(Answer.id).join(Question, Question.id == Answer.question_id)
    query = query.join(Registration, Registration.id == Answer.registration_id)
    query = query.where(Registration.person_id.in_(person_ids), Question.sensitive)
    return session().scalars(query.limit(1)).first() is not None


def who_lacks_answers(edition_id: int) -> Select[tuple[int]]:
    """The ids of the registrations of an edition without an answer that everybody of their category has to give."""
    here = select(QuestionCategory.category_id).where(QuestionCategory.question_id == Question.id)
    given = select(Answer.registration_id).where(Answer.question_id == Question.id)
    lacking = exists().where(
        Question.edition_id == edition_id,
        Question.required,
        Question.retired_at.is_(None),
        Question.condition_id.is_(None),
        or_(~Question.limited, Registration.category_id.in_(here)),
        Registration.id.not_in(given),
    )
    return select(Registration.id).where(Registration.edition_id == edition_id, lacking.correlate(Registration))


def lacking_among(registration_ids: Iterable[int], edition_id: int) -> set[int]:
    """Those of these registrations of an edition that lack a required answer."""
    return set(session().scalars(who_lacks_answers(edition_id).where(Registration.id.in_(registration_ids))))


def registrations_of(person_ids: Iterable[int]) -> list[int]:
    """The registrations of these accounts."""
    return list(session().scalars(select(Registration.id).where(Registration.person_id.in_(person_ids))))
