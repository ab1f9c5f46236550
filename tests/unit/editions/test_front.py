"""Which edition the start page shows."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.editions.rules import FrontCandidate, front_edition_id

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def edition(
    number: int, *, starts: float, days: float = 2, opens: float = -999, closes: float = -998
) -> FrontCandidate:
    """An edition that starts so many days from now; registration opens and closes, in days from now as well."""
    return FrontCandidate(
        id=number,
        opens_at=NOW + starts * DAY,
        ends_at=NOW + (starts + days) * DAY,
        registration_opens_at=NOW + opens * DAY,
        registration_closes_at=NOW + closes * DAY,
    )


RUNNING = edition(1, starts=-1)
OPEN = edition(2, starts=200, opens=-1, closes=200)
NEXT = edition(3, starts=30, opens=5, closes=30)
LAST = edition(4, starts=-30)
BEFORE_LAST = edition(5, starts=-400)


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([], None),
        ([LAST, NEXT, OPEN, RUNNING], 1),
        ([BEFORE_LAST, LAST, NEXT, OPEN], 2),
        ([BEFORE_LAST, LAST, NEXT], 3),
        ([BEFORE_LAST, LAST], 4),
        ([NEXT, edition(6, starts=20)], 6),  # the next is the nearer one
        ([OPEN, edition(6, starts=100, opens=-1, closes=100)], 6),
        ([RUNNING, edition(6, starts=-0.5)], 1),  # of two that run, the one that began first
        ([edition(7, starts=-1), edition(6, starts=-1)], 6),
        ([edition(6, starts=-5, opens=-9, closes=9), NEXT], 3),  # over, though its registration was left open
        ([edition(6, starts=0), OPEN], 6),  # from its first moment
        ([edition(6, starts=-2), OPEN], 2),  # to the end of its last day
        ([edition(6, starts=9, opens=0, closes=1), NEXT], 6),
        ([edition(6, starts=90, opens=-1, closes=0), NEXT], 3),
    ],
)
def test_the_start_page_shows(candidates: Sequence[FrontCandidate], chosen: int | None) -> None:
    assert front_edition_id(candidates, now=NOW) == chosen
    assert front_edition_id(reversed(candidates), now=NOW) == chosen


@given(st.integers(1, 2000))
def test_an_edition_published_later_takes_the_place_of_none_that_runs(days: int) -> None:
    later = edition(0, starts=days, opens=-1, closes=days)
    assert front_edition_id([later, RUNNING], now=NOW) == RUNNING.id
