"""The statuses of a registration, who cancelled it, and how it stands for its person."""

import enum


class RegistrationStatus(enum.StrEnum):
    """The status of a registration. PENDING and APPROVED hold a place of the category's quota."""

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Canceller(enum.StrEnum):
    """On whose behalf a registration was cancelled: a person undoes their own cancellation only."""

    PERSON = "person"
    DESK = "desk"
    COMPANY = "company"


class Corrected(enum.StrEnum):
    """What may be corrected of a registration, as its history names it; the address and after it, by the desk only."""

    NAME = "name"
    PHONE = "phone"
    ORGANISATION = "organisation"
    POSITION = "position"
    EMAIL = "email"
    LANGUAGE = "language"
    SECTOR = "sector"
    CONSENTS = "consents"


class Standing(enum.StrEnum):
    """How a registration stands for its person: the status, and of a cancelled one whether they may return."""

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CANCELLED_LATE = "cancelled_late"
    CANCELLED_BY_DESK = "cancelled_by_desk"
    CANCELLED_BY_COMPANY = "cancelled_by_company"


class Topic(enum.StrEnum):
    """What something that happened to a registered person is about."""

    REGISTRATION = "registration"
    BADGE = "badge"
    DOOR = "door"
    MEETINGS = "meetings"
    MAIL = "mail"
