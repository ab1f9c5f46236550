"""The sides of a table and their marks, the states of suppliers and requirements, the languages of interpreters."""

import enum


class Side(enum.StrEnum):
    """Who acts: one of the two sides of a table, or the organiser."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    ORGANISER = "organiser"


class SupplierStatus(enum.StrEnum):
    """Whether a company may ask for meetings. SUSPENDED follows two no-shows, until the organiser lifts it.

    CHANGES: the co-ordinator asked it to mend something; it sends its application again, which is PENDING then.
    """

    PENDING = "pending"
    CHANGES = "changes"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class BuyerChange(enum.StrEnum):
    """What the staff did with a buyer. WITHDREW: wrote down that they dropped out."""

    TABLE = "table"
    REMOVED = "removed"
    WITHDREW = "withdrew"


class RequirementStatus(enum.StrEnum):
    """Whether suppliers see a requirement and may ask for it.

    COVERED: it takes no more requests; those that wait may still be answered. CLOSED: those were declined.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    COVERED = "covered"
    CLOSED = "closed"


class Mark(enum.StrEnum):
    """What one side notes of the other, for itself: meet by all means, would meet, or not at all."""

    MUST = "must"
    INTERESTED = "interested"
    NO = "no"


OPEN = (RequirementStatus.PUBLISHED, RequirementStatus.COVERED)
"""Published and not closed."""


class RequirementChange(enum.StrEnum):
    """What somebody did with a requirement."""

    CREATED = "created"
    EDITED = "edited"
    PUBLISHED = "published"
    COVERED = "covered"
    REOPENED = "reopened"
    CLOSED = "closed"
    DRAWING_ADDED = "drawing_added"
    DRAWING_CHANGED = "drawing_changed"
    DRAWING_REMOVED = "drawing_removed"


class DrawingAudience(enum.StrEnum):
    """Which suppliers see the drawing of a requirement."""

    SUPPLIERS = "suppliers"
    MEETING = "meeting"
    NDA = "nda"


class DrawingAccess(enum.StrEnum):
    """Whether a company sees a drawing, or what it lacks."""

    OPEN = "open"
    NEEDS_APPROVAL = "needs_approval"
    NEEDS_MEETING = "needs_meeting"
    NEEDS_NDA = "needs_nda"


class Currency(enum.StrEnum):
    """The currency of a value (ISO 4217); amounts in different ones are never added."""

    MXN = "MXN"
    USD = "USD"


class InterpreterLanguage(enum.StrEnum):
    """The language a buyer's interpreter translates from (ISO 639-1)."""

    JAPANESE = "ja"
    ENGLISH = "en"
    GERMAN = "de"
    CHINESE = "zh"
    KOREAN = "ko"
    FRENCH = "fr"
