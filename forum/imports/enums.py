"""What can be imported, and what becomes of a row."""

import enum


class ImportKind(enum.StrEnum):
    """What the rows of a sheet are."""

    PEOPLE = "people"
    BUYERS = "buyers"
    COMPANIES = "companies"
    STANDS = "stands"
    MEMBERS = "members"


class Verdict(enum.StrEnum):
    """What becomes of a row. DUPLICATE and ERROR rows are refused; SAME ones are there already, as the row says."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    DUPLICATE = "duplicate"
    ERROR = "error"


REFUSED = frozenset({Verdict.DUPLICATE, Verdict.ERROR})
"""The verdicts of rows that come back to be mended."""


class Kept(enum.StrEnum):
    """Why what a row wrote stays when its batch is undone."""

    CHANGED = "changed"
    USED = "used"
    MAILED = "mailed"
    SHARED = "shared"
