"""What registration announces, in the same transaction as the change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationApproved:
    """A registration became APPROVED: from now on its person may enter (badges issue a code)."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationCancelled:
    """An APPROVED registration no longer is (cancelled, or rejected afterwards): badge void, meetings freed."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime
