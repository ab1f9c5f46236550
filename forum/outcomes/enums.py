"""What a side agrees to do next, until when it expects business, why it does not, and what is reached later."""

import enum


class NextStep(enum.StrEnum):
    """What both do next, as one side says it."""

    QUOTE = "quote"
    INFORMATION = "information"
    SAMPLES = "samples"
    VISIT = "visit"
    MEET_AGAIN = "meet_again"
    NONE = "none"


class Horizon(enum.StrEnum):
    """Within how many months an amount is expected; amounts of different ones are never added."""

    THREE = "3"
    SIX = "6"
    TWELVE = "12"
    LATER = "later"


class NoInterest(enum.StrEnum):
    """Why a side does not want to go on: one of a list, so that the other one's profession can learn from it."""

    HAS_SUPPLIER = "has_supplier"
    NO_CERTIFICATE = "no_certificate"
    NO_CAPACITY = "no_capacity"
    NOT_THE_PROCESS = "not_the_process"
    PRICE = "price"
    OTHER = "other"


class Milestone(enum.StrEnum):
    """What two companies reach on the way to an order."""

    RFQ = "rfq"
    NDA = "nda"
    SAMPLE = "sample"
    PPAP = "ppap"
    AWARD = "award"


class Asking(enum.StrEnum):
    """A mail about one's meetings: whether one comes, the evening before; that one did not, and what came of each, on
    the day; again days later; and what became of it 30, 90 and 180 days on."""

    COMING = "coming"
    ABSENCE = "absence"
    DAY = "day"
    REMINDER = "reminder"
    DAYS_30 = "30"
    DAYS_90 = "90"
    DAYS_180 = "180"
