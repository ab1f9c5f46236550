"""How a delegation stands, and what happened to it."""

import enum


class DelegationStatus(enum.StrEnum):
    """Asked for, open to name people, closed, or not approved."""

    REQUESTED = "requested"
    OPEN = "open"
    CLOSED = "closed"
    REFUSED = "refused"


class DelegationStep(enum.StrEnum):
    """What happened to a delegation, as its history names it."""

    REQUESTED = "requested"
    OPENED = "opened"
    REFUSED = "refused"
    CHANGED = "changed"
    CLOSED = "closed"
    LINK = "link"
    MESSAGE = "message"
    NAMED = "named"
    REMOVED = "removed"
