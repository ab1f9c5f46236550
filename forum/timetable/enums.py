"""What publishing a draft does."""

import enum


class Change(enum.StrEnum):
    """What publishing would do with a meeting of a draft."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"
