"""The MiPyME stratum of a company, exactly as the Acuerdo of the DOF of 30 June 2009 computes it.

score = workers × 10 % + annual sales in millions of pesos × 90 %. Everything is an integer: with the ceiling in tenths
of a point, a company is within it when 1,000,000 · workers + 9 · pesos ≤ 1,000,000 · ceiling.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from forum.companies.enums import Activity, Stratum
from forum.companies.errors import FiguresImpossible
from forum.core.i18n import N_, N_n

MILLION = 1_000_000

CEILINGS: dict[Activity, tuple[tuple[Stratum, int], ...]] = {
    Activity.INDUSTRIA: ((Stratum.MICRO, 46), (Stratum.PEQUENA, 950), (Stratum.MEDIANA, 2500)),
    Activity.COMERCIO: ((Stratum.MICRO, 46), (Stratum.PEQUENA, 930), (Stratum.MEDIANA, 2350)),
    Activity.SERVICIOS: ((Stratum.MICRO, 46), (Stratum.PEQUENA, 950), (Stratum.MEDIANA, 2350)),
}
"""Highest score of each stratum, in tenths of a point; above the last one a company is large."""

MOST_WORKERS: dict[Activity, tuple[tuple[Stratum, int], ...]] = {
    Activity.INDUSTRIA: ((Stratum.MICRO, 10), (Stratum.PEQUENA, 50), (Stratum.MEDIANA, 250)),
    Activity.COMERCIO: ((Stratum.MICRO, 10), (Stratum.PEQUENA, 30), (Stratum.MEDIANA, 100)),
    Activity.SERVICIOS: ((Stratum.MICRO, 10), (Stratum.PEQUENA, 50), (Stratum.MEDIANA, 100)),
}
"""Most workers of each stratum; its fewest are one more than the most of the stratum below."""


class StratumMethod(StrEnum):
    """What a stratum is computed from: the exact score, a range of sales whose ends agree, or the workers alone."""

    SCORE = "score"
    RANGE = "range"
    WORKERS = "workers"


@dataclass(frozen=True, slots=True)
class Classification:
    """A company's stratum and everything needed to explain it.

    `score_low` and `score_high` are the exact scores at the ends of the sales given (equal for exact sales, None
    where the end is unknown). `ceiling` is the limit that decided: not exceeded, or exceeded by a large company.
    """

    activity: Activity
    workers: int
    sales_low: int | None
    sales_high: int | None
    score_low: Decimal | None
    score_high: Decimal | None
    stratum: Stratum
    method: StratumMethod
    ceiling: Decimal
    inconsistent: bool

    @property
    def provisional(self) -> bool:
        """Whether the stratum may still change once the sales are known."""
        return self.method is StratumMethod.WORKERS

    @property
    def score(self) -> Decimal | None:
        """The exact score; None unless the sales are exact."""
        return self.score_low if self.method is StratumMethod.SCORE else None

    @property
    def score_tenths(self) -> int | None:
        """The score in tenths of a point, rounded up, so that it is never shown within a ceiling it exceeds."""
        if self.method is not StratumMethod.SCORE or self.sales_low is None:
            return None
        return -(-_millionths(self.workers, self.sales_low) // MILLION)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence (msgid) of an explanation with its parameters, numbers already formatted."""

    sentence: str
    params: dict[str, str]


def classify(
    activity: Activity, *, workers: int, sales_low: int | None = None, sales_high: int | None = None
) -> Classification:
    """The stratum of a company by its workers and its yearly sales in pesos between the two ends.

    Equal ends are exact sales; `sales_high=None` with a low end is an open range ("more than"); without ends the sales
    are unknown. A range gives a stratum only if both ends agree; otherwise the workers alone decide, provisionally.

    Raises:
        FiguresImpossible: a figure is negative, or the range ends below its start.
    """
    _ensure_possible(workers, sales_low, sales_high)
    low = None if sales_low is None else _by_score(activity, workers, sales_low)
    high = None if sales_high is None else _by_score(activity, workers, sales_high)
    if sales_high is None and low is Stratum.GRANDE:
        high = low
    if low is not None and low is high:
        stratum, method = low, StratumMethod.SCORE if sales_low == sales_high else StratumMethod.RANGE
    else:
        stratum, method = _by_workers(activity, workers), StratumMethod.WORKERS
    return Classification(
        activity=activity,
        workers=workers,
        sales_low=sales_low,
        sales_high=sales_high,
        score_low=None if sales_low is None else score(workers, sales_low),
        score_high=None if sales_high is None else score(workers, sales_high),
        stratum=stratum,
        method=method,
        ceiling=_ceiling(activity, stratum),
        inconsistent=not _has_usual_workers(activity, stratum, workers),
    )


def score(workers: int, sales: int) -> Decimal:
    """The exact score of a number of workers and yearly sales in pesos."""
    return Decimal(_millionths(workers, sales)).scaleb(-7)


def usual_workers(activity: Activity, stratum: Stratum) -> tuple[int, int] | None:
    """Fewest and most workers the Acuerdo names for a stratum; it names none for large companies."""
    fewest = 0
    for name, most in MOST_WORKERS[activity]:
        if name is stratum:
            return fewest, most
        fewest = most + 1
    return None


def explain(result: Classification) -> list[Explanation]:
    """The sentences that explain a company's stratum, in order."""
    sentences = [_explain_sales(result), _explain_stratum(result)]
    usual = usual_workers(result.activity, result.stratum)
    if result.inconsistent and usual is not None:
        params = {"workers": _number(result.workers), "fewest": _number(usual[0]), "most": _number(usual[1])}
        sentences.append(Explanation(INCONSISTENT, params))
    return sentences


INCONSISTENT = N_(
    "Revise los datos: lo usual para este tamaño es de %(fewest)s a %(most)s trabajadores y usted indicó %(workers)s."
)
_EXACT = N_n(
    "%(workers)s trabajador × 10 %% + %(sales)s MDP de ventas × 90 %% = %(score)s puntos.",
    "%(workers)s trabajadores × 10 %% + %(sales)s MDP de ventas × 90 %% = %(score)s puntos.",
    by="workers",
)
_BETWEEN = N_n(
    "Con ventas de %(low)s a %(high)s MDP y %(workers)s trabajador, el puntaje va de %(score_low)s a %(score_high)s.",
    "Con ventas de %(low)s a %(high)s MDP y %(workers)s trabajadores, el puntaje va de %(score_low)s a %(score_high)s.",
    by="workers",
)
_ABOVE = N_n(
    "Con ventas desde %(low)s MDP y %(workers)s trabajador, el puntaje es de %(score_low)s o más.",
    "Con ventas desde %(low)s MDP y %(workers)s trabajadores, el puntaje es de %(score_low)s o más.",
    by="workers",
)
_UP_TO = N_n(
    "Con ventas hasta de %(high)s MDP y %(workers)s trabajador, el puntaje es de %(score_high)s o menos.",
    "Con ventas hasta de %(high)s MDP y %(workers)s trabajadores, el puntaje es de %(score_high)s o menos.",
    by="workers",
)
_NO_SALES = N_("Todavía no conocemos sus ventas anuales.")
_BY_SCORE = {
    Stratum.MICRO: N_("Con hasta %(ceiling)s puntos es una microempresa."),
    Stratum.PEQUENA: N_("Con hasta %(ceiling)s puntos es una pequeña empresa."),
    Stratum.MEDIANA: N_("Con hasta %(ceiling)s puntos es una mediana empresa."),
    Stratum.GRANDE: N_("Con más de %(ceiling)s puntos es una empresa grande."),
}
_BY_WORKERS = {
    Stratum.MICRO: N_("Por sus trabajadores (%(workers)s) es, de manera provisional, una microempresa."),
    Stratum.PEQUENA: N_("Por sus trabajadores (%(workers)s) es, de manera provisional, una pequeña empresa."),
    Stratum.MEDIANA: N_("Por sus trabajadores (%(workers)s) es, de manera provisional, una mediana empresa."),
    Stratum.GRANDE: N_("Por sus trabajadores (%(workers)s) es, de manera provisional, una empresa grande."),
}


def _explain_sales(result: Classification) -> Explanation:
    low, high = result.sales_low, result.sales_high
    params = {"workers": _number(result.workers)}
    if low is not None and result.score_low is not None:
        params |= {"low": _number(_millions(low)), "score_low": _number(result.score_low)}
    if high is not None and result.score_high is not None:
        params |= {"high": _number(_millions(high)), "score_high": _number(result.score_high)}
    if low is None and high is None:
        return Explanation(_NO_SALES, {})
    if low == high:
        return Explanation(_EXACT, {"workers": params["workers"], "sales": params["low"], "score": params["score_low"]})
    if high is None:
        return Explanation(_ABOVE, params)
    return Explanation(_UP_TO if low is None else _BETWEEN, params)


def _explain_stratum(result: Classification) -> Explanation:
    if result.provisional:
        return Explanation(_BY_WORKERS[result.stratum], {"workers": _number(result.workers)})
    return Explanation(_BY_SCORE[result.stratum], {"ceiling": _number(result.ceiling)})


def _millionths(workers: int, sales: int) -> int:
    """The score in ten-millionths of a point."""
    return MILLION * workers + 9 * sales


def _by_score(activity: Activity, workers: int, sales: int) -> Stratum:
    reached = _millionths(workers, sales)
    return next((name for name, tenths in CEILINGS[activity] if reached <= MILLION * tenths), Stratum.GRANDE)


def _by_workers(activity: Activity, workers: int) -> Stratum:
    return next((name for name, most in MOST_WORKERS[activity] if workers <= most), Stratum.GRANDE)


def _ceiling(activity: Activity, stratum: Stratum) -> Decimal:
    ceilings = dict(CEILINGS[activity])
    return Decimal(ceilings.get(stratum, ceilings[Stratum.MEDIANA])).scaleb(-1)


def _has_usual_workers(activity: Activity, stratum: Stratum, workers: int) -> bool:
    usual = usual_workers(activity, stratum)
    return usual is None or usual[0] <= workers <= usual[1]


def _ensure_possible(workers: int, sales_low: int | None, sales_high: int | None) -> None:
    figures = [figure for figure in (workers, sales_low, sales_high) if figure is not None]
    if min(figures) < 0 or (sales_low is not None and sales_high is not None and sales_low > sales_high):
        raise FiguresImpossible


def _millions(pesos: int) -> Decimal:
    return Decimal(pesos).scaleb(-6)


def _number(value: int | Decimal) -> str:
    """1,234.5 in both languages; no zeros at the end."""
    written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return written.rstrip("0").rstrip(".") if "." in written else written
