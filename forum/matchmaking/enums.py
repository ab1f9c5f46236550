"""The sides of a table and their marks, the states of suppliers and requirements, the languages of interpreters."""

import enum


class Side(enum.StrEnum):
    """Who acts: one of the two sides of a table, or the organiser."""

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


class Mark(enum.StrEnum):
    """What one side notes of the other, for itself: meet by all means, would meet, or not at all."""

    MUST = "must"
    INTERESTED = "interested"
    NO = "no"


class InterpreterLanguage(enum.StrEnum):
    """The language a buyer's interpreter translates from (ISO 639-1)."""

    JAPANESE = "ja"
    ENGLISH = "en"
    GERMAN = "de"
    CHINESE = "zh"
    KOREAN = "ko"
    FRENCH = "fr"
