"""Where an application for a stand stands."""

import enum


class ExhibitorStatus(enum.StrEnum):
    """Where an application to exhibit stands. A stand is held from SUBMITTED on, until rejected or withdrawn."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
