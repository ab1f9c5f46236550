"""Why a badge is revoked, and on what badges are printed."""

import enum


class RevokedFor(enum.StrEnum):
    """Why a badge no longer opens a gate."""

    REISSUED = "reissued"
    CANCELLED = "cancelled"


class Layout(enum.StrEnum):
    """How the organiser prints: one badge a page on A6 stock, or four on a sheet to be cut."""

    A6 = "a6"
    LETTER_4 = "letter-4"
    A4_4 = "a4-4"


class HomePaper(enum.StrEnum):
    """The sheets people have at home."""

    LETTER = "letter"
    A4 = "a4"
