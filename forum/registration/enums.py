"""Where a registration stands."""

import enum


class RegistrationStatus(enum.StrEnum):
    """Where a registration stands. PENDING and APPROVED hold a place of the category's quota."""

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
