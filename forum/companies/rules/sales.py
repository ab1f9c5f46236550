"""The ranges of yearly sales a company may choose instead of an exact amount: ends that the MiPyME rule can use."""

from forum.core.i18n import N_

SALES_RANGES: tuple[tuple[str, str, int, int | None], ...] = (
    ("0-4", N_("Hasta 4 MDP"), 0, 4_000_000),
    ("4-20", N_("De 4 a 20 MDP"), 4_000_000, 20_000_000),
    ("20-50", N_("De 20 a 50 MDP"), 20_000_000, 50_000_000),
    ("50-100", N_("De 50 a 100 MDP"), 50_000_000, 100_000_000),
    ("100-250", N_("De 100 a 250 MDP"), 100_000_000, 250_000_000),
    ("250-", N_("Más de 250 MDP"), 250_000_000, None),
)
"""Code, words, and both ends in pesos; the last one is open."""


def range_code(low: int | None, high: int | None) -> str | None:
    """The code of the range with these ends."""
    return next((code for code, _words, start, end in SALES_RANGES if (start, end) == (low, high)), None)
