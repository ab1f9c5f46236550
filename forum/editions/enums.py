"""Kinds of halls and of categories."""

import enum


class HallKind(enum.StrEnum):
    """What a hall is for."""

    EXHIBITION = "exhibition"
    B2B = "b2b"
    CONFERENCE = "conference"


class CategoryKind(enum.StrEnum):
    """The kind of a category of attendee; the public form offers only VISITOR categories."""

    VISITOR = "visitor"
    EXHIBITOR = "exhibitor"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    SPEAKER = "speaker"
    PRESS = "press"
    STAFF = "staff"
