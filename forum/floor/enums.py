"""What the floor desk shows."""

import enum


class Look(enum.StrEnum):
    """Which tables are shown: all, or only those that somebody has to go to."""

    ALL = "all"
    ATTENTION = "attention"
