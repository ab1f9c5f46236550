"""The statuses of an application for a stand."""

import enum


class ExhibitorStatus(enum.StrEnum):
    """The status of an application to exhibit. Its stand is held from SUBMITTED until REJECTED or WITHDRAWN."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
