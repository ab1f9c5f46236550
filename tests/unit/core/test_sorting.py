"""What the address of a list may ask to sort it by."""

import pytest

from forum.core.sorting import Order, order_named


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("name", Order("name")),
        ("-name", Order("name", is_descending=True)),
        ("", None),
        ("-", None),
        ("--name", None),
        ("password_hash", None),
        ("name desc", None),
    ],
)
def test_only_what_a_list_offers_sorts_it(text: str, order: Order | None) -> None:
    assert order_named(text, ("name", "date")) == order
    assert order is None or str(order) == text
