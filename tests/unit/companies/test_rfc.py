"""The RFC as it is typed: form and date are required, the check digit only warns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.companies.errors import RfcDateUnreal, RfcLengthWrong, RfcLettersWrong
from forum.companies.rules.rfc import CHECK_DIGIT_WARNING, Rfc, RfcKind, normalise_rfc, parse_rfc
from forum.core.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "number", "kind", "fits"),
    [
        ("GODE561231GR8", "GODE561231GR8", RfcKind.FISICA, True),
        ("MAB9307148T4", "MAB9307148T4", RfcKind.MORAL, True),
        ("COSC8001137NA", "COSC8001137NA", RfcKind.FISICA, True),
        ("SAT970701NN3", "SAT970701NN3", RfcKind.MORAL, True),
        ("VACE460910SX6", "VACE460910SX6", RfcKind.FISICA, False),
        ("VACE460910SX5", "VACE460910SX5", RfcKind.FISICA, True),
        (" mab-930714-8t4 ", "MAB9307148T4", RfcKind.MORAL, True),
        ("GODE 561231 GR8", "GODE561231GR8", RfcKind.FISICA, True),
        ("GODE\u2013561231\u00a0GR8", "GODE561231GR8", RfcKind.FISICA, True),
        ("XAXX010101000", "XAXX010101000", RfcKind.GENERIC, True),
        ("xexx-010101-000", "XEXX010101000", RfcKind.GENERIC, True),
        ("ÑAÑ000229AA1", "ÑAÑ000229AA1", RfcKind.MORAL, False),
        ("n\u0303an\u0303000229aa1", "ÑAÑ000229AA1", RfcKind.MORAL, False),
        ("A&B040229AA1", "A&B040229AA1", RfcKind.MORAL, False),
        ("&ÑO991231AA1", "&ÑO991231AA1", RfcKind.MORAL, False),
    ],
)
def test_a_well_formed_rfc(typed: str, number: str, kind: RfcKind, fits: bool) -> None:
    assert parse_rfc(typed) == Rfc(number, kind, check_digit_matches=fits)


@pytest.mark.parametrize(
    ("typed", "refusal", "params"),
    [
        ("", RfcLengthWrong, {"length": 0}),
        ("MAB93071", RfcLengthWrong, {"length": 8}),
        ("MAB9307148T", RfcLengthWrong, {"length": 11}),
        ("GODE561231GR88", RfcLengthWrong, {"length": 14}),
        ("MA19307148T4", RfcLettersWrong, {"rfc": "MA19307148T4"}),
        ("MÁB9307148T4", RfcLettersWrong, {"rfc": "MÁB9307148T4"}),
        ("GODE56123GR88", RfcLettersWrong, {"rfc": "GODE56123GR88"}),
        ("GODE561231GÑ8", RfcLettersWrong, {"rfc": "GODE561231GÑ8"}),
        ("GODE561231G.8", RfcLettersWrong, {"rfc": "GODE561231G.8"}),
        ("GOD٥٦١٢٣١GR8", RfcLettersWrong, {"rfc": "GOD٥٦١٢٣١GR8"}),
        ("MAB931314AA1", RfcDateUnreal, {"date": "931314"}),
        ("MAB930230AA1", RfcDateUnreal, {"date": "930230"}),
        ("MAB930700AA1", RfcDateUnreal, {"date": "930700"}),
        ("MAB010229AA1", RfcDateUnreal, {"date": "010229"}),
    ],
)
def test_an_invalid_rfc_is_refused(typed: str, refusal: type[Refusal], params: dict[str, object]) -> None:
    with pytest.raises(refusal) as raised:
        parse_rfc(typed)
    assert raised.value.params == params
    assert raised.value.field == "rfc"
    assert raised.value.sentence % raised.value.params


def test_a_wrong_check_digit_warns() -> None:
    assert parse_rfc("VACE460910SX6").warning == CHECK_DIGIT_WARNING
    assert parse_rfc("GODE561231GR8").warning is None


def test_only_generic_rfcs_identify_nobody() -> None:
    typed = ["XAXX010101000", "XEXX010101000", "GODE561231GR8", "MAB9307148T4"]
    assert [parse_rfc(text).is_generic for text in typed] == [True, True, False, False]
    assert [parse_rfc(text).warning for text in typed] == [None] * 4


@given(st.from_regex(r"[A-ZÑ&]{3,4}(00|04|96)0229[A-Z0-9]{3}", fullmatch=True))
def test_exactly_one_check_digit_matches(number: str) -> None:
    digits = "0123456789A"
    assert sum(parse_rfc(number[:-1] + digit).check_digit_matches for digit in digits) == 1


@given(st.text(max_size=16))
def test_any_text_is_an_rfc_or_refused(text: str) -> None:
    try:
        rfc = parse_rfc(text)
    except (RfcLengthWrong, RfcLettersWrong, RfcDateUnreal):
        return
    assert parse_rfc(rfc.number) == rfc
    assert normalise_rfc(rfc.number) == rfc.number
