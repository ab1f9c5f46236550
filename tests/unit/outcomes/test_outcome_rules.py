"""What an answer must say, until when it is taken, and who is asked when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.matchmaking.enums import Currency
from forum.outcomes.enums import Asking, Horizon, Milestone, NextStep, NoInterest
from forum.outcomes.errors import (
    AmountMissing,
    AnswersClosed,
    HorizonMissing,
    InterestMissing,
    MeetingNotHeld,
    MeetingNotOver,
    NotFollowed,
    ReasonMissing,
    StepMissing,
)
from forum.outcomes.rules import (
    Reached,
    Said,
    Unanswered,
    closes_at,
    complete,
    complete_follow_up,
    current_round,
    due_of_day,
    ensure_answerable,
    ensure_followed,
    is_held,
    is_interested,
    later_askings,
)

ZONE, LAST = "America/Mexico_City", date(2026, 9, 10)
OVER = datetime(2026, 9, 11, 6, tzinfo=UTC)
NOON = OVER + timedelta(hours=12)


def said(**values: object) -> Said:
    whole = {"held": True, "interest": 4, "next_step": NextStep.QUOTE, "amount": 9, "currency": Currency.USD}
    return Said(**{**whole, "horizon": Horizon.SIX, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (said(interest=None), InterestMissing),
        (said(next_step=None), StepMissing),
        (said(interest=2), ReasonMissing),
        (said(horizon=None), HorizonMissing),
    ],
)
def test_what_is_missing_is_refused(answer: Said, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        complete(answer)


def test_what_is_not_asked_is_not_kept() -> None:
    assert complete(said(held=False)) == Said(held=False)
    reason = said(interest=1, no_interest=NoInterest.PRICE, words="Muy caro")
    assert complete(reason) == Said(held=True, interest=1, no_interest=NoInterest.PRICE, words="Muy caro")
    assert complete(said(amount=None)) == Said(held=True, interest=4, next_step=NextStep.QUOTE)
    assert complete(said(currency=None)).currency is Currency.MXN


answers = st.builds(
    Said,
    held=st.booleans(),
    interest=st.none() | st.integers(1, 5),
    next_step=st.none() | st.sampled_from(NextStep),
    amount=st.none() | st.integers(1, 10**9),
    currency=st.none() | st.sampled_from(Currency),
    horizon=st.none() | st.sampled_from(Horizon),
    no_interest=st.none() | st.sampled_from(NoInterest),
    words=st.text(max_size=5),
)


@given(answers)
def test_a_complete_answer_stays_as_it_is_and_breaks_no_rule_of_the_table(answer: Said) -> None:
    try:
        whole = complete(answer)
    except Refusal:
        return
    assert complete(whole) == whole
    assert (whole.amount is None) == (whole.currency is None) == (whole.horizon is None)
    assert whole.held or whole == Said(held=False)
    assert is_interested(whole.interest) or whole.next_step is None


def test_an_order_has_an_amount_and_an_amount_is_of_an_order() -> None:
    award = frozenset({Milestone.AWARD})
    for wrong in (Reached(milestones=award), Reached(amount=5, currency=Currency.MXN)):
        with pytest.raises(AmountMissing):
            complete_follow_up(wrong)
    assert complete_follow_up(Reached(currency=Currency.USD)) == Reached()
    whole = Reached(milestones=award, amount=5, currency=Currency.USD)
    assert complete_follow_up(whole) == whole


def test_answers_are_taken_from_the_end_of_the_slot_until_the_figures_stand() -> None:
    def ask(now: datetime, *, scheduled: bool = True) -> None:
        ensure_answerable(
            is_scheduled=scheduled, slot_ends_at=OVER - timedelta(hours=9), ends_on=LAST, zone=ZONE, now=now
        )

    end = closes_at(LAST, zone=ZONE)
    ask(OVER - timedelta(hours=9))
    ask(end - timedelta(seconds=1))
    for refusal, now, scheduled in (
        (MeetingNotOver, OVER - timedelta(hours=10), True),
        (MeetingNotHeld, OVER, False),
        (AnswersClosed, end, True),
    ):
        with pytest.raises(refusal):
            ask(now, scheduled=scheduled)


def test_rounds_follow_each_other() -> None:
    days = {29: None, 30: Asking.DAYS_30, 90: Asking.DAYS_90, 180: Asking.DAYS_180, 209: Asking.DAYS_180, 210: None}
    assert {each: current_round(LAST, zone=ZONE, now=OVER + timedelta(days=each)) for each in days} == days
    with pytest.raises(NotFollowed):
        ensure_followed(LAST, zone=ZONE, now=OVER)


def test_later_mails_leave_by_day_and_within_ten_days() -> None:
    at = {
        NOON - timedelta(days=1): [],
        NOON + timedelta(days=1): [Asking.REMINDER],
        NOON + timedelta(days=1, hours=-9): [],
        NOON + timedelta(days=12): [],
        NOON + timedelta(days=30): [Asking.DAYS_30],
        NOON + timedelta(days=41): [],
        NOON + timedelta(days=182): [Asking.DAYS_180],
    }
    assert {now: later_askings(LAST, zone=ZONE, now=now) for now in at} == at


def test_somebody_is_asked_after_their_last_meeting_of_the_day_about_those_they_have_not_answered() -> None:
    def meeting(person: int, id: int, hour: int, *, answered: bool = False) -> Unanswered:
        start = OVER + timedelta(hours=hour)
        end = start + timedelta(minutes=20)
        return Unanswered(person_id=person, meeting_id=id, starts_at=start, ends_at=end, answered=answered)

    day = [meeting(1, 1, 9), meeting(1, 2, 12), meeting(2, 3, 9, answered=True), meeting(3, 4, 9)]
    found = {
        hour: {person: [each.meeting_id for each in theirs] for person, theirs in due.items()}
        for hour in (9, 10, 13)
        for due in [due_of_day(day, now=OVER + timedelta(hours=hour))]
    }
    assert found == {9: {}, 10: {3: [4]}, 13: {1: [1, 2], 3: [4]}}


def test_a_meeting_is_held_when_either_side_says_so() -> None:
    assert [is_held(each) for each in ([], [False], [True, False], [True])] == [False, False, True, True]
