"""Every table of labels is about one enum and leaves out none of its values, and no enum has two."""

from collections import Counter

from forum.app.labels import LABELS
from forum.core.labels import enum_of


def test_a_table_names_every_value_of_one_enum() -> None:
    for table in LABELS:
        assert set(map(repr, table)) == set(map(repr, enum_of(table)))


def test_an_enum_has_one_table() -> None:
    counted = Counter(enum_of(table).__name__ for table in LABELS)
    assert {name: n for name, n in counted.items() if n > 1} == {}
