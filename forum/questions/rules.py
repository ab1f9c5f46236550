"""Which questions are asked, given what is answered, and what is kept of the answers: plain values only.

An answer is a text, whatever the kind of its question: the Spanish words of what was chosen, one choice a line; a
number with a point; a date as ISO 8601 writes it; the name of a file. So what is stored can be read by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from forum.core.i18n import N_
from forum.questions.enums import QuestionKind
from forum.questions.errors import (
    ConditionComesFirst,
    ConditionUnknown,
    KindFixed,
    OptionNeeded,
    OptionsMissing,
    OptionsUnmatched,
    OptionTwice,
    QuestionNeeded,
    SensitiveDemanded,
    SensitiveFixed,
    SensitiveOnBadge,
)

YES, NO = N_("Sí"), N_("No")
LONGEST_WORDING, LONGEST_HELP, LONGEST_TEXT, LONGEST_LONG_TEXT = 200, 300, 200, 2000
MOST_OPTIONS, LONGEST_OPTION = 40, 100
MOST_DAYS_KEPT = 3650
BADGE_KINDS = frozenset(set(QuestionKind) - {QuestionKind.LONG_TEXT, QuestionKind.FILE})
"""Kinds whose answers fit a line of a badge."""

WITH_OPTIONS = frozenset({QuestionKind.ONE, QuestionKind.MANY})
CHOSEN = WITH_OPTIONS | {QuestionKind.YES_NO}
"""Kinds whose answers are known beforehand, so that other questions may depend on them."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only where this answer was given to that question, among others where many may be chosen."""

    question_id: int
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in both languages; the Spanish is what is stored."""

    es: str
    en: str

    def words(self, language: str) -> str:
        """The choice in "es" or "en"."""
        return self.en if language == "en" and self.en else self.es


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is asked. `personal`: its answers are personal data, and are marked so.

    `sensitive`: of the kind for which the law wants express consent; whoever need not know them does not read them.

    `keep_days`: how many days after the edition its answers are kept; None: as long as the registration.
    """

    id: int
    kind: QuestionKind
    wording_es: str
    wording_en: str = ""
    help_es: str = ""
    help_en: str = ""
    required: bool = False
    personal: bool = False
    on_badge: bool = False
    sensitive: bool = False
    keep_days: int | None = None
    options: tuple[Option, ...] = ()
    condition: Condition | None = None
    is_retired: bool = False

    def wording(self, language: str) -> str:
        """The question in "es" or "en"."""
        return self.wording_en if language == "en" and self.wording_en else self.wording_es

    def help(self, language: str) -> str:
        """The help text in "es" or "en"."""
        return self.help_en if language == "en" and self.help_en else self.help_es

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that can be chosen; empty where one writes."""
        if self.kind is QuestionKind.YES_NO:
            return YES, NO
        return tuple(option.es for option in self.options) if self.kind in WITH_OPTIONS else ()


def parts(answer: str) -> list[str]:
    """The choices in an answer."""
    return answer.splitlines()


def with_former(question: Asked, answer: str) -> Asked:
    """The question with the choices of an answer that are none any more, so that saving other answers keeps them."""
    former = [Option(each, "") for each in parts(answer) if each not in question.values]
    return replace(question, options=(*question.options, *former)) if question.kind in WITH_OPTIONS else question


def reachable(questions: Iterable[Asked]) -> list[Asked]:
    """The questions that some answers make visible: those whose condition is on another of them."""
    reached: dict[int, Asked] = {}
    for question in questions:
        if question.condition is None or question.condition.question_id in reached:
            reached[question.id] = question
    return list(reached.values())


def visible(questions: Iterable[Asked], answers: Mapping[int, str]) -> list[Asked]:
    """The questions that are asked, in their order, where these answers are given.

    A question with a condition is asked where the other one is asked itself and has that answer; it comes after it, so
    nothing that is hidden makes anything visible.
    """
    counted: dict[int, str] = {}
    shown = []
    for question in questions:
        condition = question.condition
        if condition is None or condition.value in parts(counted.get(condition.question_id, "")):
            shown.append(question)
            counted[question.id] = answers.get(question.id, "")
    return shown


def stored(questions: Iterable[Asked], answers: Mapping[int, str]) -> dict[int, str]:
    """What is kept of these answers: what was asked and answered, nothing else."""
    return {each.id: answers[each.id] for each in visible(questions, answers) if answers.get(each.id)}


def missing(questions: Iterable[Asked], answers: Mapping[int, str]) -> list[Asked]:
    """The questions that are asked, have to be answered and are not."""
    return [each for each in visible(questions, answers) if each.required and not answers.get(each.id)]


def options_of(spanish: str, english: str) -> tuple[Option, ...]:
    """The choices written one a line, in both languages; English may be left out altogether.

    Raises:
        OptionsMissing: fewer than two, or more than fit a form.
        OptionTwice: two are alike.
        OptionsUnmatched: English has not as many lines as Spanish.
    """
    es, en = _lines(spanish), _lines(english)
    if not 2 <= len(es) <= MOST_OPTIONS or any(len(line) > LONGEST_OPTION for line in [*es, *en]):
        raise OptionsMissing
    if len({line.casefold() for line in es}) < len(es):
        raise OptionTwice
    if en and len(en) != len(es):
        raise OptionsUnmatched
    return tuple(Option(*pair) for pair in zip(es, en or [""] * len(es), strict=True))


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def ensure_free(question: Asked) -> None:
    """Refuse to demand a sensitive answer, to print it, or to show others by what somebody answered.

    Raises:
        SensitiveDemanded: consent that is demanded is none.
        SensitiveOnBadge: everybody in the halls reads a badge.
    """
    if question.sensitive and question.required:
        raise SensitiveDemanded
    if question.sensitive and question.on_badge:
        raise SensitiveOnBadge


def ensure_condition(condition: Condition, earlier: Sequence[Asked]) -> None:
    """Refuse a condition on anything but a choice of an earlier question.

    Raises:
        ConditionUnknown: there is no such question before, or it has no such choice.
    """
    found = next((each for each in earlier if each.id == condition.question_id and not each.is_retired), None)
    if found is None or condition.value not in found.values:
        raise ConditionUnknown


def ensure_order(questions: Sequence[Asked]) -> None:
    """Refuse an order in which a question stands before the one it depends on.

    Raises:
        ConditionComesFirst: one does.
    """
    seen: set[int] = set()
    for question in questions:
        if question.condition is not None and question.condition.question_id not in seen:
            raise ConditionComesFirst(name=question.wording_es)
        seen.add(question.id)


def ensure_replaceable(before: Asked, after: Asked, *, answered: bool, others: Iterable[Asked]) -> None:
    """Refuse a change that others, or answers, do not go with.

    Raises:
        KindFixed: it has answers, of another kind.
        SensitiveFixed: it has answers, which were given as what they were.
        OptionNeeded: a question depends on a choice that would be gone.
    """
    if answered and before.kind is not after.kind:
        raise KindFixed
    if answered and before.sensitive is not after.sensitive:
        raise SensitiveFixed
    for other in others:
        condition = other.condition
        if condition is not None and condition.question_id == before.id and condition.value not in after.values:
            raise OptionNeeded(value=condition.value, name=other.wording_es)


def ensure_not_needed(question: Asked, others: Iterable[Asked]) -> None:
    """Refuse to take away a question that others depend on.

    Raises:
        QuestionNeeded: one does.
    """
    for other in others:
        if other.condition is not None and other.condition.question_id == question.id and not other.is_retired:
            raise QuestionNeeded(name=other.wording_es)


COVERED = "***"
"""What histories and staff read instead of a sensitive answer."""

BETWEEN, WITHIN = "\x1e", "\x1f"
"""What parts answers, and the parts of one, where a statement hands them over in one text."""


def badge_line(told: str) -> str:
    """What a badge says of answers, each handed over as kind, question and answer: *Vegetariano · Mesa 4*.

    A yes is said by its question, a no by nothing.
    """
    said = []
    for each in told.split(BETWEEN) if told else ():
        kind, wording, value = each.split(WITHIN)
        if kind != QuestionKind.YES_NO:
            said.append(", ".join(parts(value)))
        elif value == YES:
            said.append(wording.strip("¿?¡! "))
    return " · ".join(filter(None, said))


def are_due(*, keep_days: int, ends_on: date, today: date) -> bool:
    """Whether the time is over for which answers are kept after the last day of the edition."""
    return today > ends_on + timedelta(days=keep_days)
