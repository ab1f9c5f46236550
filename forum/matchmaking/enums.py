"""The sides of a table, and the states of suppliers and requirements."""

import enum


class Side(enum.StrEnum):
    """A side of the table, or the house."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    ORGANISER = "organiser"


class SupplierStatus(enum.StrEnum):
    """Whether a company may ask for meetings. SUSPENDED follows two no-shows, until the organiser lifts it."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class RequirementStatus(enum.StrEnum):
    """Whether suppliers see a requirement."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
