"""Telephone numbers: stored as `+52##########` (E.164), shown as 477 123 4567."""


def display_phone(number: str) -> str:
    """A stored number as people write it: Mexican ones without prefix, foreign ones with."""
    if number.startswith("+52") and len(number) == 13:
        return f"{number[3:6]} {number[6:9]} {number[9:]}"
    return number
