"""The statuses of an application for a stand, and of the stand."""

import enum


class ExhibitorStatus(enum.StrEnum):
    """The status of an application to exhibit. Its stand is held from SUBMITTED until REJECTED or WITHDRAWN."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class StandState(enum.StrEnum):
    """Whether an application holds a stand."""

    FREE = "free"
    HELD = "held"
