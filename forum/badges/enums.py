"""Why a badge is revoked, which badges are printed, on what, and what a template chooses."""

import enum


class RevokedFor(enum.StrEnum):
    """Why a badge no longer opens a gate."""

    REISSUED = "reissued"
    CANCELLED = "cancelled"


class Layout(enum.StrEnum):
    """What a badge is drawn on: its size, and how many faces of it lie on a page.

    Folded ones have both faces side by side, double-sided ones on two pages; four share a sheet that is cut. HOME is
    the sheet that people fold twice, on the paper they have. The length of a ROLL follows from what is printed.
    """

    LETTER_4 = "letter-4"
    A4_4 = "a4-4"
    A6 = "a6"
    A6_DUPLEX = "a6-duplex"
    A5_FOLDED = "a5-folded"
    A4_FOLDED = "a4-folded"
    CARD = "card"
    LABEL_62 = "label-62x100"
    LABEL_100 = "label-100x50"
    ROLL = "roll"
    HOME = "home"


class Purpose(enum.StrEnum):
    """For what a badge is printed: by its person, by the organiser in thousands, or for one person at the counter."""

    HOME = "home"
    SHEET = "sheet"
    COUNTER = "counter"


class Piece(enum.StrEnum):
    """What a template may leave out. The name and the symbol are on every badge."""

    EVENT = "event"
    PLACE = "place"
    LOGO = "logo"
    ORGANISATION = "organisation"
    POSITION = "position"
    DAYS = "days"
    INTERPRETER = "interpreter"
    CODE = "code"
    BAND = "band"
    BIN = "bin"


class First(enum.StrEnum):
    """What comes first on a badge."""

    NAME = "name"
    ORGANISATION = "organisation"


class Ink(enum.StrEnum):
    """Whether a badge has colours, or black alone, as label printers have it."""

    COLOUR = "colour"
    BLACK = "black"


class TemplateChange(enum.StrEnum):
    """What somebody did to the templates of an edition."""

    SAVED = "saved"
    RESET = "reset"
    LOGO = "logo"
    LOGO_REMOVED = "logo_removed"


class Which(enum.StrEnum):
    """Which badges a print run takes: those in no run, those that nobody marked as printed, or all."""

    UNPREPARED = "unprepared"
    UNPRINTED = "unprinted"
    ALL = "all"


class RunOrder(enum.StrEnum):
    """In which order a print run has its badges; within a bin and a category by surname."""

    CATEGORY = "category"
    SURNAME = "surname"
    ORGANISATION = "organisation"
    BIN = "bin"


class PrintState(enum.StrEnum):
    """How far a badge is: in no run, in one, or on paper as somebody said."""

    UNPREPARED = "unprepared"
    PREPARED = "prepared"
    PRINTED = "printed"


class HomePaper(enum.StrEnum):
    """The sheets people have at home."""

    LETTER = "letter"
    A4 = "a4"


class BadgeStep(enum.StrEnum):
    """How far the badge of an approved person is."""

    MISSING = "missing"
    UNPRINTED = "unprinted"
    PRINTED = "printed"
    HANDED = "handed"
