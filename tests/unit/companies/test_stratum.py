"""The MiPyME stratum: examples of the law, and exact fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.companies.enums import Activity, Stratum
from forum.companies.errors import FiguresImpossible
from forum.companies.rules.stratum import (
    CEILINGS,
    INCONSISTENT,
    StratumMethod,
    classify,
    explain,
    score,
    usual_workers,
)
from forum.core.i18n import in_words

IND, COM, SERV = Activity.INDUSTRIA, Activity.COMERCIO, Activity.SERVICIOS
MICRO, PEQUENA, MEDIANA, GRANDE = Stratum.MICRO, Stratum.PEQUENA, Stratum.MEDIANA, Stratum.GRANDE
MDP = 1_000_000


@pytest.mark.parametrize(
    ("activity", "workers", "sales", "points", "stratum", "inconsistent"),
    [
        (IND, 10, 4 * MDP, "4.6", MICRO, False),
        (IND, 10, 4 * MDP + 1, "4.6000009", PEQUENA, True),
        (IND, 11, 4 * MDP, "4.7", PEQUENA, False),
        (IND, 9, 4_200_000, "4.68", PEQUENA, True),
        (IND, 50, 100 * MDP, "95", PEQUENA, False),
        (COM, 30, 100 * MDP, "93", PEQUENA, False),
        (COM, 31, 100 * MDP, "93.1", MEDIANA, False),
        (SERV, 100, 250 * MDP, "235", MEDIANA, False),
        (SERV, 101, 250 * MDP, "235.1", GRANDE, False),
        (IND, 250, 250 * MDP, "250", MEDIANA, False),
        (IND, 251, 250 * MDP, "250.1", GRANDE, False),
        (IND, 1000, 100 * MDP, "190", MEDIANA, True),
        (IND, 300, 20 * MDP, "48", PEQUENA, True),
        (COM, 0, 0, "0", MICRO, False),
        (COM, 100, 250 * MDP, "235", MEDIANA, False),
        (COM, 100, 250 * MDP + 1, "235.0000009", GRANDE, False),
        (SERV, 50, 100 * MDP, "95", PEQUENA, False),
    ],
)
def test_the_stratum_of_exact_sales(
    *, activity: Activity, workers: int, sales: int, points: str, stratum: Stratum, inconsistent: bool
) -> None:
    result = classify(activity, workers=workers, sales_low=sales, sales_high=sales)
    assert (result.score, result.stratum, result.inconsistent) == (Decimal(points), stratum, inconsistent)
    assert (result.method, result.provisional) == (StratumMethod.SCORE, False)


@pytest.mark.parametrize(
    ("workers", "low", "high", "stratum", "method"),
    [
        (20, 10 * MDP, 50 * MDP, PEQUENA, StratumMethod.RANGE),
        (20, 10 * MDP, 500 * MDP, PEQUENA, StratumMethod.WORKERS),
        (60, 10 * MDP, 500 * MDP, MEDIANA, StratumMethod.WORKERS),
        (300, 300 * MDP, None, GRANDE, StratumMethod.RANGE),
        (300, 100 * MDP, None, GRANDE, StratumMethod.WORKERS),
        (5, None, 4 * MDP, MICRO, StratumMethod.WORKERS),
        (5, 0, 4 * MDP, MICRO, StratumMethod.RANGE),
        (10, None, None, MICRO, StratumMethod.WORKERS),
        (11, None, None, PEQUENA, StratumMethod.WORKERS),
        (51, None, None, MEDIANA, StratumMethod.WORKERS),
        (251, None, None, GRANDE, StratumMethod.WORKERS),
    ],
)
def test_a_range_of_sales_decides_only_if_its_ends_agree(
    workers: int, low: int | None, high: int | None, stratum: Stratum, method: StratumMethod
) -> None:
    result = classify(IND, workers=workers, sales_low=low, sales_high=high)
    assert (result.stratum, result.method) == (stratum, method)
    assert result.provisional is (method is StratumMethod.WORKERS)
    assert (result.score, result.score_tenths) == (None, None)


@pytest.mark.parametrize(
    ("activity", "ranges"),
    [
        (IND, [(0, 10), (11, 50), (51, 250), None]),
        (COM, [(0, 10), (11, 30), (31, 100), None]),
        (SERV, [(0, 10), (11, 50), (51, 100), None]),
    ],
)
def test_usual_workers(activity: Activity, ranges: list[tuple[int, int] | None]) -> None:
    assert [usual_workers(activity, stratum) for stratum in Stratum] == ranges


@pytest.mark.parametrize(
    ("workers", "sales", "tenths"), [(10, 4 * MDP, 46), (10, 4 * MDP + 1, 47), (9, 4_200_000, 47), (0, 0, 0)]
)
def test_tenths_never_hide_that_a_ceiling_is_exceeded(workers: int, sales: int, tenths: int) -> None:
    assert classify(IND, workers=workers, sales_low=sales, sales_high=sales).score_tenths == tenths


WORKERS = st.one_of(st.integers(0, 400), st.integers(0, 10**6))
SALES = st.one_of(st.integers(0, 300 * MDP), st.integers(0, 10**12))


@given(st.sampled_from(Activity), WORKERS, SALES)
def test_the_stratum_agrees_with_fractions(activity: Activity, workers: int, sales: int) -> None:
    exact = Fraction(workers, 10) + Fraction(sales, MDP) * Fraction(9, 10)
    fitting = [stratum for stratum, tenths in CEILINGS[activity] if exact <= Fraction(tenths, 10)]
    result = classify(activity, workers=workers, sales_low=sales, sales_high=sales)
    assert result.stratum is (fitting[0] if fitting else GRANDE)
    assert Fraction(score(workers, sales)) == exact
    assert result.score_tenths is not None
    assert 0 <= result.score_tenths - exact * 10 < 1


@given(st.sampled_from(Activity), WORKERS, st.sampled_from([46, 930, 950, 2350, 2500]), st.integers(-9, 9))
def test_the_stratum_agrees_with_fractions_near_a_ceiling(
    activity: Activity, workers: int, tenths: int, off: int
) -> None:
    sales = max(0, (tenths - workers) * MDP // 9 + off)
    exact = Fraction(workers, 10) + Fraction(9 * sales, 10 * MDP)
    fitting = [stratum for stratum, ceiling in CEILINGS[activity] if exact <= Fraction(ceiling, 10)]
    result = classify(activity, workers=workers, sales_low=sales, sales_high=sales)
    assert result.stratum is (fitting[0] if fitting else GRANDE)


@given(st.sampled_from(Activity), WORKERS, SALES, SALES, SALES)
def test_a_range_that_decides_holds_for_every_amount_in_it(
    activity: Activity, workers: int, one: int, two: int, three: int
) -> None:
    low, middle, high = sorted((one, two, three))
    result = classify(activity, workers=workers, sales_low=low, sales_high=high)
    within = classify(activity, workers=workers, sales_low=middle, sales_high=middle)
    assert result.provisional or result.stratum is within.stratum


@pytest.mark.parametrize(
    ("workers", "low", "high"), [(-1, None, None), (1, -1, 5), (1, 0, -5), (1, 6, 5), (1, -2, None), (1, None, -2)]
)
def test_impossible_figures_are_refused(workers: int, low: int | None, high: int | None) -> None:
    with pytest.raises(FiguresImpossible):
        classify(IND, workers=workers, sales_low=low, sales_high=high)


def said(activity: Activity, workers: int, low: int | None, high: int | None) -> list[str]:
    result = classify(activity, workers=workers, sales_low=low, sales_high=high)
    return [in_words(piece.sentence, piece.params, language="es") for piece in explain(result)]


def test_the_explanation_of_exact_sales() -> None:
    assert said(IND, 10, 4 * MDP, 4 * MDP) == [
        "10 trabajadores × 10 % + 4 MDP de ventas × 90 % = 4.6 puntos.",
        "Con hasta 4.6 puntos es una microempresa.",
    ]
    assert said(IND, 1000, 1_234_567_800, 1_234_567_800) == [
        "1,000 trabajadores × 10 % + 1,234.5678 MDP de ventas × 90 % = 1,211.11102 puntos.",
        "Con más de 250 puntos es una empresa grande.",
    ]


def test_the_explanation_of_inconsistent_figures() -> None:
    assert said(IND, 300, 20 * MDP, 20 * MDP)[1:] == [
        "Con hasta 95 puntos es una pequeña empresa.",
        "Revise los datos: lo usual para este tamaño es de 11 a 50 trabajadores y usted indicó 300.",
    ]
    assert INCONSISTENT % {"fewest": "1", "most": "2", "workers": "3"}


@pytest.mark.parametrize(
    ("low", "high", "sentences"),
    [
        (
            10 * MDP,
            50 * MDP,
            [
                "Con ventas de 10 a 50 MDP y 20 trabajadores, el puntaje va de 11 a 47.",
                "Con hasta 95 puntos es una pequeña empresa.",
            ],
        ),
        (
            10 * MDP,
            None,
            [
                "Con ventas desde 10 MDP y 20 trabajadores, el puntaje es de 11 o más.",
                "Por sus trabajadores (20) es, de manera provisional, una pequeña empresa.",
            ],
        ),
        (
            None,
            10 * MDP,
            [
                "Con ventas hasta de 10 MDP y 20 trabajadores, el puntaje es de 11 o menos.",
                "Por sus trabajadores (20) es, de manera provisional, una pequeña empresa.",
            ],
        ),
        (
            None,
            None,
            [
                "Todavía no conocemos sus ventas anuales.",
                "Por sus trabajadores (20) es, de manera provisional, una pequeña empresa.",
            ],
        ),
    ],
)
def test_the_explanation_of_a_range(low: int | None, high: int | None, sentences: list[str]) -> None:
    assert said(IND, 20, low, high) == sentences
