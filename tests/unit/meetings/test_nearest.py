"""What is offered instead of a slot that was refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forum.meetings.rules.nearest import nearest_for
from forum.meetings.rules.seats import Sitting
from tests.unit.meetings.test_board import ANA, BUYER, COMPANY, NINE, NOW, busy, slot

SITTING = Sitting(
    slot_id=102, buyer_id=9, buyer_person_id=BUYER, company_id=COMPANY, names={BUYER: "Kenji", ANA: "Ana"},
    edition_id=1, walking=0,
    spare=0, company_cap=8,
)  # fmt: skip
BOARD = [slot(number) for number in range(7)]
HELD = busy(BUYER, 2)  # what stands in the slot that is wanted


def offered(sitting: Sitting = SITTING, *, wanted: int | None = 2, taken: tuple[int, ...] = ()) -> list[int]:
    times = [HELD, *(busy(ANA, number, meeting_id=60 + number) for number in taken)]
    at = None if wanted is None else NINE + timedelta(minutes=25 * wanted)
    return [each.slot_id - 100 for each in nearest_for(sitting, BOARD, times, wanted=at, now=NOW)]


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [(2, (), [1, 3, 4]), (2, (1, 3), [0, 4, 5]), (6, (), [4, 5, 6]), (None, (), [0, 1, 3]), (2, (0, 1, 3, 4, 5), [6])],
)
def test_the_nearest_slots_that_suit_both_in_order_of_time(
    wanted: int | None, taken: tuple[int, ...], expected: list[int]
) -> None:
    assert offered(wanted=wanted, taken=taken) == expected


def test_nothing_is_offered_to_a_company_with_all_its_meetings_but_by_staff() -> None:
    full = replace(SITTING, company_cap=2)
    assert offered(full, taken=(5,)) == []
    assert offered(replace(full, by_staff=True), taken=(5,)) == [1, 3, 4]
    assert offered(replace(full, moving=65), taken=(5,)) == [1, 3, 4]
