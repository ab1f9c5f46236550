"""The announcements of registration, made in the same transaction as the change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationApproved:
    """A registration became APPROVED: its person may enter from now on (badges issue a code)."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationCancelled:
    """A registration is no longer APPROVED (cancelled, or rejected later): the badge is void, meetings are freed."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime
