"""What becomes of a row when two accounts are made one, and why two may be the same person."""

import enum


class Fate(enum.StrEnum):
    """What becomes of what refers to the account, or the registration, that goes.

    MOVES: it refers to the one that stays. MOVES_ALONE: the same, and where that one has its like already it is
    deleted. DELETED: it is of no use any more. REMAINS: it is the history of the one that goes, or is settled by hand.
    """

    MOVES = "moves"
    MOVES_ALONE = "moves_alone"
    DELETED = "deleted"
    REMAINS = "remains"


class Likeness(enum.StrEnum):
    """Why two registrations may be of one person; the strongest first."""

    MAILBOX = "mailbox"
    PHONE = "phone"
    ORGANISATION = "organisation"


class MergedField(enum.StrEnum):
    """What the preview compares."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    PASSWORD = "password"  # noqa: S105 - the name of a field
    CATEGORY = "category"
    STATUS = "status"
    ORGANISATION = "organisation"
    POSITION = "position"
    SECTOR = "sector"


class Moved(enum.StrEnum):
    """What the preview counts of the account that goes."""

    REGISTRATIONS = "registrations"
    BADGES = "badges"
    SCANS = "scans"
    NOTES = "notes"
    REQUESTS = "requests"
    MEETINGS = "meetings"
    ROLES = "roles"
    COMPANIES = "companies"
    MAILS = "mails"
