"""The roles a person may have, and what may happen to an account."""

import enum


class AccountEventKind(enum.StrEnum):
    """What somebody of the staff did to an account."""

    CLOSED = "closed"
    REOPENED = "reopened"
    SESSIONS_ENDED = "sessions_ended"
    SECOND_STEP_REMOVED = "second_step_removed"


class MissingStep(enum.Enum):
    """What is left to do before a session is more than half open: give the second step, or set one up first."""

    GIVE = enum.auto()
    SET_UP = enum.auto()


class Role(enum.StrEnum):
    """What a person is in one edition (domain.md, 5)."""

    ORGANISER = "organiser"
    COORDINATOR = "coordinator"
    COMMITTEE = "committee"
    BUYER = "buyer"
    COMPANY_ADMIN = "company_admin"
    COMPANY_USER = "company_user"
    ALLY = "ally"
    VISITOR = "visitor"
    SPEAKER = "speaker"
    PRESS = "press"
    GATE_STEWARD = "gate_steward"
    GATE_SUPERVISOR = "gate_supervisor"
    REGISTRATION_DESK = "registration_desk"
    FLOOR_DESK = "floor_desk"
    VIEWER = "viewer"


class AccountState(enum.StrEnum):
    """Whether an account is open."""

    OPEN = "open"
    CLOSED = "closed"
