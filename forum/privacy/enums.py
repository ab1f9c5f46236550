"""Purposes a person consents to."""

import enum


class Purpose(enum.StrEnum):
    """What personal data is used for. All purposes but EVENT are voluntary and opt-in."""

    EVENT = "event"
    NEWS = "news"
    ALLIES = "allies"
    DIRECTORY = "directory"
    SALES_FIGURES = "sales_figures"
