"""The statuses of a registration."""

import enum


class RegistrationStatus(enum.StrEnum):
    """The status of a registration. PENDING and APPROVED hold a place of the category's quota."""

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
