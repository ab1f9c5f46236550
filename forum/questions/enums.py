"""The kinds of questions, and what happens to one."""

import enum


class QuestionKind(enum.StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"


class QuestionChange(enum.StrEnum):
    """What happened to a question; FORGOTTEN: its answers were deleted, as their time was over."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    RESUMED = "resumed"
    FORGOTTEN = "forgotten"
