"""Steps of an application, staff badges, and the plan of stands, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.exhibitors import rules
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.errors import (
    ApplicationsClosed,
    RejectionReasonMissing,
    StaffNotYet,
    StaffQuotaFull,
    StandFixed,
    StandOffPlan,
    StepNotPossible,
)

STEPS = {
    (ExhibitorStatus.DRAFT, ExhibitorStatus.SUBMITTED),
    (ExhibitorStatus.DRAFT, ExhibitorStatus.WITHDRAWN),
    (ExhibitorStatus.SUBMITTED, ExhibitorStatus.APPROVED),
    (ExhibitorStatus.SUBMITTED, ExhibitorStatus.REJECTED),
    (ExhibitorStatus.SUBMITTED, ExhibitorStatus.WITHDRAWN),
    (ExhibitorStatus.APPROVED, ExhibitorStatus.REJECTED),
    (ExhibitorStatus.APPROVED, ExhibitorStatus.WITHDRAWN),
    (ExhibitorStatus.REJECTED, ExhibitorStatus.SUBMITTED),
    (ExhibitorStatus.WITHDRAWN, ExhibitorStatus.SUBMITTED),
}


@pytest.mark.parametrize("status", list(ExhibitorStatus))
@pytest.mark.parametrize("target", list(ExhibitorStatus))
def test_only_these_steps_exist(status: ExhibitorStatus, target: ExhibitorStatus) -> None:
    assert rules.may_become(status, target) == ((status, target) in STEPS)
    if (status, target) not in STEPS:
        with pytest.raises(StepNotPossible):
            rules.ensure_may_become(status, target)


@pytest.mark.parametrize(
    ("status", "held"),
    [
        (ExhibitorStatus.DRAFT, False),
        (ExhibitorStatus.SUBMITTED, True),
        (ExhibitorStatus.APPROVED, True),
        (ExhibitorStatus.REJECTED, False),
        (ExhibitorStatus.WITHDRAWN, False),
    ],
)
def test_a_stand_is_held_from_submission_on(status: ExhibitorStatus, held: bool) -> None:
    assert rules.is_stand_held(status) == held


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (ExhibitorStatus.DRAFT, StepNotPossible),
        (ExhibitorStatus.SUBMITTED, None),
        (ExhibitorStatus.APPROVED, StandFixed),
        (ExhibitorStatus.REJECTED, StepNotPossible),
        (ExhibitorStatus.WITHDRAWN, StepNotPossible),
    ],
)
def test_a_company_changes_its_stand_until_approved(status: ExhibitorStatus, refusal: type[Refusal] | None) -> None:
    assert refusal_of(lambda: rules.ensure_stand_changeable(status)) is refusal


@pytest.mark.parametrize(
    ("status", "quota", "taken", "refusal"),
    [
        (ExhibitorStatus.APPROVED, 4, 3, None),
        (ExhibitorStatus.APPROVED, 4, 4, StaffQuotaFull),
        (ExhibitorStatus.APPROVED, 0, 0, StaffQuotaFull),
        (ExhibitorStatus.SUBMITTED, 4, 0, StaffNotYet),
        (ExhibitorStatus.REJECTED, 4, 0, StaffNotYet),
    ],
)
def test_staff_badges_need_an_approved_stand_and_a_place(
    status: ExhibitorStatus, quota: int, taken: int, refusal: type[Refusal] | None
) -> None:
    assert refusal_of(lambda: rules.ensure_staff_room(status, quota=quota, taken=taken)) is refusal


def test_applications_close_at_the_closing_moment() -> None:
    closes = datetime(2026, 9, 1, tzinfo=UTC)
    rules.ensure_open(closes, now=closes - timedelta(seconds=1))
    with pytest.raises(ApplicationsClosed):
        rules.ensure_open(closes, now=closes)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_rejection_needs_a_reason(reason: str) -> None:
    with pytest.raises(RejectionReasonMissing):
        rules.ensure_reason(reason)


def test_a_reason_is_saved_without_outer_spaces() -> None:
    assert rules.ensure_reason("  Giro no automotriz \n") == "Giro no automotriz"


def test_a_range_is_laid_out_back_to_back_with_aisles() -> None:
    made = block("A-", first=9, how_many=5, per_row=2)
    assert [(place.code, place.x_cm, place.y_cm) for place in made] == [
        ("A-09", 0, 0),
        ("A-10", 300, 0),
        ("A-11", 0, 200),
        ("A-12", 300, 200),
        ("A-13", 0, 700),
    ]
    assert rules.plan_size((p.x_cm, p.y_cm, p.width_cm, p.depth_cm) for p in made) == (600, 900)


def test_an_empty_plan_has_no_size() -> None:
    assert rules.plan_size([]) == (0, 0)


@pytest.mark.parametrize(("how_many", "per_row"), [(0, 2), (201, 2), (5, 0), (200, 1), (200, 200)])
def test_a_range_must_fit_the_plan(how_many: int, per_row: int) -> None:
    top = 90_000 if per_row == 1 else 0
    width = 500 if per_row == 200 else 300
    with pytest.raises(StandOffPlan):
        rules.stand_range("A", first=1, how_many=how_many, width_cm=width, depth_cm=200, per_row=per_row, top_cm=top)


@given(how_many=st.integers(1, 60), per_row=st.integers(1, 20), first=st.integers(1, 500))
def test_no_two_stands_of_a_range_overlap(how_many: int, per_row: int, first: int) -> None:
    made = block("B", first=first, how_many=how_many, per_row=per_row)
    assert len({place.code for place in made}) == how_many
    for n, one in enumerate(made):
        for other in made[n + 1 :]:
            beside = one.x_cm + one.width_cm <= other.x_cm or other.x_cm + other.width_cm <= one.x_cm
            below = one.y_cm + one.depth_cm <= other.y_cm or other.y_cm + other.depth_cm <= one.y_cm
            assert beside or below


def block(prefix: str, *, first: int, how_many: int, per_row: int) -> list[rules.StandOutline]:
    return rules.stand_range(
        prefix,
        first=first,
        how_many=how_many,
        width_cm=300,
        depth_cm=200,
        per_row=per_row,
        top_cm=0,
    )


def refusal_of(act: object) -> type[Refusal] | None:
    assert callable(act)
    try:
        act()
    except Refusal as refusal:
        return type(refusal)
    return None
