"""As what somebody answers."""

import enum


class SurveyRole(enum.StrEnum):
    """What a person was in the edition, which decides what they are asked."""

    ATTENDEE = "attendee"
    EXHIBITOR = "exhibitor"
    BUYER = "buyer"
    SUPPLIER = "supplier"
