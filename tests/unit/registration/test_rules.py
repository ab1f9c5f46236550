"""The rules of a registration, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.editions.enums import CategoryKind
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import NotPossibleNow, RegistrationNotOpen, RegistrationOver, RegistrationReasonMissing
from forum.registration.rules import (
    Step,
    ensure_open,
    ensure_reason,
    ensure_step,
    first_status,
    holds_place,
    may_step,
    outranks,
    status_with_place,
)

NOON = datetime(2026, 9, 9, 18, tzinfo=UTC)

POSSIBLE = {
    Step.APPROVE: {S.PENDING, S.WAITLISTED, S.REJECTED, S.CANCELLED},
    Step.REJECT: {S.PENDING, S.WAITLISTED, S.APPROVED},
    Step.CANCEL: {S.PENDING, S.WAITLISTED, S.APPROVED},
    Step.CORRECT: {S.PENDING, S.WAITLISTED, S.APPROVED},
    Step.REINSTATE: {S.CANCELLED},
    Step.MOVE: set(S),
}


@pytest.mark.parametrize("step", list(Step))
@pytest.mark.parametrize("status", list(S))
def test_actions_possible_in_each_status(step: Step, status: S) -> None:
    assert may_step(step, status) is (status in POSSIBLE[step])


def test_an_action_that_is_not_possible_is_refused() -> None:
    with pytest.raises(NotPossibleNow):
        ensure_step(Step.APPROVE, S.APPROVED)
    ensure_step(Step.APPROVE, S.PENDING)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_rejection_needs_a_reason(reason: str) -> None:
    with pytest.raises(RegistrationReasonMissing):
        ensure_reason(reason)


@pytest.mark.parametrize(
    ("placed", "needs_approval", "status"),
    [(True, False, S.APPROVED), (True, True, S.PENDING), (False, False, S.WAITLISTED), (False, True, S.WAITLISTED)],
)
def test_what_a_new_registration_is(placed: bool, needs_approval: bool, status: S) -> None:
    assert first_status(placed=placed, needs_approval=needs_approval) is status


def test_only_pending_and_approved_hold_a_place() -> None:
    assert [s for s in S if holds_place(s)] == [S.PENDING, S.APPROVED]
    assert holds_place(status_with_place(needs_approval=True))
    assert holds_place(status_with_place(needs_approval=False))


def test_a_supplier_who_also_speaks_wears_the_badge_of_a_speaker() -> None:
    assert outranks(CategoryKind.SPEAKER, CategoryKind.SUPPLIER)
    assert not outranks(CategoryKind.SUPPLIER, CategoryKind.SPEAKER)


@given(st.sampled_from(CategoryKind), st.sampled_from(CategoryKind))
def test_of_two_kinds_one_outranks(kind: CategoryKind, other: CategoryKind) -> None:
    assert outranks(kind, other) + outranks(other, kind) == (kind is not other)


@pytest.mark.parametrize("kind", [k for k in CategoryKind if k is not CategoryKind.VISITOR])
def test_everything_outranks_a_visitor(kind: CategoryKind) -> None:
    assert outranks(kind, CategoryKind.VISITOR)


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (NOON - timedelta(seconds=1), RegistrationNotOpen),
        (NOON + timedelta(days=1), RegistrationOver),
        (NOON + timedelta(days=2), RegistrationOver),
    ],
)
def test_outside_the_window_is_refused(moment: datetime, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_open(opens_at=NOON, closes_at=NOON + timedelta(days=1), now=moment)


@pytest.mark.parametrize("moment", [NOON, NOON + timedelta(hours=23)])
def test_inside_the_window_is_open(moment: datetime) -> None:
    ensure_open(opens_at=NOON, closes_at=NOON + timedelta(days=1), now=moment)
