"""The ranges of yearly sales a company may choose instead of an exact amount: ends that the MiPyME rule can use."""

from dataclasses import dataclass

from forum.core.i18n import N_


@dataclass(frozen=True, slots=True)
class SalesRange:
    """A range of yearly sales in pesos; `high` is None for the last one, which has no upper end."""

    code: str
    label: str
    low: int
    high: int | None


SALES_RANGES = (
    SalesRange("0-4", N_("Hasta 4 MDP"), 0, 4_000_000),
    SalesRange("4-20", N_("De 4 a 20 MDP"), 4_000_000, 20_000_000),
    SalesRange("20-50", N_("De 20 a 50 MDP"), 20_000_000, 50_000_000),
    SalesRange("50-100", N_("De 50 a 100 MDP"), 50_000_000, 100_000_000),
    SalesRange("100-250", N_("De 100 a 250 MDP"), 100_000_000, 250_000_000),
    SalesRange("250-", N_("Más de 250 MDP"), 250_000_000, None),
)


def range_code(low: int | None, high: int | None) -> str | None:
    """The code of the range with these ends; None if there is none."""
    return next((each.code for each in SALES_RANGES if (each.low, each.high) == (low, high)), None)
