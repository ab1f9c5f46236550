"""Names in fewer bytes: every text comes back, and a name of Mexico takes less than it did."""

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.checkin.documents.letters import LENGTHS, packed, unpacked

TEXTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).map(str.encode), min_size=1)


@given(TEXTS, st.binary(max_size=9))
def test_what_is_packed_comes_back(texts: list[bytes], after: bytes) -> None:
    assert unpacked(packed(texts) + after, len(texts)) == texts


@given(st.binary(), st.integers(1, 3))
def test_what_is_no_packed_text_is_refused_or_read(data: bytes, how_many: int) -> None:
    with contextlib.suppress(ValueError):
        assert len(unpacked(data, how_many)) == how_many


def test_each_byte_has_a_code_and_no_code_is_wasted() -> None:
    assert sum(Fraction(1, 2 ** int(digit, 16)) for digit in LENGTHS) == 1


@pytest.mark.parametrize(
    "name", ["María José Muñoz Güereca", "JUAN CARLOS PÉREZ LÓPEZ", "Estampados de Silao, S.A. de C.V."]
)
def test_a_name_takes_four_fifths_at_most(name: str) -> None:
    assert len(packed([name.encode()])) <= 0.8 * len(name.encode())
