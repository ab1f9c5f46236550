"""What a requirement may say."""

from forum.matchmaking.enums import Currency
from forum.matchmaking.errors import ValueIncomplete


def ensure_value_whole(value: int | None, currency: Currency | None, years: int | None) -> None:
    """Refuse an amount without its currency or the years it is for, and either of these without an amount.

    Raises:
        ValueIncomplete: one or two of the three are told.
    """
    told = [each is not None for each in (value, currency, years)]
    if any(told) and not all(told):
        raise ValueIncomplete
