"""The enums of the timetable."""

import enum


class Change(enum.StrEnum):
    """The effect of publishing on a meeting of a draft."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"
