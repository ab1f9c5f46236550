"""The statuses of a registration, who cancelled it, and how it stands for its person."""

import enum


class RegistrationStatus(enum.StrEnum):
    """The status of a registration. PENDING and APPROVED hold a place of the category's quota."""

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class PlaceStep(enum.StrEnum):
    """What happened to a place that is offered to somebody on the waiting list, as its history names it."""

    OFFERED = "offered"
    EXTENDED = "extended"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"


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
    """How a registration stands for its person: the status, and of a cancelled one whether they may return.

    Of one that waits: whether a place is offered, and whether one was and it is not offered another by itself.
    """

    PENDING = "pending"
    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    PASSED = "passed"
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
    PROGRAMME = "programme"
    MAIL = "mail"
