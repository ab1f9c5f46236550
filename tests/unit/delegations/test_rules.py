"""Until when a delegation names its people."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.core.errors import Refusal
from forum.delegations.enums import DelegationStatus as S
from forum.delegations.errors import DelegationDecided, DelegationNotOpen, DelegationUntilPast, NamesClosed
from forum.delegations.rules import ensure_ahead, ensure_may_name, ensure_status, may_name

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("status", "until", "refusal"),
    [
        (S.OPEN, LATER, None),
        (S.OPEN, NOW, NamesClosed),
        (S.OPEN, None, NamesClosed),
        (S.REQUESTED, LATER, DelegationNotOpen),
        (S.CLOSED, LATER, DelegationNotOpen),
        (S.REFUSED, LATER, DelegationNotOpen),
    ],
)
def test_names_are_changed_while_it_is_open_and_until_its_day(
    status: S, until: datetime | None, refusal: type[Refusal] | None
) -> None:
    assert may_name(status, until, now=NOW) is (refusal is None)
    if refusal is None:
        ensure_may_name(status, until, now=NOW)
        return
    with pytest.raises(refusal):
        ensure_may_name(status, until, now=NOW)


def test_a_decision_counts_once_and_ends_ahead() -> None:
    ensure_status(S.REQUESTED, S.REQUESTED)
    ensure_ahead(LATER, now=NOW)
    with pytest.raises(DelegationDecided):
        ensure_status(S.OPEN, S.REQUESTED)
    with pytest.raises(DelegationUntilPast):
        ensure_ahead(NOW, now=NOW)
