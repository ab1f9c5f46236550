"""What is asked and what is kept, for any questions with conditions and any answers; what organisers may do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
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
)
from forum.questions.rules import (
    NO,
    YES,
    Asked,
    Condition,
    Option,
    are_due,
    badge_line,
    ensure_condition,
    ensure_not_needed,
    ensure_order,
    ensure_replaceable,
    missing,
    options_of,
    parts,
    reachable,
    stored,
    visible,
)

OPTIONS = (Option("a", "x"), Option("b", "y"), Option("c", "z"))


def asked(number: int, kind: QuestionKind = QuestionKind.YES_NO, **values: object) -> Asked:
    options = OPTIONS if kind in {QuestionKind.ONE, QuestionKind.MANY} else ()
    return Asked(id=number, kind=kind, wording_es=f"p{number}", options=options, **values)  # type: ignore[arg-type]


@st.composite
def question_sets(draw: st.DrawFn) -> list[Asked]:
    """Questions in order; each depends on nothing, on an earlier one, or on one that is not asked here."""
    questions: list[Asked] = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        kind = draw(st.sampled_from(QuestionKind))
        choosable = [(each.id, value) for each in questions for value in each.values] + [(99, YES)]
        on = draw(st.none() | st.sampled_from(choosable))
        condition = Condition(*on) if on else None
        questions.append(asked(number, kind, required=draw(st.booleans()), condition=condition))
    return questions


@st.composite
def filled(draw: st.DrawFn) -> tuple[list[Asked], dict[int, str]]:
    """Questions and whatever was sent for them, also for hidden and unknown ones."""
    questions = draw(question_sets())
    sent: dict[int, str] = {}
    for each in [*questions, asked(98)]:
        if each.kind is QuestionKind.MANY:
            chosen = draw(st.lists(st.sampled_from(each.values), unique=True))
            text = "\n".join(value for value in each.values if value in chosen)
        else:
            text = draw(st.sampled_from(["", *(each.values or ("7", "libre"))]))
        if draw(st.booleans()):
            sent[each.id] = text
    return questions, sent


def is_seen(question: Asked, questions: list[Asked], sent: dict[int, str]) -> bool:
    """Whether somebody who fills in the form sees a question: said again, from the last one back."""
    if question.condition is None:
        return True
    target = next((each for each in questions if each.id == question.condition.question_id), None)
    if target is None or not is_seen(target, questions, sent):
        return False
    return question.condition.value in sent.get(target.id, "").split("\n")


@given(filled())
def test_what_is_kept_is_exactly_what_was_visible_and_answered(case: tuple[list[Asked], dict[int, str]]) -> None:
    questions, sent = case
    expected = {each.id: sent[each.id] for each in questions if is_seen(each, questions, sent) and sent.get(each.id)}
    assert stored(questions, sent) == expected


@given(filled())
def test_keeping_again_what_was_kept_changes_nothing(case: tuple[list[Asked], dict[int, str]]) -> None:
    questions, sent = case
    kept = stored(questions, sent)
    assert stored(questions, kept) == kept
    assert [each.id for each in visible(questions, kept)] == [each.id for each in visible(questions, sent)]


@given(filled())
def test_only_what_is_visible_has_to_be_answered(case: tuple[list[Asked], dict[int, str]]) -> None:
    questions, sent = case
    lacking = {each.id for each in missing(questions, sent)}
    seen = {each.id for each in questions if is_seen(each, questions, sent)}
    assert lacking == {each.id for each in questions if each.required and each.id in seen} - set(
        stored(questions, sent)
    )


@given(filled())
def test_what_cannot_be_reached_is_never_visible(case: tuple[list[Asked], dict[int, str]]) -> None:
    questions, sent = case
    assert visible(reachable(questions), sent) == visible(questions, sent)


def test_one_choice_among_many_is_enough() -> None:
    many, then = asked(1, QuestionKind.MANY), asked(2, condition=Condition(1, "b"))
    shown = [[each.id for each in visible([many, then], {1: value})] for value in ("a", "a\nb", "")]
    assert shown == [[1], [1, 2], [1]]


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("", ""),
        ("yes_no\x1f¿Vegetariano?\x1fSí", "Vegetariano"),
        ("yes_no\x1f¿Vegetariano?\x1fNo", ""),
        ("one\x1fTalla\x1fG\x1eyes_no\x1f¿Va?\x1fNo\x1emany\x1fDías\x1fUno\nDos", "G · Uno, Dos"),
    ],
)
def test_a_badge_says_what_was_answered(told: str, line: str) -> None:
    assert badge_line(told) == line


def test_options_are_written_one_a_line() -> None:
    assert options_of(" Rojo \n\nVerde  claro", "") == (Option("Rojo", ""), Option("Verde claro", ""))
    assert options_of("Sí, uno\nNo", "One\nNone") == (Option("Sí, uno", "One"), Option("No", "None"))
    assert parts("Rojo\nVerde claro") == ["Rojo", "Verde claro"]


@pytest.mark.parametrize(
    ("spanish", "english", "refusal"),
    [
        ("Rojo", "", OptionsMissing),
        ("\n".join(map(str, range(41))), "", OptionsMissing),
        ("x" * 101 + "\ny", "", OptionsMissing),
        ("Rojo\nrojo", "", OptionTwice),
        ("Rojo\nVerde", "Red", OptionsUnmatched),
    ],
)
def test_options_that_are_refused(spanish: str, english: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        options_of(spanish, english)


def test_a_condition_is_on_a_choice_of_an_earlier_question() -> None:
    earlier = [asked(1), asked(2, QuestionKind.TEXT), asked(3, is_retired=True)]
    ensure_condition(Condition(1, YES), earlier)
    for condition in (Condition(1, "quizá"), Condition(2, "x"), Condition(3, NO), Condition(4, YES)):
        with pytest.raises(ConditionUnknown):
            ensure_condition(condition, earlier)


def test_the_order_keeps_conditions() -> None:
    first, then = asked(1), asked(2, condition=Condition(1, YES))
    ensure_order([first, asked(3), then])
    with pytest.raises(ConditionComesFirst):
        ensure_order([then, first])


def test_what_others_depend_on_stays() -> None:
    before, then = asked(1, QuestionKind.ONE), asked(2, condition=Condition(1, "b"))
    ensure_replaceable(before, asked(1, QuestionKind.MANY), answered=False, others=[then])
    with pytest.raises(OptionNeeded):
        ensure_replaceable(before, asked(1, QuestionKind.TEXT), answered=False, others=[then])
    with pytest.raises(KindFixed):
        ensure_replaceable(before, asked(1, QuestionKind.MANY), answered=True, others=[])
    with pytest.raises(QuestionNeeded):
        ensure_not_needed(before, [then])
    ensure_not_needed(before, [asked(2, condition=Condition(1, "b"), is_retired=True)])


@pytest.mark.parametrize(("today", "due"), [(date(2026, 9, 11), False), (date(2026, 9, 21), False)])
def test_answers_are_kept_as_long_as_was_said(today: date, due: bool) -> None:
    assert are_due(keep_days=10, ends_on=date(2026, 9, 11), today=today) is due
    assert are_due(keep_days=10, ends_on=date(2026, 9, 11), today=date(2026, 9, 22)) is True
    assert are_due(keep_days=0, ends_on=date(2026, 9, 11), today=date(2026, 9, 12)) is True
