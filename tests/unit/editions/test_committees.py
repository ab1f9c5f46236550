"""The committees of an edition: one a line, each once, a short list of short names."""

import pytest

from forum.editions.errors import CommitteesUnreadable
from forum.editions.rules.committees import (
    COMMITTEES,
    FIRST_COMMITTEES,
    committee_names,
    committees_of,
    ensure_committees,
)


def test_one_a_line_and_each_once() -> None:
    assert list(committees_of(FIRST_COMMITTEES)) == list(COMMITTEES)
    assert ensure_committees("  Compras \r\n\r\nCapital   Humano\nCompras\n") == "Compras\nCapital Humano"
    assert ensure_committees("") == ""
    assert ensure_committees("Compras|Purchasing\nNuevo") == "Compras | Purchasing\nNuevo"
    named = [("Compras", "Purchasing"), ("Nuevo", "Newest"), ("Otro", "Otro")]
    assert committee_names("Compras\nNuevo | Newest\nOtro", "en") == named


@pytest.mark.parametrize("text", ["x" * 61, "\n".join(map(str, range(21)))])
def test_too_many_and_too_long(text: str) -> None:
    with pytest.raises(CommitteesUnreadable):
        ensure_committees(text)
