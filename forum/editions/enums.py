"""Kinds of halls and of categories."""

import enum


class HallKind(enum.StrEnum):
    """What a hall is for."""

    EXHIBITION = "exhibition"
    B2B = "b2b"
    CONFERENCE = "conference"


class CategoryKind(enum.StrEnum):
    """What a category of attendee is; only VISITOR categories are open to the public form."""

    VISITOR = "visitor"
    EXHIBITOR = "exhibitor"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    SPEAKER = "speaker"
    PRESS = "press"
    STAFF = "staff"
