"""Why a badge is revoked, which badges are printed, and on what."""

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


class Which(enum.StrEnum):
    """Which badges a print run takes: those in no run, those that nobody marked as printed, or all."""

    UNPREPARED = "unprepared"
    UNPRINTED = "unprinted"
    ALL = "all"


class PrintState(enum.StrEnum):
    """How far a badge is: in no run, in one, or on paper as somebody said."""

    UNPREPARED = "unprepared"
    PREPARED = "prepared"
    PRINTED = "printed"


class HomePaper(enum.StrEnum):
    """The sheets people have at home."""

    LETTER = "letter"
    A4 = "a4"
